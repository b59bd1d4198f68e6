"""Statements of no day taken as readings of one that somebody names beside the text."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from plumbline.engine.documents.model import CheckIn, Document, KeyResult
from plumbline.engine.documents.reading import ReadResult
from plumbline.engine.documents.undated import Undated

OF_NO_DAY = frozenset(
    {"documents.csv.undated", "documents.csv.words_undated", "documents.format.undated"}
)
"""What readers say of such statements as long as nobody names their day."""


def undated_stated(document: Document | None) -> Iterator[Undated]:
    """Yield what a document states of no day, in its order."""
    for objective in document.objectives if document else ():
        yield from (part.undated for part in objective.key_results if part.undated is not None)


def as_of(result: ReadResult, day: date | None) -> ReadResult:
    """Return what was read with its statements of no day as readings of that day.

    Args:
        result: As a reader brought it.
        day: Of which day they are; `None` leaves everything as it is.
    """
    document = result.document
    if day is None or document is None:
        return result
    objectives = tuple(
        replace(each, key_results=tuple(_dated(part, day) for part in each.key_results))
        for each in document.objectives
    )
    return replace(
        result,
        document=replace(document, objectives=objectives),
        problems=tuple(each for each in result.problems if each.message.id not in OF_NO_DAY),
        left_out=tuple(each for each in result.left_out if each.message.id not in OF_NO_DAY),
    )


def _dated(part: KeyResult, day: date) -> KeyResult:
    stated = part.undated
    if stated is None:
        return part
    reading = CheckIn(
        date=day,
        value=stated.value,
        confidence=stated.confidence,
        note=stated.note,
        spans=part.spans,
    )
    return replace(part, current=reading)

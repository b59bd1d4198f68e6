"""What was sent to mend a row of a preview, as the mends that are kept."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.http import QueryDict

from plumbline.domain.tenancy.errors import StaleVersion, ValidationRefused
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.mends import CELL, KeptMend, rows_placed
from plumbline.domain.transfer.plan_values import PlanRow
from plumbline.domain.transfer.services.mending import import_mend, import_mend_undo
from plumbline.engine.documents.mends import LINE
from plumbline.engine.documents.reading import ReadResult
from plumbline.web.transfer.import_choices import ImportChoices
from plumbline.web.transfer.import_mending import LETTERS, Look, seen_mends, undo_value
from plumbline.web.transfer.import_reading import ImportReading, import_reading
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from plumbline.domain.transfer.models import ImportBatch

_KINDS = {letter: kind for kind, letter in LETTERS.items()}
_PLACE = re.compile(r"(?P<kind>[ok])-(?P<line>\d{1,6})-(?P<number>\d{1,3})")
_MARK = re.compile(r"[ \t]*(?:#{1,6}|[-*+]|\d{1,3}[.)])[ \t]+")
_FIELD = re.compile(r"cell-(?P<line>\d{1,6})-(?P<column>\d{1,3})")


def mend_as_sent(visit: Visit, batch: "ImportBatch", choices: ImportChoices) -> str:
    """Mend what was sent, and return the part of the page to come back to.

    Raises:
        StaleVersion: It was mended elsewhere since the page was made.
        ValidationRefused: What was written cannot be taken.
        NotFound: No file waits any more.
    """
    sent = visit.request.POST
    mends = KeptMend.of_kept(batch.mends)
    if sent.get("mends") != seen_mends(mends):
        raise StaleVersion("transfer.mend.meanwhile", current=batch)
    if wanted := sent.get("undo"):
        place = next((one.place for one in mends if undo_value(one) == wanted), None)
        if place is not None:
            import_mend_undo(actor=visit.viewer, batch=batch, place=place)
        return "mended"
    reading = import_reading(visit, batch, choices)
    place_sent = str(sent.get("place", ""))
    found = (
        row_left_out(reading, place_sent) if "out" in sent else mends_typed(reading, typed_of(sent))
    )
    if found:
        import_mend(actor=visit.viewer, batch=batch, mends=found, choices=choices)
    return f"row-{place_sent}"


def look_again(sent: QueryDict, refused: ValidationRefused) -> Look:
    """Return the row that was sent as it was typed, with what is wrong with it."""
    errors = {
        name: tuple(wording(message) for message in said)
        for name, said in refused.field_errors.items()
    }
    return Look(place=str(sent.get("place", "")), typed=typed_of(sent), errors=errors)


def typed_of(sent: QueryDict) -> dict[str, str]:
    """Return what a form holds by the names of its fields, with one kind of line ends.

    NUL, which no keyboard types and no database takes, is passed over.
    """
    typed = {name: _lines(str(text)) for name, text in sent.items() if _FIELD.fullmatch(name)}
    name, mark, text = str(sent.get("take", "")).partition("=")
    if mark and _FIELD.fullmatch(name):
        typed[name] = _lines(text)
    return typed


def _lines(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


def mends_typed(reading: ImportReading, typed: Mapping[str, str]) -> list[KeptMend]:
    """Return as mends what was typed and is not what stands there; other places do not count."""
    found = []
    for name, words in typed.items():
        if (at := _FIELD.fullmatch(name)) is None:
            continue
        line, column = int(at["line"]), int(at["column"])
        places = dict(reading.file.places(line))
        if column not in places:
            continue
        text = _marked_as(places[column], words) if column == LINE else words
        if text != _lines(places[column]):
            cell = reading.plan.result.cell(line, max(column, 1))
            found.append(
                KeptMend(
                    kind=CELL,
                    sheet=cell.sheet if cell else "",
                    line=cell.row if cell else line,
                    column=column,
                    was=places[column],
                    text=text,
                )
            )
    return found


def _marked_as(was: str, text: str) -> str:
    """Return a line with the heading or list mark it had, where somebody typed its words alone.

    Without the mark it would be another kind of line, and what stands below it another's.
    """
    mark = _MARK.match(was)
    if mark is None or not text.strip() or _MARK.match(text):
        return text
    return mark[0] + text.lstrip()


def row_left_out(reading: ImportReading, place: str) -> list[KeptMend]:
    """Return as a mend that the row of a place is left out; nothing where there is no such row."""
    at = _PLACE.fullmatch(place)
    if at is None:
        return []
    wanted = (_KINDS[at["kind"]], int(at["line"]), int(at["number"]))
    found = [row for row, where in rows_placed(reading.plan.rows) if where == wanted]
    return [_left_out(reading.plan.result, row, wanted[2]) for row in found]


def _left_out(result: ReadResult, row: PlanRow, number: int) -> KeptMend:
    cell = result.cell(row.line, 1)
    return KeptMend(
        kind=row.kind,
        sheet=cell.sheet if cell else "",
        line=cell.row if cell else row.line,
        column=number,
        was=row.title,
    )

"""Places in a text as editors count them: lines from 0, characters in units of UTF-16."""

from collections.abc import Mapping
from typing import Any

from plumbline.engine.documents.source import Source
from plumbline.engine.documents.spans import Span

LAST_OF_FIRST_PLANE = "\uffff"


def units(text: str) -> int:
    """Return how many units of UTF-16 a text takes."""
    if text.isascii():
        return len(text)
    return len(text) + sum(character > LAST_OF_FIRST_PLANE for character in text)


def position_of(source: Source, offset: int) -> dict[str, int]:
    """Return the place of an offset."""
    line, column = source.position(min(offset, len(source.text)))
    return {"line": line - 1, "character": units(source.line(line)[: column - 1])}


def range_of(source: Source, start: int, end: int) -> dict[str, dict[str, int]]:
    """Return the place of a stretch."""
    return {"start": position_of(source, start), "end": position_of(source, end)}


def span_range(source: Source, span: Span) -> dict[str, dict[str, int]]:
    """Return the place of a span."""
    return range_of(source, span.start, span.end)


def offset_of(source: Source, position: Mapping[str, Any]) -> int:
    """Return the offset of a place; one behind the end of a line or text is at that end.

    Raises:
        KeyError: The place says no line or character.
        TypeError: They are no numbers.
    """
    line, character = position["line"], position["character"]
    if not isinstance(line, int) or not isinstance(character, int):
        raise TypeError("a place is two numbers")
    if line < 0:
        return 0
    if line >= len(source.line_starts):
        return len(source.text)
    text = source.line(line + 1)
    return source.line_starts[line] + _characters(text, max(character, 0))


def _characters(text: str, wanted: int) -> int:
    """Return how many characters take some units; half of a pair counts as none of it."""
    if text.isascii():
        return min(wanted, len(text))
    taken = 0
    for index, character in enumerate(text):
        taken += 2 if character > LAST_OF_FIRST_PLANE else 1
        if taken > wanted:
            return index
    return len(text)

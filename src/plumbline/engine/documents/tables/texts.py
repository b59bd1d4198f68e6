"""Values as the text of a cell, and back; nothing a spreadsheet would compute.

A text stands as it is. A `'` before it means: what follows is a text that begins like a formula, or
a value written as in YAML because a cell could not hold it plainly (`'"12"`, `'[a, "b c"]`).
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

from plumbline.engine.documents.format_records import Key, Kind
from plumbline.engine.documents.format_table import INITIATIVE, LINK
from plumbline.engine.documents.model import Initiative, Link
from plumbline.engine.documents.nodes import BrokenText, Scalar
from plumbline.engine.documents.scalars import number_format, plain_meaning
from plumbline.engine.documents.tables.cells import Cell, CellKind
from plumbline.engine.documents.yaml_nodes import yaml_nodes
from plumbline.engine.documents.yaml_text import text_quote
from plumbline.engine.documents.yaml_writer import free_format, value_format

MARK = "'"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""

_AWKWARD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\\A\\s|\\s\\Z|\\A\\Z"
)
"""What would not survive a cell: control characters, and blanks at its ends."""
_VALUE = ('"', "[", "{")
_NULL = "null"
_WEIGHTED = re.compile(r"(?P<id>.*\S) \(weight (?P<weight>\d+(?:\.\d+)?)\)\Z", re.ASCII)


def text_cell(text: str) -> Cell:
    """Return the cell of a text."""
    return Cell(text_written(text))


def text_written(text: str) -> str:
    """Write a text so that `text_read` gives it back."""
    if _AWKWARD.search(text):
        return MARK + text_quote(text)
    return MARK + text if text.startswith(MARK) else text


def guarded(text: str) -> str:
    """Let no cell of a plain text file begin like a formula."""
    return MARK + text if text.startswith(FORMULA) else text


def marked_value(text: str) -> str | None:
    """Return the value in the manner of YAML that a cell holds; `None` when it holds a text."""
    rest = text[1:]
    is_value = text[:1] == MARK and (rest.startswith(_VALUE) or rest == _NULL)
    return rest if is_value else None


def text_read(text: str) -> str:
    """Return the text that a cell holds, without the mark before a quote or a formula."""
    return text[1:] if text[:1] == MARK and text[1:2] in (MARK, *FORMULA) else text


def name_read(text: str) -> str:
    """Return the text that a cell or heading holds, also one written in the manner of YAML."""
    marked = marked_value(text)
    try:
        node = yaml_nodes(marked) if marked is not None and marked.startswith('"') else None
    except BrokenText:
        node = None
    return node.text if isinstance(node, Scalar) else text_read(text)


def value_cell(key: Key, value: object, node: object) -> Cell:
    """Return the cell of the value of a key."""
    if key.record in (LINK, INITIATIVE):
        return Cell(_lines(key, value, node))
    if key.kind is Kind.TEXTS:
        return Cell(_lines(key, value, node))
    if key.kind is Kind.FIELDS:
        return Cell(free_format(value))
    if key.kind is Kind.TARGET and value is None:
        return Cell(value_format(key, value, node).strip('"'))
    return scalar_cell(value)


def scalar_cell(value: object) -> Cell:
    """Return the cell of a single value, typed where a cell can hold it exactly.

    Raises:
        TypeError: The format knows no such value.
    """
    if isinstance(value, StrEnum):
        return Cell(value.value)
    if isinstance(value, str):
        return text_cell(value)
    if isinstance(value, bool):
        return Cell("true" if value else "false", CellKind.BOOLEAN)
    if isinstance(value, int | Decimal):
        return Cell(number_format(Decimal(value)), CellKind.NUMBER)
    if isinstance(value, datetime):
        moment = value.astimezone(UTC).replace(tzinfo=None)
        return Cell(f"{moment.isoformat()}Z")  # a spreadsheet would lose its microseconds
    if isinstance(value, date):
        return Cell(value.isoformat(), CellKind.DAY)
    raise TypeError(f"{type(value).__name__} has no place in a cell")


def free_cell(value: object) -> Cell:
    """Return the cell of a custom field; a text that reads like a number says that it is none."""
    if value is None or isinstance(value, Mapping | list | tuple):
        return Cell(MARK + free_format(value))
    if isinstance(value, str):
        is_text = isinstance(plain_meaning(value), str)
        return text_cell(value) if is_text else Cell(MARK + text_quote(value))
    if isinstance(value, float):
        return scalar_cell(Decimal(repr(value)))
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return Cell(f"{number_format(value)}.0", CellKind.NUMBER)
    return scalar_cell(value)


def cell_text(cell: Cell) -> str:
    """Return a cell as a plain text file holds it."""
    return guarded(cell.text) if cell.kind is CellKind.TEXT else cell.text


def link_parts(line: str) -> tuple[str, str | None]:
    """Return id and weight of a link that is a line of a cell."""
    match = _WEIGHTED.match(line)
    return (match["id"], match["weight"]) if match else (line, None)


def _lines(key: Key, value: object, node: object) -> str:
    """Write texts, links or initiatives one a line; in the manner of YAML where that fails."""
    if not isinstance(value, tuple):
        raise TypeError("a list of the model is a tuple")
    lines = [_line(item) for item in value]
    if all(line is not None for line in lines):
        return "\n".join(line for line in lines if line is not None)
    return MARK + value_format(key, value, node)


def _line(item: object) -> str | None:
    """Return an item as a line of a cell; `None` when it would not read back."""
    if isinstance(item, Link):
        plain = _plain_line(item.id)
        if plain is None or _WEIGHTED.match(plain):
            return None
        return plain if item.weight is None else f"{plain} (weight {number_format(item.weight)})"
    return _plain_line(item.title if isinstance(item, Initiative) else str(item))


def _plain_line(text: str) -> str | None:
    is_plain = "\n" not in text and not _AWKWARD.search(text) and not text.startswith(MARK)
    return text if is_plain else None

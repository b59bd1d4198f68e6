"""The sheets of a workbook, their cells as people see them and as exact values."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import islice
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from plumbline.engine.documents.scalars import number_format
from plumbline.engine.documents.tables.cells import Cell, CellKind
from plumbline.engine.workbooks.package import WorkbookRefused, package_check

COLUMNS_LIMIT = 200
"""Columns behind it are not read; no table of OKRs has as many."""
ROWS_LIMIT = 50_000
PERCENT_PLACES = 6
UNCOMPUTED_NAMED = 200
_UNCOMPUTED = re.compile(
    rb"<(?:\w{1,9}:)?c\s(?:[^<>]{0,200}\s)?r=\"(?P<column>[A-Z]{1,3})(?P<row>\d{1,7})\"[^<>]{0,200}>"
    rb"\s{0,9}<(?:\w{1,9}:)?f(?:\s[^<>]{0,300})?(?:/>|>[^<]{0,8200}</(?:\w{1,9}:)?f>)"
    rb"\s{0,9}(?:<(?:\w{1,9}:)?v\s?/>|<(?:\w{1,9}:)?v></(?:\w{1,9}:)?v>)?\s{0,9}</"
    rb"(?:\w{1,9}:)?c>"
)
"""A cell that holds a formula, and no value or an empty one."""

_CARRIAGE_RETURN = "_x000D_"
"""What some programs leave of a line end."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a cell holds, and how a person sees it: `38%`, `2026-10-01`, `TRUE`."""

    cell: Cell
    shown: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; row number n stands at place n - 1 of `rows`, empty rows are empty.

    Attributes:
        uncomputed: Row and column, from 1, of formulas for which no value was ever computed.
    """

    name: str
    is_hidden: bool
    rows: Sequence[Sequence[Held | None]]
    uncomputed: Sequence[tuple[int, int]] = ()


def sheets_read(data: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook that hold anything.

    A formula counts as the value that was last computed for it; one without any is named.

    Raises:
        WorkbookRefused: See `package_check`; or the sheets cannot be read.
    """
    package_check(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            archive = ZipFile(BytesIO(data))
            sheets = [
                Sheet(
                    sheet.title,
                    sheet.sheet_state != "visible",
                    _rows(sheet),
                    _uncomputed(archive, sheet),
                )
                for sheet in book.worksheets
            ]
        finally:
            book.close()
    except WorkbookRefused:
        raise
    # The library takes a file for what it says it is, so a broken one raises whatever it may.
    except Exception as error:
        raise WorkbookRefused("documents.xlsx.broken") from error
    found = tuple(sheet for sheet in sheets if sheet.rows)
    if not found:
        raise WorkbookRefused("documents.xlsx.empty")
    return found


def _rows(sheet: ReadOnlyWorksheet) -> Sequence[Sequence[Held | None]]:
    """Return the rows up to the last filled one.

    Raises:
        WorkbookRefused: There are more than are read.
    """
    sheet.reset_dimensions()  # what the file says of its size may be anything
    rows: list[Sequence[Held | None]] = []
    last = 0
    # Asked for a width, the library fills every row up to it.
    for row in sheet.iter_rows():  # type: ignore[misc]  # the stubs are off
        cells = _trimmed(list(_held(row[:COLUMNS_LIMIT])))
        rows.append(cells)
        if cells:
            last = len(rows)
    if last > ROWS_LIMIT:
        raise WorkbookRefused("documents.xlsx.rows", limit=ROWS_LIMIT)
    return rows[:last]


def _uncomputed(archive: ZipFile, sheet: ReadOnlyWorksheet) -> Sequence[tuple[int, int]]:
    """Return the first formulas without a value, which the library reads as empty cells."""
    path = getattr(sheet, "_worksheet_path", "")  # the library tells it nowhere else
    part = archive.read(path) if path else b""
    if b"f>" not in part and b"<f" not in part:
        return ()
    found = islice(_UNCOMPUTED.finditer(part), UNCOMPUTED_NAMED)
    return [(int(each["row"]), column_index_from_string(each["column"].decode())) for each in found]


def _held(row: Sequence[object]) -> Iterator[Held | None]:
    for cell in row:
        value = getattr(cell, "value", None)
        yield None if value is None or value == "" else _cell_read(cell, value)


def _trimmed(cells: list[Held | None]) -> Sequence[Held | None]:
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _cell_read(cell: object, value: object) -> Held:
    if isinstance(value, bool):
        word = "true" if value else "false"
        return Held(Cell(word, CellKind.BOOLEAN), word.upper())
    if isinstance(value, int | float):
        form = str(getattr(cell, "number_format", ""))
        return number_held(Decimal(repr(value)), is_percent="%" in form)
    if isinstance(value, datetime):
        moment = value.replace(tzinfo=None)
        if (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0):
            return day_held(moment.date())
        return Held(Cell(moment.isoformat(), CellKind.MOMENT), moment.strftime("%Y-%m-%d %H:%M"))
    if isinstance(value, date):
        return day_held(value)
    text = str(value)
    return Held(Cell(text), text.replace(_CARRIAGE_RETURN, ""))


def number_held(number: Decimal, *, is_percent: bool) -> Held:
    """Return a number as a cell holds it; a percentage is the share, shown as such."""
    if not number.is_finite():
        return Held(Cell(""), "")
    text = number_format(number)
    if is_percent:
        share = number_format(round(number * 100, PERCENT_PLACES))
        return Held(Cell(text, CellKind.PERCENT), f"{share}%")
    return Held(Cell(text, CellKind.NUMBER), text)


def day_held(day: date) -> Held:
    """Return a day as a cell holds it."""
    return Held(Cell(day.isoformat(), CellKind.DAY), day.isoformat())

"""A document as a workbook: a sheet for each kind of row, with typed days and numbers.

A text is a text for the spreadsheet too, however it begins: its cell is marked as one, so that it
stays a text when somebody edits it.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.xml.constants import ARC_CORE

from plumbline.engine.documents.format_table import DOCUMENT, GROUP, KEY_RESULT, OBJECTIVE, PRIORITY
from plumbline.engine.documents.model import Document
from plumbline.engine.documents.tables.cells import Cell, CellKind
from plumbline.engine.documents.tables.layout import RowKind, row_kinds
from plumbline.engine.documents.tables.rows import OutRow, columns_used, document_rows, with_ids
from plumbline.engine.documents.tables.table_rows import TITLE_HEADING
from plumbline.engine.documents.tables.texts import (
    FORMULA,
    MARK,
    marked_value,
    name_read,
    text_written,
)
from plumbline.engine.documents.yaml_text import text_quote

SIGNIFICANT_DIGITS = 15
"""As many digits of a number a spreadsheet holds for sure; longer ones are written as texts."""
TEXT_MOST = 32_767
"""Most characters of a cell, in UTF-16 code units."""
_FIRST_YEAR = 1901
"""Before it the calendars of spreadsheets disagree; such days are written as texts."""
_ALWAYS = (OBJECTIVE.name, KEY_RESULT.name)
_LAST = (PRIORITY.name, GROUP.name, DOCUMENT.name)
_ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_|x005F_")
"""What programs take for an escaped character."""
_MOMENTS = re.compile(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>", re.DOTALL)
_HEAD_FONT = Font(bold=True)
_HEAD_FILL = PatternFill("solid", fgColor="EEF1F5")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_TOP = Alignment(vertical="top")
_NARROWEST, _WIDEST = 11, 60


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: its heading and the cells below, `None` for an empty one."""

    heading: str
    cells: Sequence[Cell | None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name of at most 31 characters, its columns, and how many rows it has."""

    name: str
    columns: Sequence[Column]
    count: int


class CellTooLong(Exception):
    """A text does not fit into a cell of a workbook; `sheet` and `heading` say where."""

    def __init__(self, sheet: str, heading: str) -> None:
        """Keep the place."""
        super().__init__(f"{sheet}: {heading}")
        self.sheet, self.heading = sheet, heading


def workbook_dump(document: Document) -> bytes:
    """Write a document as a workbook.

    Objectives and key results without an id get one: the sheets name each other's rows by it.

    Raises:
        CellTooLong: A text has more characters than a cell may hold.
    """
    rows = list(document_rows(with_ids(document)))
    used = columns_used(rows)
    sheets: list[Sheet] = []
    for kind in sorted(row_kinds().values(), key=_place):
        own = [row for row in rows if row.kind is kind]
        if own or kind.record.name in _ALWAYS:
            core = [column.heading for column in kind.columns if column.is_core]
            columns = list(_columns(kind, used.get(kind.record.name, core), own))
            sheets.append(Sheet(kind.plural, columns, len(own)))
    return sheets_dump(sheets)


def sheets_dump(sheets: Sequence[Sheet]) -> bytes:
    """Write tables as a workbook.

    Raises:
        CellTooLong: A text has more characters than a cell may hold.
    """
    for sheet in sheets:
        _fitting(sheet.name, sheet.columns)
    book = Workbook(write_only=True)
    for sheet in sheets:
        _sheet_write(book.create_sheet(sheet.name), sheet.columns, sheet.count)
    written = io.BytesIO()
    book.save(written)
    return _timeless(written)


def _timeless(written: io.BytesIO) -> bytes:
    """Return a workbook that does not tell when it was written: equal documents, equal bytes."""
    timeless = io.BytesIO()
    with ZipFile(written) as parts, ZipFile(timeless, "w", ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            content = parts.read(name)
            if name == ARC_CORE:
                content = _MOMENTS.sub(b"", content)
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return timeless.getvalue()


def _place(kind: RowKind) -> tuple[int, int]:
    """Return where a sheet stands: objectives first, the document itself last."""
    name = kind.record.name
    last = _LAST.index(name) if name in _LAST else -1
    return last, list(row_kinds()).index(name)


def _columns(kind: RowKind, headings: Sequence[str], rows: Sequence[OutRow]) -> Iterator[Column]:
    if kind.of_heading:
        yield Column(kind.of_heading, [Cell(text_written(row.of)) for row in rows])
        yield Column(TITLE_HEADING, [Cell(text_written(row.of_title)) for row in rows])
    for heading in headings:
        yield Column(heading, [row.cells.get(heading) for row in rows])


def _fitting(sheet: str, columns: Sequence[Column]) -> None:
    """Make sure that every text fits, before anything is written.

    Raises:
        CellTooLong: One does not.
    """
    for column in columns:
        longest = max(
            (len(cell.text.encode("utf-16-le")) for cell in column.cells if cell), default=0
        )
        if longest > 2 * TEXT_MOST:
            raise CellTooLong(sheet, column.heading)


def _sheet_write(sheet: object, columns: Sequence[Column], count: int) -> None:
    if not isinstance(sheet, WriteOnlyWorksheet):
        raise TypeError("a workbook that is only written has sheets that are only written")
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _width(column)  # type: ignore[attr-defined]  # missing from the stubs
    if columns:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count + 1}"  # type: ignore[attr-defined]  # missing from the stubs
    sheet.append([_head(sheet, column.heading) for column in columns])
    for place in range(count):
        sheet.append([_written(sheet, column.cells[place]) for column in columns])


def _width(column: Column) -> float:
    texts = (cell.text for cell in column.cells[:500] if cell)
    longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
    return max(_NARROWEST, min(_WIDEST, max(longest, len(column.heading)) + 2))


def _head(sheet: WriteOnlyWorksheet, heading: str) -> SheetCell:
    cell = _text(sheet, heading)
    cell.font, cell.fill, cell.alignment = _HEAD_FONT, _HEAD_FILL, _TOP
    return cell


def _written(sheet: WriteOnlyWorksheet, cell: Cell | None) -> SheetCell | None:
    """Return a cell as the workbook holds it."""
    if cell is None or not cell.text:
        return None
    typed = _typed(sheet, cell)
    if typed is not None:
        typed.alignment = _TOP
        return typed
    text = _text(sheet, cell.text)
    text.alignment = _WRAPPED if len(cell.text) > _WIDEST or "\n" in cell.text else _TOP
    return text


def _typed(sheet: WriteOnlyWorksheet, cell: Cell) -> SheetCell | None:
    """Return the cell of a number, day or truth value; `None` for what only a text says exactly."""
    typed = WriteOnlyCell(sheet)
    if cell.kind is CellKind.BOOLEAN:
        typed.value = cell.text == "true"
        return typed
    if cell.kind is CellKind.NUMBER and not cell.text.endswith(".0"):
        digits = len(cell.text.lstrip("-0.").replace(".", ""))
        typed.value = Decimal(cell.text)
        return typed if digits <= SIGNIFICANT_DIGITS else None
    if cell.kind is CellKind.DAY and int(cell.text[:4]) >= _FIRST_YEAR:
        typed.value = date.fromisoformat(cell.text)
        typed.number_format = "yyyy-mm-dd"
        return typed
    return None


def _text(sheet: WriteOnlyWorksheet, text: str) -> SheetCell:
    if _ESCAPE.search(text) and not (marked_value(text) or "").startswith("["):
        text = MARK + text_quote(name_read(text)).replace("_", r"\x5F")
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # never a formula or an error, whatever it begins with
    cell.quotePrefix = text.startswith(FORMULA)
    return cell

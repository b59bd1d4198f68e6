"""The one entry for every file: a workbook, or whatever else a document can be."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from plumbline.engine.documents.columns import ColumnMapping
from plumbline.engine.documents.csv_cells import Row, is_total
from plumbline.engine.documents.csv_reader import table_columns, table_read
from plumbline.engine.documents.cycle_names import cycle_read
from plumbline.engine.documents.format_table import DOCUMENT
from plumbline.engine.documents.mends import Mend
from plumbline.engine.documents.nodes import Mapping
from plumbline.engine.documents.read import document_read, looked_over, nodes_read
from plumbline.engine.documents.reading import Problem, ReadResult
from plumbline.engine.documents.scalars import shown
from plumbline.engine.documents.tables.layout import RowKind, heading_fold, kind_of_word, row_kinds
from plumbline.engine.documents.tables.nodes import InRow, rows_nodes
from plumbline.engine.documents.tables.table_rows import (
    TITLE_HEADING,
    TextCell,
    headings_problems,
    row_of,
)
from plumbline.engine.messages import Message
from plumbline.engine.workbooks.mending import sheets_mended
from plumbline.engine.workbooks.package import WorkbookRefused, is_workbook
from plumbline.engine.workbooks.sheet_text import SheetText, sheet_text
from plumbline.engine.workbooks.sheets import Sheet, sheets_read

KIND = "xlsx"
_ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xltm")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookReading:
    """A workbook as it was read.

    Attributes:
        names: Sheets that can be chosen; empty where all are read, or none can be.
        sheet: The one that was read.
        headings: Of its columns.
        guess: What the columns hold, by their headings.
        lines: How many rows were read.
        rows: These, as people see their cells; the lines are those of the text of all sheets.
    """

    result: ReadResult
    names: tuple[str, ...] = ()
    sheet: str = ""
    headings: tuple[str, ...] = ()
    guess: ColumnMapping = field(default_factory=ColumnMapping)
    lines: int = 0
    rows: Sequence[Row] = ()


def file_read(
    data: bytes, *, name: str | None = None, kind: str | None = None, sheet: str = ""
) -> ReadResult:
    """Read a file of any kind.

    Args:
        data: The whole file.
        name: Its name, whose ending tells the kind when `kind` does not.
        kind: One of the kinds of `document_read`, or `"xlsx"`.
        sheet: Of a workbook the sheet to read; empty for the first that holds OKRs.

    Returns:
        What was understood; never raises for any bytes.
    """
    if is_for_workbooks(data, name=name, kind=kind):
        return workbook_read(data, name=name, sheet=sheet).result
    return document_read(data, name=name, kind=kind)


def is_for_workbooks(data: bytes, *, name: str | None = None, kind: str | None = None) -> bool:
    """Whether a file is to be read as a workbook, by what is said of it or by what it holds."""
    if kind:
        return kind == KIND
    if name and PurePath(name).suffix.lower() in _ENDINGS:
        return True
    return is_workbook(data)


def workbook_read(
    data: bytes,
    *,
    name: str | None = None,
    sheet: str = "",
    columns: Callable[[ColumnMapping], ColumnMapping] | None = None,
    is_sheet_sure: bool = True,
    mends: Sequence[Mend] = (),
) -> WorkbookReading:
    """Read a workbook: one that Plumbline wrote as a whole, of any other the one sheet.

    Args:
        data: The whole file.
        name: Its name, which may name the cycle.
        sheet: Which sheet; empty for the first visible one that holds OKRs.
        columns: Makes what columns hold of the guess by their headings, which counts without it.
        is_sheet_sure: Decline when there is no such sheet, instead of choosing as without it.
        mends: Cells that hold something else than the file says.
    """
    try:
        sheets = sheets_mended(sheets_read(data), mends)
    except WorkbookRefused as refused:
        declined = refused.message
        return WorkbookReading(result=ReadResult(kind=KIND, document=None, declined=declined))
    if any(map(_is_own, sheets)):
        return _own_read(sheet_text(sheets))
    visible = [one for one in sheets if not one.is_hidden] or list(sheets)
    names = tuple(one.name for one in visible)
    chosen = _chosen(visible, sheet)
    if chosen is None and not is_sheet_sure:
        chosen = _chosen(visible, "")
    if chosen is None:
        params = {"sheet": shown(sheet), "sheets": ", ".join(names[:20])}
        unknown = Message("documents.xlsx.sheet_unknown", params)
        return WorkbookReading(result=ReadResult(kind=KIND, document=None, declined=unknown))
    read = _sheet_read(chosen, name, columns)
    others = tuple(
        Problem(
            line=1, column=1, message=Message("documents.xlsx.sheet_too", {"sheet": shown(one)})
        )
        for one in (each.name for each in visible if each is not chosen and _names_okrs(each))
    )
    result = replace(read.result, assumed=(*others, *read.result.assumed))
    return replace(read, result=result, names=names, sheet=chosen.name)


def _chosen(sheets: Sequence[Sheet], asked: str) -> Sheet | None:
    """Return the sheet that was asked for, or the first with columns of OKRs, or the first."""
    if asked:
        return next((one for one in sheets if one.name == asked), None)
    return next(filter(_names_okrs, sheets), sheets[0])


def _names_okrs(sheet: Sheet) -> bool:
    return table_columns(_rows(sheet))[1].names_okrs


def _rows(sheet: Sheet) -> list[Row]:
    """Return the rows of a sheet, by their numbers, that hold anything."""
    rows = (
        Row(number, [cell.shown if cell else "" for cell in cells])
        for number, cells in enumerate(sheet.rows, start=1)
    )
    return [row for row in rows if any(cell.strip() for cell in row.cells)]


def _sheet_read(
    sheet: Sheet, name: str | None, columns: Callable[[ColumnMapping], ColumnMapping] | None
) -> WorkbookReading:
    text, rows = sheet_text([sheet]), _rows(sheet)
    headings, guess = table_columns(rows)
    mapping = columns(guess) if columns is not None and headings else None
    named = sheet.name if cycle_read(sheet.name) else name
    read = looked_over(table_read(text, rows, mapping=mapping, name=named))
    problems = [*map(_in_column, read.problems), *_uncomputed(sheet, rows, headings)]
    problems.sort(key=lambda problem: problem.line)
    result = replace(read, kind=KIND, problems=tuple(problems), sheets=text.sheets)
    return WorkbookReading(
        result=result, headings=headings, guess=guess, lines=len(rows), rows=rows
    )


def _uncomputed(sheet: Sheet, rows: Sequence[Row], headings: Sequence[str]) -> Iterator[Problem]:
    """Name the formulas of a table that nothing has computed, so that they read as empty."""
    lines = {row.line for row in rows if not is_total(row)}
    for row, column in sheet.uncomputed:
        if row in lines and column <= len(headings) and (heading := headings[column - 1].strip()):
            params = {"line": row, "heading": f'"{heading[:60]}"'}
            message = Message("documents.xlsx.uncomputed", params)
            yield Problem(line=row, column=column, message=message)


def _in_column(problem: Problem) -> Problem:
    """Put a problem into the column that its message names."""
    number = problem.message.params.get("number")
    return replace(problem, column=number) if isinstance(number, int) else problem


def _is_own(sheet: Sheet) -> bool:
    kind = row_kinds()[DOCUMENT.name]
    first = [cell.shown for cell in sheet.rows[0] if cell] if sheet.rows else []
    return sheet.name == kind.plural and "plumbline" in map(heading_fold, first)


def _own_read(text: SheetText) -> WorkbookReading:
    root, problems = _own_nodes(text)
    result = replace(nodes_read(text, root, problems), sheets=text.sheets)
    rows = [text.row(line) for line in range(1, len(text.held) + 1)]
    return WorkbookReading(result=result, lines=len(rows), rows=rows)


def _own_nodes(text: SheetText) -> tuple[Mapping, list[Problem]]:
    """Return the document that the sheets tell, and what is wrong with it.

    Hidden sheets and rows count: here they are only out of sight, as a filter leaves them.
    """
    read: list[InRow] = []
    problems: list[Problem] = []
    for sheet in text.sheets:
        kind = kind_of_word(sheet.name)
        lines = [cells for cells in map(text.cells, text.lines(sheet)) if cells]
        if kind is None or not lines:
            continue
        headings = lines[0]
        known = {cell.text for cell in headings if _is_known(cell.text, kind)}
        problems += headings_problems(text, headings, known, kind)
        read += _sheet_rows(kind, headings, lines[1:])
    order = list(row_kinds())
    read.sort(key=lambda row: order.index(row.kind.record.name))
    root, homeless = rows_nodes(text, read, by_place=False)
    return root, [*problems, *homeless]


def _sheet_rows(
    kind: RowKind, headings: Sequence[TextCell], lines: Sequence[list[TextCell]]
) -> Iterator[InRow]:
    for cells in lines:
        yield row_of(kind, headings, cells, of_headings=(kind.of_heading,))


def _is_known(heading: str, kind: RowKind) -> bool:
    return heading_fold(heading) in (heading_fold(kind.of_heading), heading_fold(TITLE_HEADING))

"""Cells of a workbook that a person wrote anew, as if they had been typed into the sheet."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from plumbline.engine.documents.mends import Mend
from plumbline.engine.documents.scalars import Unreadable, day_parse
from plumbline.engine.documents.tables.cells import Cell, CellKind
from plumbline.engine.workbooks.held import Held, day_held, number_held
from plumbline.engine.workbooks.sheets import Sheet

_NUMBER: Final = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,9})?(?P<percent>\s?%)?")


def sheets_mended(sheets: Sequence[Sheet], mends: Sequence[Mend]) -> Sequence[Sheet]:
    """Return sheets with cells replaced; a row that is not there is passed over."""
    by_sheet: dict[str, dict[int, dict[int, str]]] = defaultdict(lambda: defaultdict(dict))
    for mend in mends:
        by_sheet[mend.sheet][mend.line][mend.column] = mend.text
    return [
        replace(sheet, rows=_rows_mended(sheet, by_sheet[sheet.name]))
        if sheet.name in by_sheet
        else sheet
        for sheet in sheets
    ]


def _rows_mended(
    sheet: Sheet, by_row: Mapping[int, Mapping[int, str]]
) -> Sequence[Sequence[Held | None]]:
    rows = list(sheet.rows)
    for number, cells in by_row.items():
        if number <= len(rows):
            row = list(rows[number - 1])
            row += [None] * (max(cells) - len(row))
            for column, text in cells.items():
                row[column - 1] = typed(text)
            rows[number - 1] = row
    return rows


def typed(text: str) -> Held | None:
    """Return a text as a cell into which it was typed: a number, a share, a day, or words."""
    text = text.strip()
    if not text:
        return None
    if number := _NUMBER.fullmatch(text):
        percent = number["percent"]
        value = Decimal(text.removesuffix(percent or ""))
        return number_held(value / 100 if percent else value, is_percent=bool(percent))
    if text.lower() in ("true", "false"):
        return Held(Cell(text.lower(), CellKind.BOOLEAN), text.upper())
    try:
        return day_held(day_parse(text))
    except Unreadable:
        return Held(Cell(text), text)

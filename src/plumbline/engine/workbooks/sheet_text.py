"""Sheets as one text, so that every cell has its place like a word in a document."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from plumbline.engine.documents.csv_cells import Row
from plumbline.engine.documents.reading import SheetLines
from plumbline.engine.documents.source import Source
from plumbline.engine.documents.tables.table_rows import TextCell
from plumbline.engine.workbooks.held import Held
from plumbline.engine.workbooks.sheets import Sheet

_BREAKS = str.maketrans(dict.fromkeys("\t\n\r\x0b\x0c\x85\u2028\u2029", " "))


@dataclass(frozen=True)
class SheetText(Source):
    """A text whose lines are the rows of sheets, with tabs between the cells.

    Attributes:
        sheets: Which line begins which sheet; row n of it is n - 1 lines further.
        starts: Of each line where its cells start in it.
        held: The cells of each line.
    """

    sheets: tuple[SheetLines, ...] = ()
    starts: tuple[tuple[int, ...], ...] = ()
    held: tuple[Sequence[Held | None], ...] = ()

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and number of the column, both from 1, of the cell at `offset`."""
        line, character = super().position(offset)
        starts = self.starts[line - 1] if line <= len(self.starts) else ()
        return line, max(1, bisect_right(starts, character - 1))

    def lines(self, sheet: SheetLines) -> range:
        """Return the lines of a sheet, counted from 1."""
        return range(sheet.first, sheet.first + sheet.count)

    def row(self, line: int) -> Row:
        """Return the cells of a line as people see them."""
        return Row(line, [cell.shown if cell else "" for cell in self.held[line - 1]])

    def cells(self, line: int) -> list[TextCell]:
        """Return the cells of a line as values with their places, empty ones included."""
        begin = self.line_starts[line - 1]
        return [
            TextCell(
                cell.cell.text if cell else "",
                begin + start,
                begin + start + (len(_flat(cell)) if cell else 0),
                cell.cell if cell else None,
            )
            for cell, start in zip(self.held[line - 1], self.starts[line - 1], strict=True)
        ]


def sheet_text(sheets: Sequence[Sheet]) -> SheetText:
    """Return the text of sheets, one below the other."""
    lines: list[str] = []
    starts: list[tuple[int, ...]] = []
    held: list[Sequence[Held | None]] = []
    placed: list[SheetLines] = []
    for sheet in sheets:
        placed.append(SheetLines(name=sheet.name, first=len(lines) + 1, count=len(sheet.rows)))
        for row in sheet.rows:
            parts = [_flat(cell) if cell else "" for cell in row]
            at, begins = 0, []
            for part in parts:
                begins.append(at)
                at += len(part) + 1
            lines.append("\t".join(parts))
            starts.append(tuple(begins))
            held.append(row)
    return SheetText("\n".join(lines), sheets=tuple(placed), starts=tuple(starts), held=tuple(held))


def _flat(cell: Held) -> str:
    return cell.shown.translate(_BREAKS)

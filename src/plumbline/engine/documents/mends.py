"""What a person wrote by hand in place of a line or a cell of a file that is to be read."""

import csv
import io
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plumbline.engine.documents.csv_cells import Row
from plumbline.engine.documents.csv_reader import table_split
from plumbline.engine.documents.source import Source, decode, encode

LINE = 0
"""Column of a mend that takes the place of a whole line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """One line or cell as it is to be read.

    Attributes:
        sheet: Of a workbook its name; else empty.
        line: The line of a text, the row of a sheet, or the line on which a row of a table begins;
            from 1.
        column: The column of a cell, from 1; `LINE` for a whole line.
        text: What stands there instead.
    """

    sheet: str = ""
    line: int
    column: int = LINE
    text: str


def data_mended(data: bytes, mends: Sequence[Mend]) -> bytes:
    """Return a text or a table of text with lines and cells replaced.

    Every other line keeps its number, so that mends of one file do not touch each other; a place
    that is not there is passed over.
    """
    source = decode(data)
    if not mends or not isinstance(source, Source):
        return data
    text = _text_mended(source, mends)
    encoded = encode(text, source.encoding)
    return encoded if encoded is not None else text.encode()


def _text_mended(source: Source, mends: Sequence[Mend]) -> str:
    ends = [*source.line_starts[1:], len(source.text)]
    lines = [source.text[a:b] for a, b in zip(source.line_starts, ends, strict=True)]
    by_row: dict[int, dict[int, str]] = {}
    for mend in mends:
        if mend.column != LINE:
            by_row.setdefault(mend.line, {})[mend.column] = mend.text
        elif mend.line <= len(lines):
            old = lines[mend.line - 1]
            lines[mend.line - 1] = _one_line(mend.text) + old[len(old.rstrip("\r\n")) :]
    if by_row:
        _rows_mended(source, lines, by_row)
    return "".join(lines)


def _rows_mended(source: Source, lines: list[str], by_row: Mapping[int, Mapping[int, str]]) -> None:
    """Write the rows anew that have mended cells, each over as many lines as before."""
    rows, delimiter = table_split(source)
    begins = [row.line for row in rows] + [len(lines) + 1]
    for place, row in enumerate(rows):
        if row.line not in by_row:
            continue
        last = begins[place + 1] - 1
        end = lines[last - 1][len(lines[last - 1].rstrip("\r\n")) :]
        written = _row_written(row, by_row[row.line], delimiter)
        lines[row.line - 1 : last] = [written + end, *[""] * (last - row.line)]


def _row_written(row: Row, cells: Mapping[int, str], delimiter: str) -> str:
    """Return a row as CSV; a cell keeps as many line ends as it had."""
    width = max(len(row.cells), *cells)
    old = [*row.cells, *[""] * (width - len(row.cells))]
    new = [_as_many_lines(cells[n], was) if n in cells else was for n, was in enumerate(old, 1)]
    held = io.StringIO()
    csv.writer(held, delimiter=delimiter, lineterminator="\r\n").writerow(new)
    return held.getvalue().removesuffix("\r\n")


def _as_many_lines(text: str, was: str) -> str:
    wanted, found = _line_ends(was), text.splitlines() or [""]
    kept = found[: wanted + 1]
    kept[-1:] = [" ".join(found[wanted:])] if len(found) > wanted + 1 else kept[-1:]
    return "\n".join(kept) + "\n" * (wanted + 1 - len(kept))


def _line_ends(text: str) -> int:
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n")


def _one_line(text: str) -> str:
    return " ".join(text.splitlines())


def row_at(rows: Sequence[Row], line: int) -> Row | None:
    """Return the row of a table that a line belongs to; `None` when none begins before it."""
    following = bisect_right(rows, line, key=lambda row: row.line)
    return rows[following - 1] if following else None

"""OKRs out of CSV: columns recognized by meaning, or told by the user."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from plumbline.engine.documents.columns import (
    ColumnMapping,
    Meaning,
    codes_set_apart,
    columns_guess,
)
from plumbline.engine.documents.csv_cells import Row, RowsRead, lone_column
from plumbline.engine.documents.csv_rows import rows_read
from plumbline.engine.documents.cycle_names import cycle_read
from plumbline.engine.documents.drafts import document_of
from plumbline.engine.documents.model import Cycle
from plumbline.engine.documents.reading import LeftOut, Problem, ReadResult
from plumbline.engine.documents.source import Source
from plumbline.engine.messages import Message

ROW_LIMIT = 50_000
"""Most rows that are read from one file."""

VALUES_NAMED = 12
LONGEST_CYCLE = 80
_DELIMITERS = ",;\t|"
_SEARCHED_ROWS = 15
_SPACE = re.compile(r"\s+")


def csv_read(
    source: Source, *, mapping: ColumnMapping | None = None, name: str | None = None
) -> ReadResult:
    """Read a table of OKRs.

    Understood are one row for each objective and key result with a type column and perhaps ids of
    parents, one row for each key result with its objective repeated or above it, wide rows with
    `key_result_1_title` …, and columns of levels.

    Args:
        source: The text.
        mapping: Which column means what; guessed from the headings when `None`.
        name: File name, which may name the cycle.

    Returns:
        The document; rows that could not be taken are problems, never half taken.
    """
    rows = _rows(source)
    if isinstance(rows, Message):
        return ReadResult(kind="csv", document=None, declined=rows)
    return table_read(source, rows, mapping=mapping, name=name)


def table_read(
    source: Source, rows: Sequence[Row], *, mapping: ColumnMapping | None, name: str | None
) -> ReadResult:
    """Read a table that was split into its rows already; see `csv_read`."""
    header = _header_index(rows)
    if header is None and mapping is not None:
        header = 0
    if header is None:
        return ReadResult(kind="csv", document=None, declined=_declined(rows))
    mapping = mapping or _guessed(rows, header)
    above = [row for row in rows[:header] if lone_column(row) is not None]
    body = [*(above if mapping.column(Meaning.OBJECTIVE) is None else ()), *rows[header + 1 :]]
    titles = [row.cells[lone] for row in rows[:header] if (lone := lone_column(row)) is not None]
    read = rows_read(source, body, mapping, headings=rows[header].cells)
    if not read.objectives:
        return ReadResult(
            kind="csv",
            document=None,
            problems=tuple(read.problems),
            declined=_declined(rows[header:]),
        )
    return ReadResult(
        kind="csv",
        document=document_of(source, read.objectives, cycle=_cycle(read, [*titles, name or ""])),
        problems=tuple(sorted((*read.problems, *_undated(source, read)), key=_place)),
        left_out=(*_before(rows, header), *_of_no_day(read), *_passed_over(read)),
        assumed=tuple(read.assumed),
    )


def table_split(source: Source) -> tuple[Sequence[Row], str]:
    """Return every row of a table as it is written, and what stands between its cells.

    Empty when the text is no table.
    """
    delimiter = _delimiter(source.text)
    csv.field_size_limit(10_000_000)
    try:
        return _parsed(source.text, delimiter), delimiter
    except csv.Error:
        return (), delimiter


def columns_read(source: Source) -> tuple[tuple[str, ...], ColumnMapping]:
    """Return the headings of a table and the guess what they mean, for a person to correct."""
    rows = _rows(source)
    return ((), ColumnMapping()) if isinstance(rows, Message) else table_columns(rows)


def table_columns(rows: Sequence[Row]) -> tuple[tuple[str, ...], ColumnMapping]:
    """Return headings and guess for a table that was split into its rows already."""
    if not rows:
        return (), ColumnMapping()
    header = _header_index(rows) or 0
    return tuple(rows[header].cells), _guessed(rows, header)


def _guessed(rows: Sequence[Row], header: int) -> ColumnMapping:
    """Guess the columns by their headings and by what the first rows hold."""
    sample = [row.cells for row in rows[header + 1 : header + 40]]
    return codes_set_apart(columns_guess(rows[header].cells), sample)


def _undated(source: Source, read: RowsRead) -> Iterator[Problem]:
    """Yield one problem when rows state current values, whose day a table does not tell."""
    stated = [
        result
        for objective in read.objectives
        for result in objective.key_results
        if "current" in result.fields
    ]
    if stated:
        line, _ = source.position(stated[0].start)
        values = _values_named(result.fields["current"].title for result in stated)
        message = Message("documents.csv.undated", {"count": len(stated), "values": values})
        yield Problem(line=line, column=1, message=message)


def _of_no_day(read: RowsRead) -> Iterator[LeftOut]:
    """Name what rows say of how sure somebody is or how it looks: a check-in needs its day."""
    told = (
        ("documents.csv.words_undated", read.said),
        ("documents.csv.words_of_objectives", read.said_of_objectives),
    )
    for message_id, said in told:
        if said:
            params = {"count": len(said), "values": _values_named(said.values())}
            message = Message(message_id, params)
            yield LeftOut(first=min(said), last=max(said), message=message)


def _passed_over(read: RowsRead) -> Iterator[LeftOut]:
    """Name the rows that only add up, and the owners that are still to be named."""
    for line in read.totals:
        yield LeftOut(first=line, last=line, message=Message("documents.csv.total"))
    if lines := read.open_owners:
        message = Message("documents.csv.owner_open", {"count": len(lines)})
        yield LeftOut(first=lines[0], last=lines[-1], message=message)


def _values_named(values: Iterable[str]) -> str:
    """Return the first values as they are written, with dots for more."""
    known = list(values)
    return ", ".join(value[:20] for value in known[:VALUES_NAMED]) + (
        " …" if len(known) > VALUES_NAMED else ""
    )


def _place(problem: Problem) -> tuple[int, int]:
    return problem.line, problem.column


def _before(rows: Sequence[Row], header: int) -> tuple[LeftOut, ...]:
    """Name the lines above the headings that were passed over."""
    if header == 0:
        return ()
    message = Message("documents.csv.before_header", {"line": rows[header].line})
    return (LeftOut(first=rows[0].line, last=rows[header].line - 1, message=message),)


def _declined(rows: Sequence[Row]) -> Message:
    """Say which headings were seen."""
    seen = ", ".join(cell.strip()[:40] for cell in rows[0].cells[:12]) if rows else ""
    return Message("documents.csv.no_columns", {"headings": seen})


def _cycle(read: RowsRead, titles: Iterable[str]) -> Cycle | None:
    """Return the one cycle of all rows, or that of what stands above them or names the file."""
    names = list(dict.fromkeys(objective.cycle for objective in read.objectives if objective.cycle))
    if len(names) > 1:
        return None
    if names:
        for objective in read.objectives:
            objective.cycle = None
        cycle = cycle_read(names[0]) or Cycle(name=names[0])
        return replace(cycle, name=names[0])
    named = (cycle_read(title) for title in titles if len(title) <= LONGEST_CYCLE)
    return next(filter(None, named), None)


def _rows(source: Source) -> list[Row] | Message:
    """Split the text into rows of cells, each with its line."""
    text = source.text
    if not text.strip():
        return Message("documents.format.empty")
    if text.lstrip("\ufeff \r\n")[:5].lower() == "<html" or "\x1b" in text[:1000]:
        return Message("documents.format.binary")
    delimiter = _delimiter(text)
    csv.field_size_limit(10_000_000)
    try:
        rows = list(_parsed(text, delimiter))
    except csv.Error as error:
        return Message("documents.csv.broken", {"reason": str(error)})
    rows = [row for row in rows if any(cell.strip() for cell in row.cells)]
    if len(rows) > ROW_LIMIT:
        return Message("documents.csv.too_many_rows", {"rows": len(rows), "limit": ROW_LIMIT})
    if rows and all(len([cell for cell in row.cells if cell.strip()]) == 1 for row in rows):
        rows = _unwrapped(rows)
    return rows


def _parsed(text: str, delimiter: str) -> Sequence[Row]:
    """Parse rows, counting the lines that quoted cells stretch over.

    Raises:
        csv.Error: The text is no CSV.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[Row] = []
    line = 1
    for cells in reader:
        rows.append(Row(line, cells))
        line = reader.line_num + 1
    return rows


def _unwrapped(rows: list[Row]) -> list[Row]:
    """Read rows that are one quoted cell each as CSV once more."""
    inner: list[Row] = []
    for row in rows:
        cell = next(cell for cell in row.cells if cell.strip())
        delimiter = _delimiter(rows[0].cells[0])
        whole = "\n" in cell or "\r" in cell
        cells = [cell] if whole else next(iter(csv.reader([cell], delimiter=delimiter)), [cell])
        inner.append(Row(row.line, cells))
    return inner


def _delimiter(text: str) -> str:
    """Return the delimiter that splits the first rows most evenly."""
    sample = text[:20_000]
    first = sample.split("\n", 1)[0]
    if first[:4].lower() == "sep=" and first[4:5] in _DELIMITERS:
        return first[4]
    best, most = ",", (0.0, 0)
    for delimiter in _DELIMITERS:
        widths: list[int] = []
        try:
            for number, cells in enumerate(
                csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
            ):
                if cells:
                    widths.append(len(cells))
                if number >= 30:
                    break
        except csv.Error:
            continue
        if not widths:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        score = (widths.count(usual) / len(widths) if usual > 1 else 0.0, usual)
        if score > most:
            best, most = delimiter, score
    return best


def _header_index(rows: Sequence[Row]) -> int | None:
    """Return the row that holds the headings: the one that names most meanings."""
    best, most = None, 0
    for index, row in enumerate(rows[:_SEARCHED_ROWS]):
        if any(len(cell) > 80 for cell in row.cells):
            continue
        mapping = columns_guess([_SPACE.sub(" ", cell) for cell in row.cells])
        count = len(mapping.meanings) + len(mapping.levels) + len(mapping.repeated)
        if mapping.names_okrs and count > most:
            best, most = index, count
    return best

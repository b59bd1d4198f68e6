"""The CSV form of a document: one table in the order of a tree, each row with its type."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from plumbline.engine.documents.model import Document
from plumbline.engine.documents.nodes import Mapping
from plumbline.engine.documents.reading import Problem
from plumbline.engine.documents.source import Source
from plumbline.engine.documents.tables.beginnings import BEGINNINGS
from plumbline.engine.documents.tables.layout import (
    OF_HEADING,
    TYPE_HEADING,
    heading_fold,
    kind_of_word,
)
from plumbline.engine.documents.tables.nodes import InRow, rows_nodes
from plumbline.engine.documents.tables.rows import columns_used, document_rows
from plumbline.engine.documents.tables.table_rows import (
    TextCell,
    headings_problems,
    row_of,
    unknown_kind,
)
from plumbline.engine.documents.tables.texts import cell_text, guarded, text_written

_PATTERNS = {
    delimiter: re.compile(rf'"(?P<quoted>(?:[^"]|"")*+)"|(?P<plain>[^\r\n{delimiter}]*)')
    for delimiter in ",;\t"
}
_LINE_END = re.compile(r"[\r\n]|\Z")


def csv_dump(document: Document) -> str:
    """Write a document as one CSV table.

    Returns:
        Text with lines ended by CR LF, after RFC 4180; no cell begins like a formula.
    """
    rows = list(document_rows(document))
    used = columns_used(rows)
    headings = list(dict.fromkeys(heading for own in used.values() for heading in own))
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow([TYPE_HEADING, OF_HEADING, *map(guarded, headings)])
    for row in rows:
        cells = [cell_text(row.cells[name]) if name in row.cells else "" for name in headings]
        table.writerow([row.kind.word, guarded(text_written(row.of)) if row.of else "", *cells])
    return written.getvalue()


def is_plumbline_csv(text: str) -> bool:
    """Whether a table is in Plumbline's own form: its first rows say so."""
    if not BEGINNINGS["csv"].match(text):
        return False
    rows = _rows(text[:20_000])
    headings = [heading_fold(cell.text) for cell in next(rows, ())]
    second = [cell.text for cell in next(rows, ())]
    return (
        headings[:2] == ["type", "of"]
        and "plumbline" in headings
        and [heading_fold(word) for word in second[:1]] == ["document"]
    )


def csv_nodes(source: Source) -> tuple[Mapping, list[Problem]]:
    """Return the document that a table in Plumbline's own form tells, and what is wrong with it."""
    rows = _rows(source.text)
    headings = next(rows, ())
    read: list[InRow] = []
    problems: list[Problem] = []
    known = {cell.text for cell in headings if _is_known(cell.text)}
    problems += headings_problems(source, headings, known)
    for cells in rows:
        if not any(cell.text.strip() for cell in cells):
            continue
        kind = kind_of_word(cells[0].text)
        if kind is None:
            problems.append(unknown_kind(source, cells[0]))
        else:
            read.append(row_of(kind, headings, cells, of_headings=(OF_HEADING,)))
    root, homeless = rows_nodes(source, read)
    return root, [*problems, *homeless]


def _is_known(heading: str) -> bool:
    return heading_fold(heading) in (heading_fold(TYPE_HEADING), heading_fold(OF_HEADING))


def _rows(text: str) -> Iterator[Sequence[TextCell]]:
    """Yield rows of cells with their places; what is no proper CSV is taken as it stands."""
    first = text.split("\n", 1)[0]
    delimiter = max(_PATTERNS, key=first.count)
    pattern = _PATTERNS[delimiter]
    at, length = 0, len(text)
    cells: list[TextCell] = []
    while at < length:
        match = pattern.match(text, at)
        if match is None:
            break
        quoted = match["quoted"]
        held = quoted.replace('""', '"') if quoted is not None else match["plain"]
        cells.append(TextCell(held, at, match.end()))
        at = match.end()
        if text[at : at + 1] == delimiter:
            at += 1
            if at == length:
                cells.append(TextCell("", at, at))
            continue
        # What follows a closing quote belongs to no cell.
        end = _LINE_END.search(text, at)
        at = end.start() if end else length
        at += 2 if text[at : at + 2] == "\r\n" else 1
        yield cells
        cells = []
    if cells:
        yield cells

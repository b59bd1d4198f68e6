"""Rows of text under headings, as rows of a document; what is not understood is named."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from plumbline.engine.documents.reading import Problem
from plumbline.engine.documents.scalars import shown
from plumbline.engine.documents.source import Source
from plumbline.engine.documents.tables.cells import Cell
from plumbline.engine.documents.tables.layout import RowKind, heading_fold, row_kinds
from plumbline.engine.documents.tables.nodes import InCell, InRow
from plumbline.engine.documents.tables.texts import name_read, text_read
from plumbline.engine.messages import Message

TITLE_HEADING = "Title of it"
"""Heads the column that tells people what a row belongs to; it is not read."""


@dataclass(frozen=True, slots=True)
class TextCell:
    """A cell with its place in the text; `typed` when it is more than a text."""

    text: str
    start: int
    end: int
    typed: Cell | None = None

    @property
    def cell(self) -> Cell:
        """The cell as it is held."""
        return self.typed or Cell(self.text)


def row_of(
    kind: RowKind,
    headings: Sequence[TextCell],
    cells: Sequence[TextCell],
    *,
    of_headings: Collection[str],
) -> InRow:
    """Return a row; of two columns that mean the same the first counts."""
    found: dict[tuple[str, ...], InCell] = {}
    of, of_start = "", cells[0].start
    parents = [heading_fold(heading) for heading in of_headings if heading]
    for heading, cell in zip(headings, cells, strict=False):
        if not cell.text:
            continue
        if heading_fold(heading.text) in parents:
            of, of_start = name_read(cell.cell.text), cell.start
            continue
        column = kind.column(heading_read(heading.text))
        if column is not None:
            found.setdefault(column.path, InCell(column, cell.cell, cell.start, cell.end))
    return InRow(
        kind=kind,
        start=cells[0].start,
        end=cells[-1].end,
        cells=tuple(found.values()),
        of=of,
        of_start=of_start,
    )


def headings_problems(
    source: Source,
    headings: Sequence[TextCell],
    known: Collection[str],
    kind: RowKind | None = None,
) -> Iterator[Problem]:
    """Yield the columns that mean nothing here, and those that stand twice.

    Args:
        source: The text.
        headings: As read.
        known: Headings that mean something else.
        kind: Of all rows; any of them when `None`.
    """
    kinds = (kind,) if kind is not None else tuple(row_kinds().values())
    seen: set[str] = set()
    for heading in headings:
        text = heading_read(heading.text)
        folded = heading_fold(text)
        if not folded or heading.text in known:
            continue
        line, column = source.position(heading.start)
        message_id = ""
        if not any(one.column(text) for one in kinds):
            message_id = "documents.table.heading_unknown"
        elif folded in seen:
            message_id = "documents.table.heading_twice"
        seen.add(folded)
        if message_id:
            message = Message(message_id, {"heading": shown(text)})
            yield Problem(line=line, column=column, message=message)


def unknown_kind(source: Source, cell: TextCell) -> Problem:
    """Return the problem of a row whose type is none."""
    line, column = source.position(cell.start)
    words = ", ".join(kind.word for kind in row_kinds().values())
    params = {"kind": shown(cell.text), "kinds": words}
    return Problem(
        line=line, column=column, message=Message("documents.table.kind_unknown", params)
    )


def heading_read(text: str) -> str:
    """Return a heading as the layout writes it."""
    return text_read(text.strip())

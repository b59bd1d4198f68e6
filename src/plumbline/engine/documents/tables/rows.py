"""A document as rows in the order of a tree: each thing, then what hangs on it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from plumbline.engine.documents.format_records import Kind, Record
from plumbline.engine.documents.format_table import DOCUMENT
from plumbline.engine.documents.model import Document, KeyResult, Objective
from plumbline.engine.documents.tables.cells import Cell
from plumbline.engine.documents.tables.layout import (
    FIELD_PREFIX,
    RowKind,
    children_of,
    is_free,
    is_row,
    row_kinds,
)
from plumbline.engine.documents.tables.texts import free_cell, text_written, value_cell
from plumbline.engine.documents.yaml_writer import keys_stated


@dataclass(frozen=True, slots=True)
class OutRow:
    """One row to be written.

    Attributes:
        depth: Levels below the document.
        parent: Number of the row that it hangs on; rows are counted from 0.
        of: Id of the parent; empty where it has none.
        of_title: Its title, for people.
        cells: By heading; columns are given by whoever writes.
    """

    kind: RowKind
    depth: int
    parent: int
    of: str
    of_title: str
    cells: Mapping[str, Cell]


def document_rows(document: Document) -> Iterator[OutRow]:
    """Yield the rows of a document, each behind what it hangs on."""
    yield from _rows(document, OutRow(row_kinds()[DOCUMENT.name], 0, 0, "", "", {}), count())


def columns_used(rows: Sequence[OutRow]) -> dict[str, list[str]]:
    """Return for each kind of row the headings that are filled or always written, in order."""
    found: dict[str, list[str]] = {}
    filled: dict[str, dict[str, None]] = {}
    for row in rows:
        filled.setdefault(row.kind.record.name, {}).update(dict.fromkeys(row.cells))
    for name, kind in row_kinds().items():
        if name not in filled:
            continue
        known = [one.heading for one in kind.columns if one.is_core or one.heading in filled[name]]
        fields = sorted(heading for heading in filled[name] if heading not in known)
        found[name] = [*known, *fields]
    return found


def _rows(node: object, place: OutRow, numbers: Iterator[int]) -> Iterator[OutRow]:
    number = next(numbers)
    yield replace(place, cells=dict(_cells(node, place.kind.record, ())))
    own, title = getattr(node, "id", None) or "", getattr(node, "title", "")
    for child in children_of(place.kind.record.name):
        for item in _reached(node, place.kind.record, child.path):
            below = OutRow(row_kinds()[child.kind], place.depth + 1, number, own, title, {})
            yield from _rows(item, below, numbers)


def _reached(node: object, record: Record, path: tuple[str, ...]) -> tuple[object, ...]:
    """Return the items that a path of keys leads to; none where a part of it is not stated."""
    found: object = node
    within: Record | None = record
    for name in path:
        key = within.key(name) if within else None
        if key is None or found is None:
            return ()
        found, within = getattr(found, key.field), key.record
    return found if isinstance(found, tuple) else ()


def _cells(node: object, record: Record, path: tuple[str, ...]) -> Iterator[tuple[str, Cell]]:
    """Yield heading and cell of each value that is stated."""
    for key, value in keys_stated(node, record):
        here = (*path, key.name)
        if key.kind is Kind.RECORD and key.record is not None:
            yield from _cells(value, key.record, here)
        elif is_free(key, record) and isinstance(value, Mapping):
            for name, free in sorted(value.items()):
                yield FIELD_PREFIX + text_written(str(name)), free_cell(free)
        elif not is_row(key):
            words = " ".join(here).replace("_", " ")
            yield words[0].upper() + words[1:], value_cell(key, value, node)


def with_ids(document: Document) -> Document:
    """Give an id to what has none, so that rows can say what they belong to."""
    taken = {objective.id for objective in document.objectives if objective.id}
    taken |= {part.id for _, part in document.key_results() if part.id}
    numbers = iter(range(1, 10_000_000))

    def named(item_id: str | None, word: str) -> str:
        if item_id:
            return item_id
        return next(name for n in numbers if (name := f"{word}-{n}") not in taken)

    def result(part: KeyResult) -> KeyResult:
        return part if part.id else replace(part, id=named(part.id, "key-result"))

    def whole(item: Objective) -> Objective:
        parts = tuple(map(result, item.key_results))
        return replace(item, id=named(item.id, "objective"), key_results=parts)

    return replace(document, objectives=tuple(map(whole, document.objectives)))

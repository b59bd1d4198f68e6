"""Rows that were read, as the nodes of a document in Plumbline's own format."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from plumbline.engine.documents.format_records import Key, Kind
from plumbline.engine.documents.format_table import DOCUMENT, INITIATIVE, LINK
from plumbline.engine.documents.nodes import BrokenText, Mapping, Node, Scalar, entries_mapping
from plumbline.engine.documents.nodes import Sequence as NodeSequence
from plumbline.engine.documents.reading import Problem
from plumbline.engine.documents.scalars import number_format, shown
from plumbline.engine.documents.source import Source
from plumbline.engine.documents.tables.cells import Cell, CellKind
from plumbline.engine.documents.tables.layout import Column, RowKind, children_of, row_kinds
from plumbline.engine.documents.tables.texts import (
    link_parts,
    marked_value,
    name_read,
    text_read,
)
from plumbline.engine.documents.yaml_nodes import yaml_nodes
from plumbline.engine.messages import Message


@dataclass(frozen=True, slots=True)
class InCell:
    """A cell that was read: the column it stands in, and where in the text."""

    column: Column
    cell: Cell
    start: int
    end: int


@dataclass(slots=True)
class InRow:
    """A row that was read.

    Attributes:
        of: Id of the parent as written; empty for the nearest one above.
        of_start: Where that stands.
    """

    kind: RowKind
    start: int
    end: int
    cells: Sequence[InCell]
    of: str = ""
    of_start: int = 0
    children: list["InRow"] = field(default_factory=list)

    @property
    def own_id(self) -> str:
        """The id that the row gives itself."""
        found = (one.cell.text for one in self.cells if one.column.path == ("id",))
        return name_read(next(found, ""))


def rows_nodes(
    source: Source, rows: Sequence[InRow], *, by_place: bool = True
) -> tuple[Mapping, list[Problem]]:
    """Return the document that rows tell, and the rows that belong nowhere.

    A row hangs on the one that it names by id, and where it names none on the nearest possible
    one above; without `by_place`, as on sheets of their own, it must name one.
    """
    problems: list[Problem] = []
    root = next((row for row in rows if row.kind.record.name == DOCUMENT.name), None)
    if root is None:
        root = InRow(row_kinds()[DOCUMENT.name], 0, 0, ())
    by_id: dict[tuple[str, str], InRow] = {}
    for row in rows:
        if row.own_id:
            by_id.setdefault((row.kind.record.name, row.own_id), row)
    nearest: dict[str, InRow] = {DOCUMENT.name: root}
    for row in rows:
        if row is root:
            continue
        parent = _parent(row, by_id, nearest if by_place else {DOCUMENT.name: root})
        if parent is None:
            problems.append(_homeless(source, row, by_place=by_place))
            continue
        parent.children.append(row)
        nearest[row.kind.record.name] = row
        if row.kind.record.name == "objective":
            nearest.pop("key_result", None)
    return _node(root, problems, source), problems


def _parent(
    row: InRow, by_id: dict[tuple[str, str], InRow], nearest: dict[str, InRow]
) -> InRow | None:
    possible = [
        name
        for name in row_kinds()
        if any(child.kind == row.kind.record.name for child in children_of(name))
    ]
    above = sorted((nearest[n] for n in possible if n in nearest), key=lambda one: -one.start)
    if not row.of:
        return next(iter(above), None)
    named = next((one for one in above if one.own_id == row.of), None)
    return named or next((by_id[n, row.of] for n in possible if (n, row.of) in by_id), None)


def _homeless(source: Source, row: InRow, *, by_place: bool) -> Problem:
    line, column = source.position(row.of_start if row.of else row.start)
    words = {"kind": row.kind.word, "of": shown(row.of)}
    message_id = "documents.table.parent_unknown" if row.of else "documents.table.no_parent"
    if not row.of and not by_place:
        words["column"] = row.kind.of_heading
        message_id = "documents.table.parent_missing"
    return Problem(line=line, column=column, message=Message(message_id, words))


@dataclass(slots=True)
class _Branch:
    """A mapping while it is put together."""

    leaves: list[tuple[str, Node]] = field(default_factory=list)
    branches: dict[str, "_Branch"] = field(default_factory=dict)

    def at(self, path: tuple[str, ...]) -> "_Branch":
        """Return the branch that a path leads to, made where there is none."""
        found = self
        for name in path:
            found = found.branches.setdefault(name, _Branch())
        return found

    def mapping(self, start: int, end: int) -> Mapping:
        """Return it as a node; a branch stands where its first value stands."""
        entries: list[tuple[Scalar, Node]] = []
        for name, node in self.leaves:
            entries.append((Scalar(node.start, node.end, name), node))
        for name, branch in self.branches.items():
            first = branch.first_start(start)
            entries.append((Scalar(first, first, name), branch.mapping(first, end)))
        return entries_mapping(start, end, entries)

    def first_start(self, otherwise: int) -> int:
        """Return where the first of its values stands."""
        starts = [node.start for _, node in self.leaves]
        starts += [branch.first_start(otherwise) for branch in self.branches.values()]
        return min(starts, default=otherwise)


def _node(row: InRow, problems: list[Problem], source: Source) -> Mapping:
    """Return a row with all that hangs on it."""
    whole = _Branch()
    for cell in row.cells:
        try:
            node = _value(cell)
        except BrokenText as broken:
            line, column = source.position(cell.start)
            problems.append(Problem(line=line, column=column, message=broken.message))
            continue
        if node is not None:
            whole.at(cell.column.path[:-1]).leaves.append((cell.column.path[-1], node))
    for child in children_of(row.kind.record.name):
        items = [
            _node(one, problems, source)
            for one in row.children
            if one.kind.record.name == child.kind
        ]
        if items:
            listed = NodeSequence(items[0].start, items[-1].end, tuple(items))
            whole.at(child.path[:-1]).leaves.append((child.path[-1], listed))
    return whole.mapping(row.start, row.end)


def _value(cell: InCell) -> Node | None:
    """Return the value of a cell; `None` when it is empty.

    Raises:
        BrokenText: It says that it is written in the manner of YAML, and is not.
    """
    key, held = cell.column.key, cell.cell
    if held.text == "":
        return None
    if key.kind is Kind.FIELDS and len(cell.column.path) == 1:
        return _moved(yaml_nodes(text_read(held.text)), cell)
    if held.kind is CellKind.TEXT and (marked := marked_value(held.text)) is not None:
        return _moved(yaml_nodes(marked), cell)
    if key.record is LINK or key.record is INITIATIVE or key.kind is Kind.TEXTS:
        return NodeSequence(cell.start, cell.end, tuple(_line_items(cell)))
    if key.kind is Kind.TEXT:
        return Scalar(cell.start, cell.end, text_read(held.text), is_plain=False)
    if key.kind is Kind.FIELDS:
        is_text = held.kind is CellKind.TEXT and held.text.startswith("'")
        return Scalar(cell.start, cell.end, text_read(_typed(key, held)), is_plain=not is_text)
    return Scalar(cell.start, cell.end, text_read(_typed(key, held)))


def _typed(key: Key, cell: Cell) -> str:
    """Return a cell as the format writes its value."""
    if cell.kind is CellKind.PERCENT and key.kind is not Kind.FIELDS and key.high != 1:
        return number_format(Decimal(cell.text) * 100)
    if cell.kind is CellKind.MOMENT:
        if key.kind is Kind.MOMENT:
            return f"{cell.text}Z"
        return cell.text.removesuffix("T00:00:00")
    if cell.kind is CellKind.DAY and key.kind is Kind.MOMENT:
        return f"{cell.text}T00:00:00Z"
    return cell.text


def _line_items(cell: InCell) -> Iterator[Node]:
    """Yield each line of a cell; a link may have its weight behind it."""
    for line in text_read(cell.cell.text).split("\n"):
        if not line.strip():
            continue
        if cell.column.key.record is LINK:
            name, weight = link_parts(line.strip())
            entries: list[tuple[Scalar, Node]] = [
                (Scalar(cell.start, cell.end, "id"), _text(cell, name))
            ]
            if weight is not None:
                weighed = Scalar(cell.start, cell.end, weight)
                entries.append((Scalar(cell.start, cell.end, "weight"), weighed))
            yield entries_mapping(cell.start, cell.end, entries)
        else:
            yield _text(cell, line.strip())


def _text(cell: InCell, text: str) -> Scalar:
    return Scalar(cell.start, cell.end, text, is_plain=False)


def _moved(node: Node | None, cell: InCell) -> Node:
    """Return nodes of the text of a cell, all at the place of the cell."""
    if node is None:
        return Scalar(cell.start, cell.end, "")
    if isinstance(node, Scalar):
        return replace(node, start=cell.start, end=cell.end)
    if isinstance(node, NodeSequence):
        items = tuple(_moved(item, cell) for item in node.items)
        return NodeSequence(cell.start, cell.end, items)
    entries = [
        (replace(name, start=cell.start, end=cell.end), _moved(value, cell))
        for name, value in node.entries
    ]
    return entries_mapping(cell.start, cell.end, entries)

"""The tree behind a text that is to be edited: where entries stand, and what they say."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum

from plumbline.engine.documents import nodes
from plumbline.engine.documents.json_nodes import json_nodes
from plumbline.engine.documents.nodes import BrokenText, Node, Scalar
from plumbline.engine.documents.scalars import plain_meaning
from plumbline.engine.documents.source import Source
from plumbline.engine.documents.yaml_nodes import yaml_nodes
from plumbline.engine.documents.yaml_text import text_quote
from plumbline.engine.documents.yaml_writer import scalar_format
from plumbline.engine.messages import Message

Path = Sequence[str | int]
"""Keys and positions from the root; in a list, a text finds the item with that `id`."""

_LINE_END = re.compile(r"\r\n|\n|\r|\Z")


class Flavour(Enum):
    """How a value must be written where it stands."""

    BLOCK = "block"
    FLOW = "flow"
    JSON = "json"


class EditRefused(Exception):
    """An edit that cannot be made in place; `message` says why."""

    def __init__(self, message: Message) -> None:
        """Keep the reason."""
        super().__init__(message.id)
        self.message = message


def inline_format(value: object, flavour: Flavour) -> str:
    """Write a value, also a list or mapping, on one line.

    Raises:
        TypeError: The value is of a type that the format does not know.
    """
    is_inner = flavour is not Flavour.BLOCK
    inner = flavour if flavour is Flavour.JSON else Flavour.FLOW
    if value is None:
        return "null"
    if isinstance(value, Mapping):
        pairs = (f"{inline_format(k, inner)}: {inline_format(v, inner)}" for k, v in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(inline_format(item, inner) for item in value) + "]"
    if flavour is Flavour.JSON and isinstance(value, str):
        return text_quote(value)
    if flavour is Flavour.JSON and isinstance(value, date) and not isinstance(value, datetime):
        return text_quote(value.isoformat())
    return scalar_format(value, in_flow=is_inner)


def plain(value: object) -> object:
    """Return nodes or values as lists, dictionaries and scalars that compare by what they say."""
    if isinstance(value, nodes.Mapping):
        return {name.text: plain(child) for name, child in value.entries}
    if isinstance(value, nodes.Sequence):
        return [plain(item) for item in value.items]
    if isinstance(value, Scalar):
        return plain(plain_meaning(value.text)) if value.is_plain else value.text
    if isinstance(value, Mapping):
        return {str(key): plain(child) for key, child in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, datetime):
        return scalar_format(value).strip('"')
    return value.isoformat() if isinstance(value, date) else value


class Tree:
    """A text with its nodes."""

    def __init__(self, text: str) -> None:
        """Read the text.

        Raises:
            EditRefused: It is broken or empty.
        """
        self.source = Source(text)
        self.text = text
        self.is_json = text.lstrip()[:1] in ("{", "[")
        self.root = self._nodes(text)

    def _nodes(self, text: str) -> Node:
        """Read nodes as JSON where the text is JSON, else as YAML."""
        if self.is_json:
            try:
                return json_nodes(text)
            except BrokenText:
                self.is_json = False
        try:
            root = yaml_nodes(text)
        except BrokenText as broken:
            raise EditRefused(broken.message) from broken
        if root is None:
            raise EditRefused(Message("documents.format.empty"))
        return root

    def trail(self, path: Path) -> list[Node]:
        """Return the nodes from the root to the end of a path.

        Raises:
            EditRefused: The path leads nowhere, or through an alias.
        """
        trail = [self.root]
        for step in path:
            parent = trail[-1]
            child = _child(parent, step)
            if child is None:
                raise EditRefused(Message("documents.yaml.edit_nowhere", {"step": step}))
            if _is_elsewhere(parent, step, child):
                raise EditRefused(Message("documents.yaml.edit_alias", {"step": step}))
            trail.append(child)
        return trail

    def is_flow(self, node: Node) -> bool:
        """Whether a list or mapping stands in brackets."""
        return self.text[node.start : node.start + 1] in ("[", "{")

    def flavour(self, trail: Sequence[Node]) -> Flavour:
        """Return how values at the end of a trail are written."""
        if self.is_json:
            return Flavour.JSON
        collections = (node for node in trail if not isinstance(node, Scalar))
        return Flavour.FLOW if any(map(self.is_flow, collections)) else Flavour.BLOCK

    def item_start(self, sequence: nodes.Sequence, index: int) -> int:
        """Return where an item starts, in a block list at its dash."""
        item = sequence.items[index]
        if self.is_flow(sequence):
            return item.start
        if index == 0:
            return sequence.start
        column = self.source.position(sequence.start)[1]
        line = self.source.position(item.start)[0]
        starts = self.source.line_starts
        while line > 1:
            dash = starts[line - 1] + column - 1
            if (
                self.text[starts[line - 1] : dash].strip() == ""
                and self.text[dash : dash + 1] == "-"
            ):
                return dash
            line -= 1
        return item.start

    def entries(self, node: Node) -> tuple[list[int], list[int]]:
        """Return where the entries of a list or mapping start and end."""
        if isinstance(node, nodes.Mapping):
            starts = [name.start for name, _ in node.entries]
            return starts, [max(name.end, child.end) for name, child in node.entries]
        if isinstance(node, nodes.Sequence):
            starts = [self.item_start(node, index) for index in range(len(node.items))]
            return starts, [max(s, i.end) for s, i in zip(starts, node.items, strict=True)]
        return [], []

    def inserted(self, node: Node, lines: Sequence[str]) -> str:
        """Return the text with a new last entry of a list or mapping."""
        starts, ends = self.entries(node)
        text = self.text
        if not starts:
            at, new = node.start + 1, lines[0]
        elif self.is_flow(node):
            gap = text[ends[-2] if len(ends) > 1 else node.start + 1 : starts[-1]]
            newline = max(gap.rfind("\n"), gap.rfind("\r"))
            indent = self._line_end_mark() + gap[newline + 1 :] if newline >= 0 else " "
            at, new = ends[-1], "," + indent + lines[0]
        else:
            indent = self._line_end_mark() + " " * (self.source.position(starts[-1])[1] - 1)
            found = _LINE_END.search(text, ends[-1])
            at = found.start() if found else len(text)
            new = "".join(indent + line for line in lines)
        return text[:at] + new + text[at:]

    def removed(self, node: Node, index: int) -> str:
        """Return the text without one entry of a list or mapping."""
        starts, ends = self.entries(node)
        text = self.text
        start, end, left = starts[index], ends[index], ""
        if self.is_flow(node):
            if index + 1 < len(starts):
                end = starts[index + 1]
            elif index > 0:
                start = ends[index - 1]
        elif len(starts) == 1:
            start, end = node.start, max(node.end, end)
            left = "{}" if isinstance(node, nodes.Mapping) else "[]"
        else:
            line_start = self.source.line_starts[self.source.position(start)[0] - 1]
            found = _LINE_END.search(text, end)
            if text[line_start:start].strip():
                end = starts[index + 1] if index + 1 < len(starts) else end
            elif found and found.group():
                start, end = line_start, found.end()
            else:
                start, end = line_start - len(self._line_end_mark()), len(text)
        return text[:start] + left + text[end:]

    def _line_end_mark(self) -> str:
        """Return the line end that the text uses."""
        found = _LINE_END.search(self.text)
        return found.group() or "\n" if found else "\n"

    def expected(self, path: Path, change: Callable[[object], object]) -> object:
        """Return what the whole text is to say once `change` is made at a path."""
        return _changed(self.root, tuple(path), change)

    def verified(self, changed: str, expected: object) -> str:
        """Return the changed text when it says what is expected.

        Raises:
            EditRefused: It says something else: the place cannot be edited by itself.
        """
        try:
            root = json_nodes(changed) if self.is_json else yaml_nodes(changed)
        except BrokenText as broken:
            raise EditRefused(Message("documents.yaml.edit_breaks")) from broken
        if plain(root) != expected:
            raise EditRefused(Message("documents.yaml.edit_breaks"))
        return changed


def _is_elsewhere(parent: Node, step: str | int, child: Node) -> bool:
    """Whether a child is an alias: it stands before its key, or before the item before it."""
    before = parent.start
    if isinstance(parent, nodes.Mapping):
        before = next(name.end for name, _ in parent.entries if name.text == str(step))
    elif isinstance(parent, nodes.Sequence):
        index = _index(parent, step)
        before = parent.items[index - 1].end if index else parent.start
    return child.start < before


def _child(node: Node, step: str | int) -> Node | None:
    """Return the value of a key, or the item at a position or with an id."""
    if isinstance(node, nodes.Mapping):
        return node.get(str(step))
    if isinstance(node, nodes.Sequence):
        index = _index(node, step)
        return None if index is None else node.items[index]
    return None


def _index(sequence: nodes.Sequence, step: str | int) -> int | None:
    """Return the position that a step names in a list."""
    if isinstance(step, int):
        return step if 0 <= step < len(sequence.items) else None
    for index, item in enumerate(sequence.items):
        name = item.get("id") if isinstance(item, nodes.Mapping) else item
        if isinstance(name, Scalar) and name.text == step:
            return index
    return None


def _changed(node: Node, path: tuple[str | int, ...], change: Callable[[object], object]) -> object:
    """Return the plain values of a node with a change at the end of a path."""
    if not path:
        return change(plain(node))
    if isinstance(node, nodes.Mapping):
        return {
            name.text: _changed(child, path[1:], change) if name.text == path[0] else plain(child)
            for name, child in node.entries
        }
    if isinstance(node, nodes.Sequence):
        at = _index(node, path[0])
        return [
            _changed(child, path[1:], change) if index == at else plain(child)
            for index, child in enumerate(node.items)
        ]
    return plain(node)

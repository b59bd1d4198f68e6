"""Changes of an existing YAML or JSON text that touch only the characters they are about.

Comments, quotes, indentation and line ends outside the edited stretch stay byte for byte. Every
edit is read again before it is returned: either the text says what was asked and nothing else
has changed, or the edit is refused.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plumbline.engine.documents import nodes
from plumbline.engine.documents.edit_tree import EditRefused, Path, Tree, inline_format, plain
from plumbline.engine.documents.nodes import Scalar
from plumbline.engine.documents.spans import Span
from plumbline.engine.documents.yaml_text import text_quote, text_quote_single
from plumbline.engine.messages import Message


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters to be put in the place of a span."""

    span: Span
    replacement: str


def edit(text: str, edits: Iterable[Edit]) -> str:
    """Put replacements in the places of their spans.

    Raises:
        EditRefused: Two spans overlap, or one lies outside the text.
    """
    pieces: list[str] = []
    position = 0
    for change in sorted(edits, key=lambda change: change.span):
        if change.span.start < position or change.span.end > len(text):
            raise EditRefused(Message("documents.yaml.edit_overlap"))
        pieces += text[position : change.span.start], change.replacement
        position = change.span.end
    return "".join(pieces) + text[position:]


def value_set(text: str, path: Path, value: object) -> str:
    """Give the value at a path another one, in the quotes it had.

    Args:
        text: A YAML or JSON document.
        path: Where the value stands.
        value: Text, number, truth value, day, moment, `None`, or lists and mappings of them.

    Returns:
        The text with the new value.

    Raises:
        EditRefused: The path leads nowhere, or the value cannot be changed in place.
    """
    tree = Tree(text)
    trail = tree.trail(path)
    node = trail[-1]
    replacement = inline_format(value, tree.flavour(trail))
    if isinstance(node, Scalar) and not node.is_plain and isinstance(value, str):
        quote = text[node.start : node.start + 1]
        kept = {"'": text_quote_single(value), '"': text_quote(value)}.get(quote)
        replacement = replacement if kept is None else kept
    if node.start == node.end:
        replacement = (
            " " if text[node.start - 1 : node.start] in (":", "-") else ": "
        ) + replacement
    changed = text[: node.start] + replacement + text[node.end :]
    return tree.verified(changed, tree.expected(path, lambda _: plain(value)))


def key_add(text: str, path: Path, key: str, value: object) -> str:
    """Add a key at the end of the mapping at a path.

    Raises:
        EditRefused: There is no mapping, or it has the key already.
    """
    tree = Tree(text)
    trail = tree.trail(path)
    mapping = trail[-1]
    if not isinstance(mapping, nodes.Mapping) or mapping.get(key) is not None:
        raise EditRefused(Message("documents.yaml.edit_no_mapping", {"key": key}))
    flavour = tree.flavour(trail)
    entry = f"{inline_format(key, flavour)}: {inline_format(value, flavour)}"
    changed = tree.inserted(mapping, [entry])
    return tree.verified(
        changed, tree.expected(path, lambda old: {**_dict(old), key: plain(value)})
    )


def item_add(text: str, path: Path, value: object) -> str:
    """Add an item at the end of the list at a path; a mapping gets one line for each key.

    Raises:
        EditRefused: There is no list.
    """
    tree = Tree(text)
    trail = tree.trail(path)
    sequence = trail[-1]
    if not isinstance(sequence, nodes.Sequence):
        raise EditRefused(Message("documents.yaml.edit_no_list"))
    flavour = tree.flavour(trail)
    lines = [inline_format(value, flavour)]
    if not tree.is_flow(sequence):
        if isinstance(value, Mapping) and value:
            lines = [
                f"{inline_format(key, flavour)}: {inline_format(child, flavour)}"
                for key, child in value.items()
            ]
        lines = ["- " + lines[0], *("  " + line for line in lines[1:])]
    changed = tree.inserted(sequence, lines)
    return tree.verified(changed, tree.expected(path, lambda old: [*_list(old), plain(value)]))


def item_remove(text: str, path: Path) -> str:
    """Remove the item of a list, or the key of a mapping, that a path leads to.

    Raises:
        EditRefused: The path leads nowhere, or to the root.
    """
    tree = Tree(text)
    if not path:
        raise EditRefused(Message("documents.yaml.edit_root"))
    parent, node = tree.trail(path)[-2:]
    if isinstance(parent, nodes.Mapping):
        index = [child for _, child in parent.entries].index(node)
    elif isinstance(parent, nodes.Sequence):
        index = parent.items.index(node)
    else:
        raise EditRefused(Message("documents.yaml.edit_no_list"))
    changed = tree.removed(parent, index)
    return tree.verified(changed, tree.expected(path[:-1], lambda old: _without(old, index)))


def _dict(value: object) -> dict[str, object]:
    """Return a plain mapping as a dictionary."""
    return dict(value) if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    """Return a plain list."""
    return list(value) if isinstance(value, list) else []


def _without(value: object, index: int) -> object:
    """Return a plain list or mapping without its entry at `index`."""
    if isinstance(value, dict):
        return {key: entry for i, (key, entry) in enumerate(value.items()) if i != index}
    return [entry for i, entry in enumerate(_list(value)) if i != index]

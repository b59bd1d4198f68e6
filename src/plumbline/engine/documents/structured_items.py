"""The objectives and key results that stand somewhere in a YAML or JSON text of any shape."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from plumbline.engine.documents.key_words import KIND_WORDS, KeyMeaning, key_meaning
from plumbline.engine.documents.metrics_in_text import metric_read
from plumbline.engine.documents.nodes import Mapping, Node, Scalar, Sequence

_OBJECTIVE, _KEY_RESULT = KeyMeaning.OBJECTIVES, KeyMeaning.KEY_RESULTS
_TITLES = (KeyMeaning.TITLE, KeyMeaning.TEXT)
_NEVER_TITLES = frozenset({KeyMeaning.OWNER, KeyMeaning.TEAM, KeyMeaning.ID, KeyMeaning.CYCLE})
"""Even as the only value of an item they do not name it."""
_INSIDE_ITEMS = frozenset({KeyMeaning.KEY_RESULTS, KeyMeaning.INITIATIVES, KeyMeaning.TAGS})
"""Lists that stand in an objective or key result, and in no section around others."""


@dataclass(slots=True, eq=False)
class Item:
    """One objective or key result as it stands in the text.

    Attributes:
        kind: `OBJECTIVES`, `KEY_RESULTS` or `INITIATIVES`.
        title: The value that names it; the key it stands under when it has none.
        node: All of it.
        fields: The first value of each meaning.
        parent: The item around it.
        team: The team around it.
        key: The key it stands under in a mapping of items.
        is_doubtful: Read as an item by its shape alone.
    """

    kind: KeyMeaning
    title: Scalar
    node: Node
    fields: dict[KeyMeaning, Node] = field(default_factory=dict)
    parent: "Item | None" = None
    team: Scalar | None = None
    key: Scalar | None = None
    is_doubtful: bool = False

    def scalar(self, *meanings: KeyMeaning) -> Scalar | None:
        """Return the first stated single value of these meanings."""
        for meaning in meanings:
            node = self.fields.get(meaning)
            if isinstance(node, Scalar) and not node.is_null:
                return node
        return None


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a node: item, team, what its list is called, whether it is in a list."""

    item: Item | None = None
    team: Scalar | None = None
    kind: KeyMeaning | None = None
    key: Scalar | None = None
    is_listed: bool = False


@dataclass(slots=True)
class Found:
    """What a text holds.

    Attributes:
        items: In order of the text.
        passed_over: Keys of sections that are no OKRs: KPIs, lists of work, glossaries.
        points: Titles with a list of points, which are items only beside real ones.
        untitled: What stands in a list of objectives or key results and nothing names.
    """

    items: list[Item] = field(default_factory=list)
    passed_over: list[tuple[Scalar, Node]] = field(default_factory=list)
    points: list[tuple[Scalar, Sequence, Mapping]] = field(default_factory=list)
    untitled: list[tuple[KeyMeaning, Mapping]] = field(default_factory=list)


def items_find(root: Node) -> Found:
    """Find the objectives and key results of a text by the meaning of its keys.

    Args:
        root: Of any shape; at most `nodes.DEPTH_LIMIT` deep.

    Returns:
        Items in order of the text, and what was passed over.
    """
    found = Found()
    _walk(root, _Around(), found)
    if any(item.kind is _KEY_RESULT for item in found.items):
        for title, points, mapping in found.points:
            _points_taken(title, points, mapping, found)
    found.items.sort(key=lambda item: item.node.start)
    return found


def meanings_of(node: Mapping) -> dict[KeyMeaning, Node]:
    """Return the first value of each meaning that the keys of a mapping have."""
    fields: dict[KeyMeaning, Node] = {}
    for name, child in node.entries:
        meaning = key_meaning(name.text)
        if meaning is not None:
            fields.setdefault(meaning, child)
    return fields


def _walk(node: Node, around: _Around, found: Found) -> None:
    """Look for items in a node; `around.kind` says what its list promised."""
    if isinstance(node, Sequence):
        for child in node.items:
            _walk(child, replace(around, is_listed=True), found)
    elif isinstance(node, Scalar):
        if around.kind in (_OBJECTIVE, _KEY_RESULT) and node.text.strip() and not node.is_null:
            kind = around.kind
            found.items.append(Item(kind, node, node, {}, around.item, around.team, around.key))
    elif around.kind is not None and _is_map_of_items(node):
        for name, child in node.entries:
            _walk_named(name, child, around, found)
    else:
        _walk_mapping(node, around, found)


def _is_map_of_items(node: Mapping) -> bool:
    """Whether the keys of a mapping name items rather than properties of one."""
    meanings = {key_meaning(name.text) for name, _ in node.entries}
    if meanings <= {None}:
        return bool(node.entries)
    is_numbered = any(letter.isdigit() for name, _ in node.entries for letter in name.text)
    return len(meanings) == 1 and meanings <= {_OBJECTIVE, _KEY_RESULT} and is_numbered


def _walk_named(name: Scalar, child: Node, around: _Around, found: Found) -> None:
    """Look for items in one entry of a mapping whose keys name its items."""
    inner = _Around(around.item, around.team, around.kind, name)
    if around.kind is _OBJECTIVE and isinstance(child, Sequence):
        item = Item(_OBJECTIVE, name, child, {}, around.item, around.team)
        found.items.append(item)
        _walk(child, _Around(item, around.team, _KEY_RESULT), found)
    else:
        _walk(child, inner, found)


def _walk_mapping(node: Mapping, around: _Around, found: Found) -> None:
    """Look at a mapping: an item with properties, or a section around items."""
    fields = meanings_of(node)
    kind = _kind_of(fields, around)
    title = _title_of(fields, kind, around, node)
    item = None
    if kind is not None and title is not None:
        item = Item(kind, title, node, fields, around.item, around.team, around.key)
        found.items.append(item)
    elif kind in (_OBJECTIVE, _KEY_RESULT) and _is_untitled(node, around):
        found.untitled.append((kind, node))
    team = _team_of(fields, item, around)
    inner = _Around(item or around.item, team)
    if item is None:
        _points_noted(node, fields, found)
    for name, child in node.entries:
        if child is not title:
            _walk_entry(name, child, inner, found)


def _walk_entry(name: Scalar, child: Node, around: _Around, found: Found) -> None:
    """Look for items behind one key of a mapping."""
    meaning = key_meaning(name.text)
    item = around.item
    is_collection = isinstance(child, Sequence | Mapping)
    if item is not None and item.kind is _KEY_RESULT:
        if meaning in (_OBJECTIVE, KeyMeaning.CHILDREN) and is_collection:
            _walk(child, _Around(item, around.team, _OBJECTIVE), found)
    elif meaning in (KeyMeaning.KPIS, KeyMeaning.INITIATIVES):
        if meaning is KeyMeaning.INITIATIVES and item is None and _holds_objectives(child):
            _walk(child, _Around(item, around.team), found)
        elif is_collection and item is None:
            found.passed_over.append((name, child))
    elif meaning is _KEY_RESULT or (
        meaning is KeyMeaning.METRICS and (_is_list_of_maps(child) or _is_list_of_titles(child))
    ):
        is_second = meaning is not _KEY_RESULT and item is not None and not _is_bare(item)
        if not is_second and (is_collection or item is not None):
            _walk(child, _Around(item, around.team, _KEY_RESULT), found)
    elif meaning in (_OBJECTIVE, KeyMeaning.CHILDREN):
        if is_collection:
            _walk(child, _Around(item, around.team, _OBJECTIVE), found)
    elif is_collection and (item is None or meaning is KeyMeaning.TEAMS):
        _walk(child, _Around(item, around.team), found)


def _holds_objectives(node: Node, depth: int = 4) -> bool:
    """Whether the OKRs of projects stand inside of what else would be a list of work."""
    children = node.items if isinstance(node, Sequence) else ()
    if isinstance(node, Mapping):
        if any(key_meaning(name.text) in (_OBJECTIVE, _KEY_RESULT) for name, _ in node.entries):
            return True
        children = tuple(child for _, child in node.entries)
    return depth > 0 and any(_holds_objectives(child, depth - 1) for child in children[:50])


def _is_list_of_maps(node: Node) -> bool:
    """Whether a node is a list of mappings."""
    return isinstance(node, Sequence) and any(isinstance(item, Mapping) for item in node.items)


def _is_list_of_titles(node: Node) -> bool:
    """Whether a node is a list of sentences."""
    return isinstance(node, Sequence) and all(
        isinstance(item, Scalar) and len(item.text.split()) >= 3 for item in node.items
    )


def _is_bare(item: Item) -> bool:
    """Whether an objective has no list of key results beside its metrics."""
    return not isinstance(item.fields.get(_KEY_RESULT), Sequence | Mapping)


def _kind_of(fields: dict[KeyMeaning, Node], around: _Around) -> KeyMeaning | None:
    """Return what a mapping is, or `None` for a section."""
    stated = fields.get(KeyMeaning.KIND)
    has_title = any(isinstance(fields.get(meaning), Scalar) for meaning in _TITLES)
    if isinstance(stated, Scalar) and around.kind is not _KEY_RESULT and has_title:
        word = stated.text.strip().lower().replace("_", " ").replace("-", " ")
        if word in KIND_WORDS:
            return KIND_WORDS[word]
    if around.kind is not None:
        return around.kind
    names_objective = isinstance(fields.get(_OBJECTIVE), Scalar)
    names_key_result = isinstance(fields.get(_KEY_RESULT), Scalar)
    has_key_results = isinstance(fields.get(_KEY_RESULT), Sequence | Mapping)
    if names_objective and has_key_results:
        return _OBJECTIVE
    if around.is_listed and (names_objective or names_key_result):
        return _KEY_RESULT if names_key_result else _OBJECTIVE
    return _OBJECTIVE if has_title and has_key_results else None


def _title_of(
    fields: dict[KeyMeaning, Node], kind: KeyMeaning | None, around: _Around, node: Mapping
) -> Scalar | None:
    """Return the value that names an item."""
    own = _OBJECTIVE if kind is _OBJECTIVE else _KEY_RESULT
    wanted = [own, KeyMeaning.TITLE, KeyMeaning.TEXT]
    if kind is _KEY_RESULT:
        wanted.append(KeyMeaning.METRICS)
    for meaning in wanted:
        value = fields.get(meaning)
        if isinstance(value, Scalar) and not value.is_null and value.text.strip():
            return value
    if around.key is not None and kind is around.kind:
        return around.key
    if len(node.entries) == 1 and kind is not None:
        name, lone = node.entries[0]
        if isinstance(lone, Scalar) and key_meaning(name.text) not in _NEVER_TITLES:
            return lone if lone.text.strip() else None
    return None


def _is_untitled(node: Mapping, around: _Around) -> bool:
    """Whether an entry of a list is an item without a title, and not a section around others."""
    inside = {
        key_meaning(name.text) for name, child in node.entries if not isinstance(child, Scalar)
    }
    return around.is_listed and bool(node.entries) and inside <= _INSIDE_ITEMS


def _team_of(fields: dict[KeyMeaning, Node], item: Item | None, around: _Around) -> Scalar | None:
    """Return the team that the items inside a mapping belong to."""
    team = fields.get(KeyMeaning.TEAM)
    if isinstance(team, Scalar) and not team.is_null:
        return team
    title = fields.get(KeyMeaning.TITLE)
    holds_items = isinstance(fields.get(_OBJECTIVE), Sequence | Mapping)
    if item is None and holds_items and isinstance(title, Scalar) and around.item is None:
        return title
    return around.team


def _points_noted(node: Mapping, fields: dict[KeyMeaning, Node], found: Found) -> None:
    """Remember a title with one list of short texts."""
    title = fields.get(KeyMeaning.TITLE)
    lists = [child for _, child in node.entries if isinstance(child, Sequence)]
    if isinstance(title, Scalar) and len(lists) == 1:
        texts = [item for item in lists[0].items if isinstance(item, Scalar)]
        if len(texts) == len(lists[0].items) >= 2:
            found.points.append((title, lists[0], node))


def _points_taken(title: Scalar, points: Sequence, mapping: Mapping, found: Found) -> None:
    """Read a title with points as an objective when half of the points state a measure."""
    texts = [item for item in points.items if isinstance(item, Scalar)]
    measured = sum(metric_read(text.text).metric is not None for text in texts)
    if measured * 2 < len(texts):
        return
    objective = Item(_OBJECTIVE, title, mapping, is_doubtful=True)
    found.items.append(objective)
    found.items.extend(Item(_KEY_RESULT, text, text, parent=objective) for text in texts)


def section_texts(root: Node) -> Iterator[tuple[KeyMeaning, Scalar]]:
    """Yield single values of the outermost mapping and of the mappings directly in it."""
    if not isinstance(root, Mapping):
        return
    for name, child in root.entries:
        meaning = key_meaning(name.text)
        if isinstance(child, Scalar) and meaning is not None and not child.is_null:
            yield meaning, child
        elif isinstance(child, Mapping):
            for inner_name, inner in child.entries:
                inner_meaning = key_meaning(inner_name.text)
                if isinstance(inner, Scalar) and not inner.is_null and inner_meaning is not None:
                    is_cycle = meaning is KeyMeaning.CYCLE and inner_meaning is KeyMeaning.TITLE
                    yield (KeyMeaning.CYCLE if is_cycle else inner_meaning), inner

"""YAML and JSON of other shapes: objectives and key results recognized by the meaning of keys."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from plumbline.engine.documents.key_words import KeyMeaning
from plumbline.engine.documents.model import (
    Cycle,
    Document,
    Initiative,
    KeyResult,
    Link,
    Objective,
)
from plumbline.engine.documents.nodes import Mapping, Node, Scalar, Sequence, repeated_keys
from plumbline.engine.documents.reading import LeftOut, Problem, ReadResult
from plumbline.engine.documents.scalars import Unreadable, limits_check, shown
from plumbline.engine.documents.source import Source
from plumbline.engine.documents.spans import Span
from plumbline.engine.documents.structured_items import (
    Found,
    Item,
    items_find,
    meanings_of,
    section_texts,
)
from plumbline.engine.documents.structured_values import (
    amount_read,
    amount_trouble,
    current_read,
    day_read,
    links_read,
    metric_build,
    people_read,
)
from plumbline.engine.documents.titles import CleanTitle, title_clean
from plumbline.engine.documents.undated import Undated
from plumbline.engine.messages import Message


def structured_read(source: Source, root: Node | None, kind: str) -> ReadResult:
    """Read a YAML or JSON text that is not in Plumbline's own format.

    Args:
        source: The text that `root` was read from.
        root: Its root, `None` for a text of comments only.
        kind: `"yaml"` or `"json"`.

    Returns:
        The objectives and key results that were recognized; declined when there are none.
    """
    found = items_find(root) if root is not None else None
    if root is None or found is None or not found.items:
        declined = _declined(found)
        return ReadResult(kind=kind, document=None, declined=declined)
    builder = _Builder(source)
    builder.repeated(root)
    builder.of_our_own(found.items)
    builder.untitled(found)
    objectives = builder.objectives(found.items)
    if not objectives:
        declined = _declined(found)
        return ReadResult(kind=kind, document=None, declined=declined)
    left_out = [*builder.left_out, *(builder.passed_over(*entry) for entry in found.passed_over)]
    return ReadResult(
        kind=kind,
        document=_document(source, root, objectives),
        problems=tuple(sorted(builder.problems, key=lambda p: (p.line, p.column))),
        left_out=tuple(sorted(left_out, key=lambda left: left.first)),
    )


def _declined(found: Found | None) -> Message:
    """Say why nothing was read."""
    is_untitled = found is not None and found.untitled
    return Message("documents.format.no_title" if is_untitled else "documents.format.no_okrs")


def _document(source: Source, root: Node, objectives: tuple[Objective, ...]) -> Document:
    """Return the document with the organization and the cycle that its outer keys name."""
    texts: dict[KeyMeaning, Scalar] = {}
    for meaning, node in section_texts(root):
        texts.setdefault(meaning, node)
    cycle, organization = texts.get(KeyMeaning.CYCLE), texts.get(KeyMeaning.ORGANIZATION)
    spans = {"self": source.span(root.start, root.end)}
    built = None
    if cycle is not None and cycle.text.strip():
        span = source.span(cycle.start, cycle.end)
        start, end = day_read(texts.get(KeyMeaning.START)), day_read(texts.get(KeyMeaning.END))
        built = Cycle(
            name=cycle.text.strip(), start=start, end=end, spans={"self": span, "name": span}
        )
    name = organization.text.strip() if organization is not None else None
    return Document(organization=name or None, cycle=built, objectives=objectives, spans=spans)


_UNTITLED = {
    KeyMeaning.OBJECTIVES: "documents.format.objective_untitled",
    KeyMeaning.KEY_RESULTS: "documents.format.key_result_untitled",
}

OWN_KEYS = frozenset(
    (
        "style", "state", "state_reason", "guardrail", "cadence", "visibility", "personal",
        "shared", "indicator", "dimension", "theme", "expected_movement", "pairs_with",
    )
)  # fmt: skip
"""Keys of our own format with a single value that mean nothing in a document of another shape."""


@dataclass(slots=True)
class _Place:
    """An objective with the key results that were found to be its own."""

    item: Item
    key_results: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class _Builder:
    """Turns items into the model and collects what needs a look."""

    source: Source
    problems: list[Problem] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def repeated(self, root: Node) -> None:
        """Note keys that stand twice."""
        for key in repeated_keys(root):
            self._report(key, "documents.yaml.key_repeated", key=shown(key.text))

    def of_our_own(self, items: list[Item]) -> None:
        """Note keys that only our own format has, which are lost here; each once."""
        noted: set[str] = set()
        for item in items:
            if not isinstance(item.node, Mapping):
                continue
            for key, child in item.node.entries:
                name = key.text.strip()
                if name not in OWN_KEYS or name in noted or not isinstance(child, Scalar):
                    continue
                noted.add(name)
                self._report(key, "documents.format.own_key", key=name)

    def untitled(self, found: Found) -> None:
        """Note what stands in a list of objectives or key results and has no title."""
        for kind, node in found.untitled:
            self._report(node, _UNTITLED[kind])

    def objectives(self, items: list[Item]) -> tuple[Objective, ...]:
        """Return the objectives with their key results, in order of the text."""
        places: dict[int, _Place] = {}
        by_id: dict[str, _Place] = {}
        by_title: dict[str, _Place] = {}
        for item in items:
            if item.kind is KeyMeaning.OBJECTIVES:
                place = places[id(item)] = _Place(item)
                by_id.setdefault(_id_of(item) or "", place)
                by_title.setdefault(item.title.text, place)
        for item in items:
            if item.kind is KeyMeaning.KEY_RESULTS:
                self._placed(item, places, by_id, by_title)
            elif item.kind is KeyMeaning.INITIATIVES:
                self._leave(item.node, "documents.format.work_passed_over", item.title.text)
        built = (self._objective(place) for place in places.values())
        return tuple(objective for objective in built if objective.title)

    def _placed(
        self,
        item: Item,
        places: dict[int, _Place],
        by_id: dict[str, _Place],
        by_title: dict[str, _Place],
    ) -> None:
        """Give a key result to its objective: around it, by id, or named in its own row."""
        around = item.parent
        if around is not None and id(around) in places:
            places[id(around)].key_results.append(item)
            return
        for meaning in (KeyMeaning.OBJECTIVE_ID, KeyMeaning.PARENT, KeyMeaning.OBJECTIVES):
            named = item.scalar(meaning)
            if named is None:
                continue
            place = by_id.get(named.text.strip()) or by_title.get(named.text)
            if place is None and meaning is KeyMeaning.OBJECTIVES:
                objective = Item(meaning, named, item.node, dict(item.fields), None, item.team)
                objective.fields = {m: n for m, n in item.fields.items() if m is KeyMeaning.TEAM}
                place = places[id(objective)] = by_title[named.text] = _Place(objective)
            if place is not None:
                place.key_results.append(item)
                return
        self._leave(item.node, "documents.format.orphan", item.title.text)

    def _leave(self, node: Node, message_id: str, title: str) -> None:
        """Note lines that were read and not taken."""
        first, _ = self.source.position(node.start)
        last, _ = self.source.position(max(node.start, node.end - 1))
        message = Message(message_id, {"title": shown(title)})
        self.left_out.append(LeftOut(first=first, last=last, message=message))

    def passed_over(self, name: Scalar, node: Node) -> LeftOut:
        """Return the note on a section that holds no OKRs."""
        first, _ = self.source.position(name.start)
        last, _ = self.source.position(max(node.start, node.end - 1))
        message = Message("documents.format.section_passed_over", {"key": shown(name.text)})
        return LeftOut(first=first, last=last, message=message)

    def _report(self, node: Node, message_id: str, **params: object) -> None:
        """Note a problem at the place of a node."""
        line, column = self.source.position(node.start)
        self.problems.append(Problem(line=line, column=column, message=Message(message_id, params)))

    def _span(self, node: Node) -> Span:
        """Return the span of a node."""
        return self.source.span(node.start, node.end)

    def _objective(self, place: _Place) -> Objective:
        """Build an objective."""
        item = place.item
        clean = _cleaned(item)
        owner, contributors = _owners(item, clean)
        if item.is_doubtful:
            self._report(item.title, "documents.format.points", title=shown(clean.title))
        links = list(links_read(item.fields.get(KeyMeaning.PARENT), self.source))
        around = item.parent
        if around is not None and around.kind is KeyMeaning.OBJECTIVES and not links:
            parent_id = _id_of(around)
            if parent_id is not None:
                links.append(Link(id=parent_id, spans={"self": self._span(item.title)}))
        team = item.scalar(KeyMeaning.TEAM) or item.team
        why = item.scalar(KeyMeaning.WHY, KeyMeaning.TEXT)
        key_results = tuple(self._key_result(child) for child in place.key_results)
        return Objective(
            id=_id_of(item),
            title=clean.title,
            why=why.text.strip() or None if why is not None and why is not item.title else None,
            owner=owner,
            contributors=contributors,
            team=team.text.strip() or None if team is not None else clean.tag,
            supports=tuple(links),
            key_results=tuple(key_result for key_result in key_results if key_result.title),
            tags=_texts(item.fields.get(KeyMeaning.TAGS)),
            initiatives=self._initiatives(item),
            spans=self._spans(item),
        )

    def _key_result(self, item: Item) -> KeyResult:
        """Build a key result."""
        clean = _cleaned(item)
        owner, contributors = _owners(item, clean)
        current, undated = current_read(item, self.source)
        amount = amount_read(undated)
        if undated is not None:
            self._report(undated, "documents.format.undated", value=shown(undated.text))
        for meaning in (KeyMeaning.BASELINE, KeyMeaning.TARGET):
            node = item.fields.get(meaning)
            trouble = amount_trouble(node)
            if trouble is not None and node is not None:
                self._report(node, trouble.id, **trouble.params)
        links: tuple[Link, ...] = ()
        if item.parent is not None:
            links = links_read(item.fields.get(KeyMeaning.PARENT), self.source)
            objective_id = _id_of(item.parent)
            links = tuple(link for link in links if link.id != objective_id)
        return KeyResult(
            id=_id_of(item),
            title=clean.title,
            owner=owner,
            contributors=contributors,
            metric=metric_build(item, clean.title, self.source),
            current=current,
            undated=None if amount is None else Undated(value=amount.value),
            weight=self._weight(item),
            supports=links,
            start=day_read(item.fields.get(KeyMeaning.START)),
            due=day_read(item.fields.get(KeyMeaning.END)) or clean.due,
            tags=_texts(item.fields.get(KeyMeaning.TAGS)),
            initiatives=self._initiatives(item),
            spans=self._spans(item),
        )

    def _spans(self, item: Item) -> dict[str, Span]:
        """Return the places of an item, its title and its owner."""
        spans = {"self": self._span(item.node), "title": self._span(item.title)}
        owner = item.scalar(KeyMeaning.OWNER)
        return spans if owner is None else {**spans, "owner": self._span(owner)}

    def _weight(self, item: Item) -> Decimal | None:
        """Return the weight when it is one that a key result may have."""
        node = item.fields.get(KeyMeaning.WEIGHT)
        amount = amount_read(node)
        if amount is None or node is None:
            return None
        try:
            limits_check(amount.value, low=0, high=None, places=3)
        except Unreadable as error:
            self._report(node, error.message.id, **error.message.params)
            return None
        return amount.value

    def _initiatives(self, item: Item) -> tuple[Initiative, ...]:
        """Return the work listed inside an item."""
        node = item.fields.get(KeyMeaning.INITIATIVES)
        children = node.items if isinstance(node, Sequence) else (node,) if node else ()
        titles: list[Initiative] = []
        for child in children:
            fields = meanings_of(child) if isinstance(child, Mapping) else {}
            text = fields.get(KeyMeaning.TITLE) or fields.get(KeyMeaning.TEXT) or child
            if isinstance(text, Scalar) and not text.is_null:
                clean = title_clean(_one_line(text.text)).title
                if clean:
                    titles.append(Initiative(title=clean, spans={"self": self._span(text)}))
        return tuple(titles)


def _one_line(text: str) -> str:
    """Return a text with its line ends as spaces."""
    return " ".join(text.split())


def _cleaned(item: Item) -> CleanTitle:
    """Return the title of an item without marks; a title of marks alone stays as it is."""
    text = _one_line(item.title.text)
    clean = title_clean(text)
    return clean if clean.title else replace(clean, title=text[:500])


def _owners(item: Item, clean: CleanTitle) -> tuple[str | None, tuple[str, ...]]:
    """Return the owner and the further owners, of the key or else of the title."""
    people = people_read(item.fields.get(KeyMeaning.OWNER))
    if people:
        return people[0], people[1:]
    return clean.owner, clean.contributors


def _id_of(item: Item) -> str | None:
    """Return the id of an item: its own, else the key it stands under."""
    meanings = [KeyMeaning.ID]
    if item.kind is KeyMeaning.OBJECTIVES:
        meanings.append(KeyMeaning.OBJECTIVE_ID)
    node = item.scalar(*meanings)
    if node is not None and node.text.strip():
        return node.text.strip()
    return item.key.text if item.key is not None and item.key is not item.title else None


def _texts(node: Node | None) -> tuple[str, ...]:
    """Return the texts of a list, or of a text with commas."""
    if isinstance(node, Sequence):
        return tuple(i.text.strip() for i in node.items if isinstance(i, Scalar) and i.text.strip())
    if isinstance(node, Scalar) and not node.is_null:
        return tuple(part.strip() for part in node.text.split(",") if part.strip())
    return ()

"""The ids of a document and the links between them: twice, unknown, in a loop."""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document, KeyResult, Link, Objective
from plumbline.engine.documents.placed import problem_at
from plumbline.engine.documents.reading import Problem

Item = Objective | KeyResult


@dataclass(frozen=True, slots=True)
class _Edge:
    """A step up: to a parent by a link, or from a key result to its objective."""

    parent: int
    link: Link | None


def alignment_problems(document: Document) -> Iterator[Problem]:
    """Yield ids that stand twice, links that lead nowhere or twice to one place, and loops.

    A link to an id that the document does not hold may lead to another document, so that its
    problem is a question rather than a refusal.
    """
    items = _items(document)
    places: dict[str, int] = {}
    for index, (item, _) in enumerate(items):
        if item.id is None:
            continue
        if item.id in places:
            yield problem_at(item.spans, ("id",), "documents.yaml.id_twice", id=item.id)
        else:
            places[item.id] = index
    edges: list[list[_Edge]] = []
    for item, objective_index in items:
        yield from _link_problems(item, places)
        parents = {link.id: link for link in reversed(item.supports) if link.id in places}
        up = [_Edge(places[link.id], link) for link in parents.values()]
        if objective_index is not None:
            up.append(_Edge(objective_index, None))
        edges.append(up)
    yield from _loops(items, edges)


def _items(document: Document) -> list[tuple[Item, int | None]]:
    """Return every objective and key result, a key result with the index of its objective."""
    items: list[tuple[Item, int | None]] = []
    for objective in document.objectives:
        index = len(items)
        items.append((objective, None))
        items.extend((key_result, index) for key_result in objective.key_results)
    return items


def _link_problems(item: Item, places: dict[str, int]) -> Iterator[Problem]:
    """Yield the links of one item that lead nowhere or to one parent twice."""
    seen: set[str] = set()
    for link in item.supports:
        if link.id in seen:
            yield problem_at(link.spans, ("id",), "documents.yaml.link_twice", id=link.id)
        elif link.id not in places:
            yield problem_at(link.spans, ("id",), "documents.yaml.link_unknown", id=link.id)
        seen.add(link.id)
    if isinstance(item, KeyResult):
        for name in item.pairs_with:
            if name not in places:
                yield problem_at(
                    item.spans, ("pairs_with",), "documents.yaml.pair_unknown", id=name
                )


def _loops(items: list[tuple[Item, int | None]], edges: list[list[_Edge]]) -> Iterator[Problem]:
    """Yield one problem for each link that closes a loop (depth first, without recursion)."""
    unseen, open_, done = 0, 1, 2
    state = [unseen] * len(items)
    for root in range(len(items)):
        if state[root] != unseen:
            continue
        state[root] = open_
        stack: list[tuple[int, Iterator[_Edge], Link | None]] = [(root, iter(edges[root]), None)]
        while stack:
            index, remaining, arrived_by = stack[-1]
            edge = next(remaining, None)
            if edge is None:
                state[index] = done
                stack.pop()
            elif state[edge.parent] == open_:
                link = edge.link or arrived_by
                if link is not None:
                    yield problem_at(link.spans, ("id",), "documents.yaml.loop", id=link.id)
            elif state[edge.parent] == unseen:
                state[edge.parent] = open_
                stack.append((edge.parent, iter(edges[edge.parent]), edge.link))

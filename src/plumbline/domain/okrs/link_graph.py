"""The shape of the alignment graph in memory, for whoever asks about many links at once.

The bounds are those of `graph.surroundings`, which measures the whole graph for one link; a test
holds the two against each other.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from plumbline.domain.okrs.graph import ANCESTORS_MAX, LEVELS_MAX, Edge, edges_above

#: How many ids are asked for at once; SQLite allows a bounded number of parameters.
IDS_AT_ONCE = 500

NodeT = TypeVar("NodeT", bound=Hashable)


class LinkFault(StrEnum):
    """Why a link cannot be made."""

    ITSELF = "itself"
    LOOP = "loop"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class _Side(Generic[NodeT]):
    """What lies above or below a node: the links on the longest way, and which nodes."""

    levels: int = 0
    nodes: frozenset[NodeT] = frozenset()


class LinkGraph(Generic[NodeT]):
    """Links between objectives, to which more are added one by one.

    What lies above and below a node is remembered until a link changes it, so that thousands of
    links to few parents cost little more than reading them.
    """

    def __init__(self, links: Iterable[tuple[NodeT, NodeT]] = ()) -> None:
        """Begin with links that stand, each as child and parent."""
        self._parents: dict[NodeT, set[NodeT]] = defaultdict(set)
        self._children: dict[NodeT, set[NodeT]] = defaultdict(set)
        self._above: dict[NodeT, _Side[NodeT]] = {}
        self._below: dict[NodeT, _Side[NodeT]] = {}
        for child, parent in links:
            self._parents[child].add(parent)
            self._children[parent].add(child)

    def fault(self, child: NodeT, parent: NodeT) -> LinkFault | None:
        """Return why a link between two nodes cannot be made; `None` when it can.

        Every node below the child would get the parent's ancestors beside its own, so that the
        longest way counts, and the ancestors of whichever would have most.
        """
        if child == parent:
            return LinkFault.ITSELF
        above, below = _side(parent, self._parents, self._above), self._side_below(child)
        if child in above.nodes:
            return LinkFault.LOOP
        gained = above.nodes | {parent}
        if above.levels + 1 + below.levels > LEVELS_MAX:
            return LinkFault.TOO_LARGE
        for node in (child, *below.nodes):
            own = _side(node, self._parents, self._above).nodes
            if len(own) + len(gained) > ANCESTORS_MAX and len(own | gained) > ANCESTORS_MAX:
                return LinkFault.TOO_LARGE
        return None

    def add(self, child: NodeT, parent: NodeT) -> None:
        """Add a link that has been found to be without fault."""
        for node in (child, *self._side_below(child).nodes):
            self._above.pop(node, None)
        for node in (parent, *_side(parent, self._parents, self._above).nodes):
            self._below.pop(node, None)
        self._parents[child].add(parent)
        self._children[parent].add(child)

    def _side_below(self, node: NodeT) -> _Side[NodeT]:
        return _side(node, self._children, self._below)


def _side(
    start: NodeT, edges: Mapping[NodeT, set[NodeT]], known: dict[NodeT, _Side[NodeT]]
) -> _Side[NodeT]:
    """Return what lies on one side of a node, and remember it for all nodes on the way.

    A node on the stack waits for those beyond it; one met again there would be a loop, which no
    link may close, and is passed over.
    """
    if start in known or not edges.get(start):
        return known.setdefault(start, _Side())
    stack, entered = [start], set()
    while stack:
        node = stack[-1]
        if node in known:
            stack.pop()
        elif node not in entered:
            entered.add(node)
            stack += [other for other in edges.get(node, ()) if other not in entered]
        else:
            beyond = [(other, known[other]) for other in edges.get(node, ()) if other in known]
            known[node] = _Side(
                max((side.levels + 1 for _, side in beyond), default=0),
                frozenset(other for other, _ in beyond).union(*(side.nodes for _, side in beyond)),
            )
            stack.pop()
    return known[start]


def links_above(objective_ids: Iterable[int], *, contributing: bool = False) -> set[Edge]:
    """Return every link above some objectives, level by level (a query for 500 ids of each).

    Args:
        objective_ids: Where to start.
        contributing: Only links that contribute, and only what they lead to.
    """
    found: set[Edge] = set()
    seen = set(objective_ids)
    frontier = seen
    while frontier:
        edges = {edge for part in parts(sorted(frontier)) for edge in edges_above(part)}
        if contributing:
            edges = {edge for edge in edges if edge.weight is not None}
        found |= edges
        frontier = {edge.parent_id for edge in edges} - seen
        seen = seen | frontier
    return found


def parts(ids: list[int]) -> Iterable[list[int]]:
    """Yield ids in parts that one query can ask for."""
    return (ids[start : start + IDS_AT_ONCE] for start in range(0, len(ids), IDS_AT_ONCE))

"""Which links of a document can be made: found, not twice, no loop, no number let out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from plumbline.domain.okrs.graph import Edge
from plumbline.domain.okrs.link_graph import LinkFault, LinkGraph
from plumbline.domain.okrs.models import KeyResult, Objective, Visibility
from plumbline.domain.transfer.plan_notes import Notes, place_of
from plumbline.domain.transfer.plan_values import PlannedEnd, PlannedLink, PlannedObjective
from plumbline.engine.documents.model import Link, Spans

#: A node of the graph: an index of a planned objective, or the id of one that is here.
Node = tuple[str, int]


@dataclass
class LinkPlanner:
    """Plans the links of a document, one after the other in its order.

    Attributes:
        ends: By document id what it names, in the document or here already.
        above: The links above what is here already.
    """

    objectives: Sequence[PlannedObjective]
    ends: Mapping[str, PlannedEnd]
    above: Iterable[Edge] = ()
    links: list[PlannedLink] = field(default_factory=list)
    _made: set[tuple[Node, int | None, Node, int | None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Begin with the graph as it is."""
        self._graph: LinkGraph[Node] = LinkGraph(
            (("here", edge.child_id), ("here", edge.parent_id)) for edge in self.above
        )

    def plan(self, child: PlannedEnd, stated: Sequence[Link], notes: Notes) -> None:
        """Plan the links one objective or key result states."""
        for link in stated:
            parent = self.ends.get(link.id)
            if parent is None:
                notes.add(link.spans, ("id",), "transfer.link.unknown", id=link.id)
            else:
                self._one(child, parent, link, notes)

    def _one(self, child: PlannedEnd, parent: PlannedEnd, link: Link, notes: Notes) -> None:
        below, above = _node(child), _node(parent)
        made = (below, child.key_result_index, above, _key_result_part(parent))
        if made in self._made:
            notes.add(link.spans, ("id",), "transfer.link.twice", id=link.id)
            return
        fault = self._graph.fault(below, above)
        if fault is not None:
            end = "too_large" if fault is LinkFault.TOO_LARGE else "loop"
            notes.add(link.spans, ("id",), f"transfer.link.{end}", id=link.id)
            return
        self._made.add(made)
        self._graph.add(below, above)
        weight = self._weight(child, parent, link, notes)
        line, column = place_of(link.spans, ("id",))
        self.links.append(
            PlannedLink(child=child, parent=parent, weight=weight, line=line, column=column)
        )

    def _weight(
        self, child: PlannedEnd, parent: PlannedEnd, link: Link, notes: Notes
    ) -> Decimal | None:
        """Return the weight by which a child may contribute; `None` where it only supports."""
        if link.weight is None:
            return None
        if child.key_result_index is not None or _key_result_part(parent) is not None:
            notes.add(link.spans, ("weight",), "transfer.link.key_result", id=link.id)
            return None
        if weight_problem(link.weight):
            notes.add(link.spans, ("weight",), "transfer.weight", weight=link.weight)
            return None
        if not self._may_contribute(child, parent):
            notes.add(link.spans, ("weight",), "transfer.link.no_contribution", id=link.id)
            return None
        return link.weight

    def _may_contribute(self, child: PlannedEnd, parent: PlannedEnd) -> bool:
        """Whether everybody who sees the parent's number may see the child."""
        lower = self.objectives[child.objective_index or 0]
        if lower.visibility == Visibility.ORGANIZATION:
            return True
        if lower.visibility == Visibility.PRIVATE or lower.is_personal or lower.team is None:
            return False
        if parent.objective is not None:
            upper_visibility, upper_team = parent.objective.visibility, parent.objective.team
            is_personal = parent.objective.is_personal
        else:
            upper = self.objectives[parent.objective_index or 0]
            upper_visibility, is_personal = upper.visibility, upper.is_personal
            upper_team = upper.team.team if upper.team else None
            if upper.team == lower.team and not is_personal:
                return upper_visibility == Visibility.TEAM
        if is_personal or upper_visibility != Visibility.TEAM or upper_team is None:
            return False
        return lower.team.team is not None and upper_team.path.startswith(lower.team.team.path)


def _node(end: PlannedEnd) -> Node:
    if end.objective is not None:
        return ("here", end.objective.pk)
    return ("planned", end.objective_index or 0)


def _key_result_part(end: PlannedEnd) -> int | None:
    return end.key_result.pk if end.key_result is not None else end.key_result_index


def end_here(row: Objective | KeyResult) -> PlannedEnd:
    """Return the end of a link that something already here is."""
    if isinstance(row, KeyResult):
        return PlannedEnd(objective=row.objective, key_result=row)
    return PlannedEnd(objective=row)


def weight_problem(weight: Decimal) -> bool:
    """Whether a weight cannot be kept: 0 to 1000, at most 3 decimal places."""
    if not weight.is_finite() or not 0 <= weight <= 1000:
        return True
    scaled = weight * 1000
    return scaled != scaled.to_integral_value()


def pairs_plan(
    names: Sequence[str], ends: Mapping[str, PlannedEnd], notes: Notes, spans: Spans
) -> list[PlannedEnd]:
    """Return the key results that warn early of one, as far as they are known."""
    found = []
    for name in names:
        end = ends.get(name)
        if end is None or _key_result_part(end) is None:
            notes.add(spans, ("pairs_with",), "transfer.pair.unknown", id=name)
        else:
            found.append(end)
    return found

"""The alignment of a cycle from priorities down to personal objectives, as far as it is drawn.

The whole graph is read in small rows, of a large cycle only as far as it is drawn; the few
objectives that a person is shown are read with all that pages say of them.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Q

from plumbline.charts.alignment_graph import AlignmentGraph, Choice, Fold, Link, View
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.selectors.alignment_part import Part, is_large, looked_for
from plumbline.domain.okrs.selectors.alignment_rows import (
    MapRow,
    links_of,
    priority_links,
    rows_of_cycle,
)
from plumbline.domain.okrs.selectors.facts import TreeNode
from plumbline.domain.okrs.selectors.moments import Moment, moment_of
from plumbline.domain.okrs.selectors.nodes import nodes_of
from plumbline.domain.okrs.selectors.past_statuses import ByPriority
from plumbline.domain.okrs.selectors.rows_at import objectives_at, objectives_read
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.strategy.selectors import PriorityThen, priorities_then
from plumbline.domain.tenancy.errors import NotFound
from plumbline.engine.scoring.statuses import Status

ROOT_DEPTH = 2  # a path such as "/1/" has as many strokes


class Tier(StrEnum):
    """Whose an objective is; columns of the map are named by it."""

    PRIORITY = "priority"
    COMPANY = "company"
    TEAM = "team"
    PERSONAL = "personal"


#: The lowest level of each: what has no parent stands under nobody, but never beside those it
#: could support.
FLOORS = {Tier.PRIORITY: 0, Tier.COMPANY: 1, Tier.TEAM: 2, Tier.PERSONAL: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFilter:
    """What is looked for; an empty filter looks for everything.

    Attributes:
        team_path: The path of a team, with all below it.
        style: A style.
        status: Stored statuses, any of them.
        text: A part of the title, upper or lower case alike.
    """

    team_path: str = ""
    style: str = ""
    status: frozenset[Status] = frozenset()
    text: str = ""

    def __bool__(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.team_path or self.style or self.status or self.text)

    def condition(self, moment: Moment) -> Q:
        """Return the same as a condition of the database."""
        return looked_for(
            team_path=self.team_path,
            style=self.style,
            status=self.status,
            text=self.text,
            moment=moment,
        )

    def finds(self, row: MapRow) -> bool:
        """Tell whether an objective is what is looked for."""
        return (
            row.team_path.startswith(self.team_path)
            and self.style in ("", row.style)
            and (not self.status or row.status in self.status)
            and self.text.casefold() in row.title.casefold()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentFacts:
    """A map as far as it is drawn.

    Attributes:
        view: Which objectives and priorities are drawn, by public id, and what is folded.
        objectives: What pages say of those drawn.
        priorities: The priorities drawn.
        found: Which of those drawn are what is looked for; the others stand around them.
        levels: The column of each.
        tiers: Whose each is.
        counts: How many of what is looked for have which status.
        folded: The same for each fold, by the node it hangs below; `None` at the top.
        below: How many below each priority drawn have which status.
        total: How many objectives the map holds.
        led: How many of them lead up to a priority; `None` of a large cycle.
        is_large: Whether the cycle is read as far as it is drawn: what is folded, and what is below
            a priority, is then counted one level down, and `hidden` of the folds is empty (but not
            where something is looked for).
        placed: How many of what is looked for the map can draw; the first ones, in a large cycle.
    """

    view: View
    objectives: Mapping[str, TreeNode]
    priorities: Mapping[str, PriorityThen]
    found: frozenset[str]
    levels: Mapping[str, int]
    tiers: Mapping[str, Tier]
    counts: Mapping[Status, int]
    folded: Mapping[str | None, Mapping[Status, int]]
    below: Mapping[str, Mapping[Status, int]]
    total: int
    led: int | None
    is_large: bool = False
    placed: int = 0


@dataclass(frozen=True, slots=True)
class _Whole:
    """Everything a map could draw, by public id."""

    graph: AlignmentGraph
    rows: Mapping[str, MapRow]
    priorities: Mapping[str, PriorityThen]
    tiers: Mapping[str, Tier] = field(default_factory=dict)


def alignment_map(
    *,
    viewer: Actor,
    cycle: Cycle,
    at: datetime,
    choice: Choice,
    wanted: MapFilter,
    as_of: date | None = None,
) -> AlignmentFacts:
    """Return the map of a cycle, as far as the viewer sees it and a person can take it in.

    At most 12 queries now for a cycle of which nothing leads into other cycles, whatever the
    number of objectives; of a large one a few more for each level that is drawn. What the viewer
    may not see is no node, no link, no gap and no count.

    Args:
        viewer: Who asks.
        cycle: Whose objectives; what they support in other cycles stands above them.
        at: Now, for pace and staleness.
        choice: What is folded, unfolded and in focus, by public id.
        wanted: What is looked for; what is above it is drawn too.
        as_of: Show what was recorded by the end of that day, under today's rights.

    Raises:
        NotFound: There is no such thing to focus on, or the viewer may not know of it.
    """
    moment = moment_of(at=at, as_of=as_of)
    priorities = priorities_then(viewer=viewer, as_of=as_of)
    if is_large(cycle):
        part = Part(viewer, cycle, moment)
        if wanted:
            return _looked_for(part, priorities, choice, wanted)
        return _unfolded(part, priorities, choice)
    rows = rows_of_cycle(viewer, cycle, moment)
    whole = _whole(rows, links_of(viewer, rows, moment, cycle), priorities)
    return _facts(viewer, moment, whole, choice, wanted)


def _facts(
    viewer: Actor, moment: Moment, whole: _Whole, choice: Choice, wanted: MapFilter
) -> AlignmentFacts:
    """Tell of what has been read, all of it told apart and counted here."""
    if choice.focus is not None and choice.focus not in whole.graph.levels:
        raise NotFound("okrs.objective.not_found")
    found = {key for key, row in whole.rows.items() if wanted.finds(row)}
    graph = whole.graph
    if wanted:
        kept = found | graph.ancestors(found)
        if choice.focus is not None:
            kept |= {choice.focus} | graph.ancestors([choice.focus])
        graph = graph.narrowed(kept)
    view = graph.view(choice)
    priorities = {key: whole.priorities[key] for key in view.nodes if key in whole.priorities}
    return AlignmentFacts(
        view=view,
        objectives=_objectives(viewer, whole, view.nodes, moment),
        priorities=priorities,
        found=frozenset(found.intersection(view.nodes)),
        levels=graph.levels,
        tiers=whole.tiers,
        counts=_counts(whole, found),
        folded={
            fold.parent: _counts(whole, found.intersection(fold.hidden)) for fold in view.folds
        },
        below={key: _counts(whole, found & graph.descendants([key])) for key in priorities},
        total=len(whole.rows),
        led=len(whole.graph.descendants(whole.priorities)),
        placed=len(found),
    )


def _looked_for(
    part: Part, priorities: Sequence[PriorityThen], choice: Choice, wanted: MapFilter
) -> AlignmentFacts:
    """Tell of what is looked for in a large cycle: the first of it is placed, all is counted."""
    which = wanted.condition(part.moment)
    part.add_found(which)
    if choice.focus is not None:
        part.add_one(choice.focus)
    whole = _whole(part.ordered, part.links, priorities)
    facts = _facts(part.viewer, part.moment, whole, choice, wanted)
    return replace(
        facts,
        counts=_sum(part.counts(which)),
        total=_sum(part.counts()).total(),
        led=None,
        is_large=True,
    )


def _unfolded(part: Part, priorities: Sequence[PriorityThen], choice: Choice) -> AlignmentFacts:
    """Tell of a large cycle from the top, or around a focus, level by level as it unfolds."""
    serving = [priority for priority in priorities if priority.public_id == choice.focus]
    if serving:
        part.add_serving(serving[0])
    elif choice.focus is not None:
        part.add_one(choice.focus)
    else:
        part.add_top()
    while True:
        whole = _whole(part.ordered, part.links, priorities)
        view = whole.graph.view(choice)
        fresh = {whole.rows[key].id for key in view.nodes if key in whole.rows}
        if fresh <= part.children.keys():
            break
        part.add_below(fresh)
    named = part.counts()
    facts = _facts(part.viewer, part.moment, whole, choice, MapFilter())
    folds = _folds(part, whole, view, named, priorities, is_top=choice.focus is None)
    return replace(
        facts,
        view=replace(view, folds=tuple(fold for fold, _counts in folds)),
        counts=_sum(named),
        folded={fold.parent: counts for fold, counts in folds},
        below={key: named.get(row.id, {}) for key, row in facts.priorities.items()},
        total=_sum(named).total(),
        led=None,
        is_large=True,
    )


def _folds(
    part: Part,
    whole: _Whole,
    view: View,
    named: ByPriority,
    priorities: Iterable[PriorityThen],
    *,
    is_top: bool,
) -> list[tuple[Fold, Counter[Status]]]:
    """Count what is hidden directly below each that is drawn, and at the top."""
    shown = set(view.nodes)
    counts: dict[str | None, Counter[Status]] = {}
    for key in view.nodes:
        if key in whole.rows:
            below = part.children[whole.rows[key].id]
            counts[key] = Counter(row.status for row in below if row.public_id not in shown)
    for priority in priorities:
        if priority.public_id in shown:
            drawn = [whole.rows[key] for key in view.nodes if key in whole.rows]
            serving = Counter(row.status for row in drawn if row.priority_id == priority.id)
            counts[priority.public_id] = Counter(named.get(priority.id, ())) - serving
    if is_top:
        placed = [
            row.id
            for key, row in whole.rows.items()
            if key in shown or shown.intersection(whole.graph.parents(key))
        ]
        known = {priority.id for priority in priorities if priority.public_id in shown}
        left = part.roots_left(placed)
        counts[None] = _sum({key: count for key, count in left.items() if key not in known})
    drawn_below = {link.parent for link in view.links}
    return [
        (Fold(key, count.total(), (), is_rest=key is None or key in drawn_below), count)
        for key, count in counts.items()
        if count.total()
    ]


def _sum(counts: ByPriority) -> Counter[Status]:
    return sum(counts.values(), Counter())


def _whole(
    rows: Mapping[int, MapRow],
    pairs: Mapping[tuple[int, int], bool],
    in_use: Sequence[PriorityThen],
) -> _Whole:
    """Put what has been read into one graph.

    Args:
        rows: In reading order, but for what came from other cycles.
        pairs: Child and parent, and whether the child counts in it.
        in_use: The priorities.
    """
    links = [
        Link(rows[child].public_id, rows[parent].public_id, counts)
        for (child, parent), counts in pairs.items()
        if child in rows and parent in rows
    ]
    priorities = {row.public_id: row for row in in_use}
    tiers = dict.fromkeys(priorities, Tier.PRIORITY)
    # What came from other cycles stands in its place, too.
    ordered = sorted(rows.values(), key=lambda row: row.team_path)
    tiers |= {row.public_id: _tier(row) for row in ordered}
    floors = {key: FLOORS[tier] for key, tier in tiers.items()}
    bare = AlignmentGraph(floors, links)
    upwards = sorted(bare.nodes, key=bare.levels.__getitem__)
    served = priority_links(rows, bare.links, priorities.values(), upwards)
    return _Whole(
        bare.joined(served), {row.public_id: row for row in rows.values()}, priorities, tiers
    )


def _tier(row: MapRow) -> Tier:
    if row.is_personal:
        return Tier.PERSONAL
    return Tier.COMPANY if row.team_path.count("/") <= ROOT_DEPTH else Tier.TEAM


def _objectives(
    viewer: Actor, whole: _Whole, keys: Iterable[str], moment: Moment
) -> Mapping[str, TreeNode]:
    ids = [whole.rows[key].id for key in keys if key in whole.rows]
    narrowed = {"subject__in" if moment.is_past else "pk__in": ids}
    rows = objectives_read(objectives_at(viewer, moment).filter(**narrowed), moment)
    return {node.public_id: node for node in nodes_of(viewer=viewer, rows=rows, moment=moment)}


def _counts(whole: _Whole, keys: Collection[str]) -> Mapping[Status, int]:
    return Counter(whole.rows[key].status for key in keys)


__all__ = ["AlignmentFacts", "Choice", "Fold", "MapFilter", "Tier", "alignment_map"]

"""The rows of the whole alignment of a cycle, small, because thousands are read at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from plumbline.charts.alignment_graph import Link
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.lifecycle import MEASURED_STATES
from plumbline.domain.okrs.models import ObjectiveScoreState
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.okrs.selectors.rows_at import (
    link_key,
    links_at,
    objective_key,
    objectives_at,
)
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.strategy.selectors import PriorityThen
from plumbline.engine.scoring.statuses import Status

#: How many ids are asked for at once; SQLite allows a bounded number of parameters.
IDS_AT_ONCE = 500


class MapRow(NamedTuple):
    """What of one objective decides where it stands in the map.

    Attributes:
        id: The row, never shown.
        team_path: `~` without a team; with `order` and `id` it says where it is read.
        status: As stored; `not_computed` for what is not measured: drafts, what is paused or over.
    """

    id: int
    public_id: str
    title: str
    priority_id: int | None
    is_personal: bool
    style: str
    team_path: str
    order: int
    status: Status


def rows_of_cycle(viewer: Actor, cycle: Cycle, moment: Moment) -> dict[int, MapRow]:
    """Return what the viewer sees of a cycle, in the order of the tree (one query; past: two)."""
    return rows_read(viewer, Q(cycle=cycle), moment)


def rows_of_ids(
    viewer: Actor, ids: Iterable[int], moment: Moment, which: Q | None = None
) -> dict[int, MapRow]:
    """Return those of some objectives that the viewer sees (one query for five hundred; past: two).

    Args:
        viewer: Who asks.
        ids: Whose rows.
        moment: Of which they are.
        which: What else must be true of them.
    """
    key = "subject__in" if moment.is_past else "pk__in"
    found: dict[int, MapRow] = {}
    for part in _parts(sorted(ids)):
        found |= rows_read(viewer, (which or Q()) & Q(**{key: part}), moment)
    return found


def links_of(
    viewer: Actor, rows: dict[int, MapRow], moment: Moment, cycle: Cycle
) -> dict[tuple[int, int], bool]:
    """Return the links above all rows as child, parent and whether the child counts in it.

    Parents of other cycles that the viewer sees are added to the rows: one query for the links
    of the cycle, and two or three more for each further cycle that a way up leads through.
    """
    inside = objectives_at(viewer, moment).filter(cycle=cycle).order_by().values("objective_id")
    links = _links(links_at(moment, child_objective__in=inside), moment)
    above_read(viewer, rows, links, moment)
    return links


def above_read(
    viewer: Actor, rows: dict[int, MapRow], links: dict[tuple[int, int], bool], moment: Moment
) -> None:
    """Add whatever the viewer sees above some rows, with the links that lead there.

    Args:
        viewer: Who asks.
        rows: Those read already.
        links: All links above them; what is found above is added to both.
        moment: Of which they are.
    """
    while True:
        missing = {parent for child, parent in links if child in rows} - rows.keys()
        found = rows_of_ids(viewer, missing, moment)
        if not found:
            return
        rows |= found
        links |= links_above(found, moment)


def links_above(ids: Iterable[int], moment: Moment) -> dict[tuple[int, int], bool]:
    """Return the links above some objectives, as `links_of` does (one query for five hundred)."""
    links: dict[tuple[int, int], bool] = {}
    for part in _parts(sorted(ids)):
        links |= _links(links_at(moment, child_objective__in=part), moment)
    return links


def links_below(ids: Iterable[int], moment: Moment) -> dict[tuple[int, int], bool]:
    """Return the links below some objectives, as `links_of` does (one query for five hundred)."""
    links: dict[tuple[int, int], bool] = {}
    for part in _parts(sorted(ids)):
        links |= _links(links_at(moment, parent_objective__in=part), moment)
    return links


def _links(found: Iterable[object], moment: Moment) -> dict[tuple[int, int], bool]:
    """Return links between objectives once each, also those that end at key results."""
    child, parent = (link_key(moment, f"{end}_objective_id") for end in ("child", "parent"))
    links: dict[tuple[int, int], bool] = {}
    for low, high, weight in found.values_list(child, parent, "weight"):  # type: ignore[attr-defined]  # a queryset
        links[low, high] = links.get((low, high), False) or weight is not None
    return links


def rows_read(
    viewer: Actor, which: Q, moment: Moment, *, limit: int | None = None
) -> dict[int, MapRow]:
    """Return what the viewer sees of some objectives, in the order of the tree.

    One query, or two of a past day.

    Args:
        viewer: Who asks.
        which: Their condition in a query of `objectives_at`.
        moment: Of which they are.
        limit: The most that are read; all by itself.
    """
    past = moment.is_past
    ordered = objectives_at(viewer, moment).filter(which).order_by("place", "order", "objective_id")
    ordered = ordered[:limit]
    values = ordered.values_list(
        "objective_id",
        objective_key(moment, "public_id"),
        "title",
        "priority_id",
        "is_personal",
        "style",
        "place",
        "order",
        "state",
        "title" if past else "score__status",  # the score of a past day is a row of its own
    )
    found = {row[0]: row for row in values}
    then = _statuses_then(ordered if limit is None else found, moment) if past else {}

    def status(key: int, state: str, now: str | None) -> Status:
        stored = then.get(key) if past else now
        return Status(stored if stored and state in MEASURED_STATES else Status.NOT_COMPUTED)

    return {
        key: MapRow._make((*row[:8], status(key, row[8], row[9]))) for key, row in found.items()
    }


def _statuses_then(rows: QuerySet[Any] | Collection[int], moment: Moment) -> Mapping[int, str]:
    """Return the statuses of a past day by objective (one query)."""
    ids = rows.order_by().values("subject_id") if isinstance(rows, QuerySet) else list(rows)
    scores = ObjectiveScoreState.objects.filter(moment.in_force, subject__objective__in=ids)
    return dict(scores.values_list("subject__objective_id", "status"))


def _parts(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + IDS_AT_ONCE] for start in range(0, len(ids), IDS_AT_ONCE))


def priority_links(
    rows: Mapping[int, MapRow],
    links: Iterable[Link],
    priorities: Iterable[PriorityThen],
    order: Iterable[str],
) -> list[Link]:
    """Return a link from each objective to the priority it serves.

    What an objective serves through one above it is not drawn a second time.

    Args:
        rows: All objectives.
        links: Links between them, by public id.
        priorities: Those in use.
        order: Public ids, each behind all that is above it.
    """
    known = {priority.id: priority.public_id for priority in priorities}
    own = {row.public_id: known.get(row.priority_id or 0) for row in rows.values()}
    parents: dict[str, list[str]] = defaultdict(list)
    for link in links:
        parents[link.child].append(link.parent)
    served: dict[str, set[str]] = {}
    found = []
    for key in order:
        above = set().union(*(served.get(parent, ()) for parent in parents[key]))
        priority = own.get(key)
        if priority and priority not in above:
            found.append(Link(key, priority))
        served[key] = above | {priority} if priority else above
    return found

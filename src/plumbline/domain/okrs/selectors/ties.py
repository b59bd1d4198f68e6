"""What stands above objectives and below them, as far as the viewer sees it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.okrs.selectors.rows_at import (
    link_key,
    links_at,
    objective_key,
    objectives_at,
)
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.scoping import asked_alike


@dataclass(frozen=True, slots=True)
class TiesSeen:
    """What the viewer sees above and below some objectives.

    Attributes:
        parents: Id, weight of the link and name of those above, by objective.
        children: How many there are below, by objective.
    """

    parents: Mapping[int, list[tuple[int, int | None, Name]]]
    children: Mapping[int, int]


def ties_seen(viewer: Actor, ids: Sequence[int], moment: Moment, hidden: Q | None) -> TiesSeen:
    """Return what stands above objectives and how many below (three queries)."""
    return TiesSeen(_parents(viewer, ids, moment), _children_counts(viewer, ids, moment, hidden))


def _parents(
    viewer: Actor, ids: Sequence[int], moment: Moment
) -> Mapping[int, list[tuple[int, int | None, Name]]]:
    """Return the visible parents of objectives: id, weight of the link, name (two queries)."""
    rows = list(_links_asked(tuple(ids), moment))
    names = objective_names(viewer, {row[1] for row in rows}, moment)
    found: dict[int, list[tuple[int, int | None, Name]]] = defaultdict(list)
    for child_id, parent_id, weight in rows:
        if parent_id in names:
            found[child_id].append((parent_id, weight, names[parent_id]))
    return found


@asked_alike(128)
def _links_asked(child_ids: tuple[int, ...], moment: Moment) -> QuerySet[Any, Any]:
    child, parent = (link_key(moment, f"{end}_objective_id") for end in ("child", "parent"))
    links: QuerySet[Any] = links_at(moment, child_objective__in=child_ids).order_by("pk")
    return links.values_list(child, parent, "weight")


def objective_names(viewer: Actor, ids: Iterable[int], moment: Moment) -> Mapping[int, Name]:
    """Return the titles at a moment of those objectives that the viewer sees (one query)."""
    values = _names_asked(viewer, tuple(sorted(ids)), moment)
    return {objective_id: Name(public_id, title) for objective_id, public_id, title in values}


@asked_alike(128)
def _names_asked(viewer: Actor, ids: tuple[int, ...], moment: Moment) -> QuerySet[Any, Any]:
    rows = objectives_at(viewer, moment).filter(
        **{"subject__in" if moment.is_past else "pk__in": ids}
    )
    return rows.values_list("objective_id", objective_key(moment, "public_id"), "title")


def _children_counts(
    viewer: Actor, ids: Sequence[int], moment: Moment, hidden: Q | None
) -> Mapping[int, int]:
    """Count the objectives below each that the viewer sees (one query)."""
    put = _counts_asked if hidden is None else _counts_below
    return dict(put(viewer, tuple(ids), moment, hidden))


def _counts_below(
    viewer: Actor, ids: tuple[int, ...], moment: Moment, hidden: Q | None
) -> QuerySet[Any, Any]:
    child, parent = (link_key(moment, f"{end}_objective_id") for end in ("child", "parent"))
    seen = visible_to(viewer, of=link_key(moment, "child_objective"))
    links = links_at(moment, parent_objective__in=ids).filter(seen)
    if hidden is not None:
        own = "subject__in" if moment.is_past else "pk__in"
        among = objectives_at(viewer, moment).filter(hidden, **{own: links.values(child)})
        links = links.exclude(**{f"{child}__in": among.order_by().values("objective_id")})
    counts: QuerySet[Any, Any] = links.values(parent).annotate(found=Count(child, distinct=True))
    return counts.order_by().values_list(parent, "found")


#: Where nothing is hidden the question follows from who asks and of what.
_counts_asked = asked_alike(128)(_counts_below)

"""The tree of objectives, one level at a time, as it is and as it was."""

from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES
from plumbline.domain.okrs.models import (
    Alignment,
    AlignmentState,
    Objective,
    ObjectiveState,
    Visibility,
)
from plumbline.domain.okrs.selectors.facts import Name, TreeLevel
from plumbline.domain.okrs.selectors.moments import Moment, moment_of
from plumbline.domain.okrs.selectors.nodes import nodes_of
from plumbline.domain.okrs.selectors.rows_at import (
    link_key,
    links_at,
    links_standing,
    objective_key,
    objectives_at,
    objectives_read,
    objectives_seen,
)
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.viewers import Actor, Viewer
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.scoping import asked_alike


def tree_level(
    *,
    viewer: Actor,
    cycle: Cycle,
    at: datetime,
    parent: str | None = None,
    as_of: date | None = None,
    team: Team | None = None,
    after: str | None = None,
    limit: int = 50,
    with_drafts: bool = True,
) -> TreeLevel:
    """Return the roots of a cycle's tree, or what stands below one objective.

    At most 9 queries now and 11 for a past day, whatever the number of rows.

    Args:
        viewer: Who asks; what they may not see is in no list and no count.
        cycle: Whose tree.
        at: Now, for pace and staleness.
        parent: Public id of the objective whose children are asked for, of any cycle; the roots
            are the cycle's objectives without a parent in it that the viewer sees.
        as_of: Show what was recorded by the end of that day, under today's rights.
        team: Roots of this team and of those below it only.
        after: Where the page before ended.
        limit: Nodes of a page.
        with_drafts: Whether drafts of others are shown and counted even once something runs.

    Raises:
        NotFound: There is no such parent, or the viewer may not know of it; or the page before
            ended with an objective that is gone.
    """
    moment = moment_of(at=at, as_of=as_of)
    rows = objectives_at(viewer, moment)
    under = None if parent is None else _id(rows, parent, moment)
    hidden = None if with_drafts else _planned_by_others(viewer, rows, cycle)
    if under is not None:
        level = _without(_below(rows, under, moment), hidden)
    elif moment.is_past:
        level = _without(roots_narrowed(viewer, rows, cycle, team, moment), hidden)
    else:
        level = _roots_now(viewer, cycle, team, moment, with_drafts=with_drafts)
    if after is not None:
        level = level.filter(_behind(rows, after, moment))
    page = objectives_read(level.order_by("place", "order", "objective_id")[: limit + 1], moment)
    nodes = nodes_of(viewer=viewer, rows=page[:limit], moment=moment, under=under, hidden=hidden)
    return TreeLevel(
        cycle=Name(cycle.public_id, cycle.name),
        as_of=as_of,
        nodes=nodes,
        after=nodes[-1].public_id if len(page) > limit else None,
    )


def _without(level: QuerySet[Any], hidden: Q | None) -> QuerySet[Any]:
    return level if hidden is None else level.exclude(hidden)


@asked_alike(128)
def _roots_now(
    viewer: Actor, cycle: Cycle, team: Team | None, now: Moment, *, with_drafts: bool
) -> QuerySet[Any]:
    """Return the roots of a cycle, or of a team in it; of both their keys alone are asked."""
    rows = objectives_seen(viewer)
    hidden = None if with_drafts else _planned_by_others(viewer, rows, cycle)
    return _without(roots_narrowed(viewer, rows, cycle, team, now), hidden)


def _id(rows: QuerySet[Any], public_id: str, moment: Moment) -> int:
    found = rows.filter(**{objective_key(moment, "public_id"): public_id})
    objective_id: int | None = found.values_list("objective_id", flat=True).first()
    if objective_id is None:
        raise NotFound("okrs.objective.not_found")
    return objective_id


def roots_narrowed(
    viewer: Actor, rows: QuerySet[Any], cycle: Cycle, team: Team | None, moment: Moment
) -> QuerySet[Any]:
    """Narrow to what has no parent among the objectives the tree is of.

    Args:
        viewer: Who asks.
        rows: What they see, of `objectives_at`.
        cycle: Whose tree.
        team: Its tree alone, with those below it.
        moment: Of which the rows are.
    """
    scope = Q(cycle=cycle)
    if team is not None:
        # A path is made of ids, so who is in it does not depend on where the team lay then.
        scope &= Q(place__contains=f"/{team.pk}/")
    own = "subject_id" if moment.is_past else "pk"
    parents = links_standing(
        moment,
        child_objective=OuterRef(own),
        parent_objective__in=rows.filter(scope).order_by().values(own),
    )
    if team is None:
        few = _perhaps_roots_then(moment) if moment.is_past else _perhaps_roots(cycle)
        scope &= Q(**{f"{own}__in": few})
    elif not moment.is_past:
        # By its teams, of which there is an index: of a place all objectives would be read.
        below = Team.every.filter(path__contains=f"/{team.pk}/").values("pk")
        scope = Q(cycle=cycle, team__in=below)
    return rows.filter(scope).exclude(Exists(parents))


def _planned_by_others(viewer: Actor, rows: QuerySet[Any], cycle: Cycle) -> Q:
    """Return the condition of what others still plan; nothing until something of it has begun."""
    begun = rows.filter(cycle=cycle).exclude(state__in=EDITABLE_STATES)
    planned = Q(state__in=EDITABLE_STATES)
    if isinstance(viewer, Viewer):
        planned &= ~Q(owner=viewer.person_id) | Q(owner=None)
    return planned & Q(Exists(begun.order_by().values("objective_id")))


def _perhaps_roots(cycle: Cycle) -> QuerySet[Any, dict[str, Any]]:
    """Return the few that can be roots: what is tied to nothing, and what hidden ones stand above.

    So a tree of a hundred thousand is not read to find its top.
    """
    loose = Objective.objects.filter(cycle=cycle, is_tied=False).values("pk")
    below_hidden = Alignment.objects.filter(
        ~Q(parent_objective__visibility=Visibility.ORGANIZATION),
        is_removed=False,
        parent_objective__cycle=cycle,
    )
    return loose.union(below_hidden.values("child_objective"))


def _perhaps_roots_then(moment: Moment) -> QuerySet[Any, dict[str, Any]]:
    """Return the same of a past day, of every cycle: what is at the top today, or was moved since.

    What is tied today was tied then, unless the link came later, or it or the parent stood in
    another cycle then, or not everybody sees the parent.
    """
    loose = Objective.objects.filter(is_tied=False).values("pk")
    linked_since = AlignmentState.objects.filter(
        valid_to=None, valid_from__gt=moment.recorded_by, is_removed=False
    )
    moved_since = ObjectiveState.objects.filter(
        ~Q(cycle=F("subject__cycle")), valid_to__gt=moment.recorded_by
    ).values("subject")
    below_hidden = Alignment.objects.filter(
        ~Q(parent_objective__visibility=Visibility.ORGANIZATION)
    )
    below_moved = Alignment.objects.filter(parent_objective__in=moved_since)
    return loose.union(
        linked_since.values("subject__child_objective"),
        moved_since,
        below_hidden.values("child_objective"),
        below_moved.values("child_objective"),
    )


def _below(rows: QuerySet[Any], parent_id: int, moment: Moment) -> QuerySet[Any]:
    children = links_at(moment, parent_objective=parent_id)
    own = "subject__in" if moment.is_past else "pk__in"
    return rows.filter(**{own: children.values(link_key(moment, "child_objective_id"))})


def _behind(rows: QuerySet[Any], after: str, moment: Moment) -> Q:
    """Return the condition of standing behind the objective a page ended with."""
    found = rows.filter(**{objective_key(moment, "public_id"): after})
    key = found.values_list("place", "order", "objective_id").first()
    if key is None:
        raise NotFound("okrs.objective.not_found")
    place, order, objective_id = key
    return Q(place__gt=place) | Q(place=place) & (
        Q(order__gt=order) | Q(order=order, objective_id__gt=objective_id)
    )

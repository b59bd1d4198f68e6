"""How many objectives of a cycle had which status on a past day: as it is kept, or counted.

What everybody sees of a large cycle is kept by the day (ADR 0024). What not everybody sees is
counted for whoever asks: no figure of it is ever written down.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from django.db.models import Count, FilteredRelation, Q, QuerySet, Sum

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.lifecycle import MEASURED_STATES
from plumbline.domain.okrs.models import ObjectiveState, PastMark, PastStatuses, Visibility
from plumbline.domain.okrs.models.past_counts import NOBODYS
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.okrs.selectors.rows_at import objective_key, objectives_at
from plumbline.domain.okrs.selectors.team_tallies import MARKED_MOST, past_rows
from plumbline.domain.orgs.viewers import Actor
from plumbline.engine.scoring.statuses import Status

#: How many have which status, by the row of the priority they name.
ByPriority = Mapping[int | None, Counter[Status]]


class Standing(NamedTuple):
    """What is alike in objectives that are kept together; 0 is no team, or no priority."""

    team_id: int
    priority_id: int
    status: str


def statuses_seen(viewer: Actor, cycle: Cycle, moment: Moment) -> ByPriority:
    """Count what a viewer sees of a cycle by priority and by status.

    One query; four, and five where something is marked, where the past day is kept.
    """
    marked = _marked(cycle, moment)
    rows = objectives_at(viewer, moment).filter(cycle=cycle)
    if marked is None:
        return statuses_of(rows, moment)
    found: dict[int | None, Counter[Status]] = defaultdict(Counter)
    kept = statuses_rows(cycle, moment).exclude(team_id__in=marked).order_by()
    sums = kept.values_list("priority_id", "status").annotate(n=Sum("objectives"))
    for priority, status, count in sums:
        found[priority or None][Status(status)] += count
    for_all = Q(**{objective_key(moment, "visibility"): Visibility.ORGANIZATION})
    parts = [~for_all]
    if marked:
        parts.append(for_all & _of_teams(marked))
    for which in parts:
        for priority, counts in statuses_of(rows.filter(which), moment).items():
            found[priority].update(counts)
    return found


def _marked(cycle: Cycle, moment: Moment) -> set[int] | None:
    """Return the teams whose kept rows no longer hold; `None` where a page is to count all."""
    if not moment.is_past or not past_rows(cycle, moment).exists():
        return None
    marks = PastMark.objects.filter(cycle_id=cycle.pk).values_list("team_id", flat=True)
    marked = set(marks.distinct()[: MARKED_MOST + 1])
    return None if len(marked) > MARKED_MOST else marked


def _of_teams(teams: Collection[int]) -> Q:
    which = Q(team__in=teams)
    return which | Q(team=None) if NOBODYS in teams else which


def statuses_of(rows: QuerySet[Any], moment: Moment) -> ByPriority:
    """Count rows of `objectives_at` by the priority they name and by status (one query)."""
    found: dict[int | None, Counter[Status]] = defaultdict(Counter)
    bare, status = _with_status(rows.order_by(), moment)
    groups = bare.values_list("priority_id", "state", status).annotate(n=Count("pk"))
    for priority, state, stored, count in groups:
        found[priority][_told(state, stored)] += count
    return found


def statuses_rows(cycle: Cycle, moment: Moment) -> QuerySet[PastStatuses]:
    """Return what is kept of a cycle as of a past day, where its clock is that of today."""
    return PastStatuses.objects.filter(cycle=cycle, day=moment.day, recorded_by=moment.recorded_by)


def statuses_counted(
    cycle: Cycle, moment: Moment, teams: Collection[int] | None
) -> Mapping[Standing, int]:
    """Count what everybody sees of a cycle as of a past day, as it is kept (one query).

    Args:
        cycle: Whose objectives.
        moment: Of a past day.
        teams: Only what they had then, 0 being what had no team; `None` for all.
    """
    rows = ObjectiveState.objects.filter(
        moment.in_force,
        cycle=cycle,
        subject__is_staged=False,
        subject__visibility=Visibility.ORGANIZATION,
    )
    if teams is not None:
        rows = rows.filter(_of_teams(teams))
    bare, status = _with_status(rows.order_by(), moment)
    groups = bare.values_list("team_id", "priority_id", "state", status).annotate(n=Count("pk"))
    found: Counter[Standing] = Counter()
    for team, priority, state, stored, count in groups:
        found[Standing(team or NOBODYS, priority or NOBODYS, _told(state, stored))] += count
    return found


def _with_status(rows: QuerySet[Any], moment: Moment) -> tuple[QuerySet[Any], str]:
    """Return rows of objectives and the path of the status that was stored for each."""
    if not moment.is_past:
        return rows, "score__status"
    scores = "subject__score__states"
    begun = Q(**{f"{scores}__valid_from__lte": moment.recorded_by})
    lasting = Q(**{f"{scores}__valid_to": None})
    lasting |= Q(**{f"{scores}__valid_to__gt": moment.recorded_by})
    stood = FilteredRelation(scores, condition=begun & lasting)
    return rows.annotate(stood=stood), "stood__status"


def _told(state: str, stored: str | None) -> Status:
    return Status(stored) if stored and state in MEASURED_STATES else Status.NOT_COMPUTED

"""What moved in a week in a whole cycle: the newest check-ins, however large it is."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.db.models import QuerySet

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import KeyResult, Reading
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.selectors.moments import moment_of
from plumbline.domain.okrs.selectors.nodes import key_result_facts
from plumbline.domain.okrs.selectors.rows_at import key_result_now, span_at
from plumbline.domain.okrs.selectors.team_work import TOLD, WEEK, Moved, moved_by, readings_said
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.scoping import asked_alike

MOST: Final = 8
"""So many are told on a page that is about something else."""
LOOKED_THROUGH: Final = 500
"""Of so many check-ins the newest: what a hundred thousand people say in a week is not read."""


@dataclass(frozen=True, slots=True)
class CompanyWeek:
    """The newest of what moved; `is_all` unless there was more of it."""

    moved: tuple[Moved, ...]
    is_all: bool


def company_week(*, viewer: Actor, cycle: Cycle, at: datetime) -> CompanyWeek:
    """Return what the viewer sees of what was checked in within seven days, the newest first.

    One query. Of pauses nothing is read: what is told of a key result here is its value, not its
    pace.
    """
    moment = moment_of(at=at, as_of=None)
    since = moment.day - WEEK + timedelta(days=1)
    found: dict[KeyResult, list[Reading]] = defaultdict(list)
    for row in _readings_asked(viewer, cycle.pk, since):
        found[row.key_result].append(row)
    span = span_at(cycle, moment)
    moved = []
    for key_result, rows in found.items():
        objective = key_result.objective
        facts = key_result_facts(
            key_result_now(key_result), span, (), moment, team_id=objective.team_id
        )
        name = Name(objective.public_id, objective.title)
        each = moved_by(facts, name, rows, since, on=moment.day)
        if each is not None:
            moved.append((key_result.pk, each))
    moved.sort(key=lambda pair: (-(pair[1].facts.current_on or since).toordinal(), pair[0]))
    return CompanyWeek(tuple(each for _, each in moved[:MOST]), is_all=len(moved) <= MOST)


@asked_alike(128)
def _readings_asked(viewer: Actor, cycle_id: int, since: date) -> QuerySet[Reading]:
    """Return all values of the key results that were checked in on last."""
    # By when it was recorded, which an index tells; with two days more for time zones.
    recorded = datetime.combine(since - timedelta(days=2), time.min, UTC)
    recent = CheckIn.objects.filter(
        visible_to(viewer, of="key_result__objective"), recorded_at__gte=recorded
    ).order_by("-recorded_at")
    newest = KeyResult.objects.filter(
        pk__in=recent.values("key_result")[:LOOKED_THROUGH],
        objective__cycle=cycle_id,
        objective__is_personal=False,
        objective__state__in=TOLD,
        state__in=TOLD,
        score__current_on__gte=since,
    ).order_by("-score__current_on", "pk")
    readings = Reading.objects.filter(key_result__in=newest.values("pk")[: MOST + 1])
    return readings_said(readings).select_related(
        "key_result__owner", "key_result__score", "key_result__objective"
    )

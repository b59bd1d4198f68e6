"""Reading one's own plan of a week."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, Q, When

from plumbline.domain.okrs.models import KeyResult, State
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.permissions import permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Thing, Viewer
from plumbline.domain.reviews.models import WeekPlan, WeekPriority
from plumbline.domain.reviews.weeks import week_of
from plumbline.domain.tenancy.context import organization_bound

SERVED_OFFERED = 200
"""A select that one still reads through."""


@dataclass(frozen=True, slots=True)
class PlannedFacts:
    """One of the first things of a week.

    Attributes:
        serves: The key result it serves; `None` where it serves none that its writer still sees.
    """

    text: str
    serves: Name | None
    is_done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPlanFacts:
    """One's plan of a week; empty, of version 0, while there is none.

    Attributes:
        week: The Monday of the week.
        left: What was not done in the week before, offered where this one has no plan yet.
    """

    week: date
    intention: str = ""
    priorities: tuple[PlannedFacts, ...] = ()
    left: tuple[PlannedFacts, ...] = ()
    version: int = 0


def week_plan(*, viewer: Viewer, at: datetime) -> WeekPlanFacts | None:
    """Return one's own plan of the week; `None` for who has none (at most three queries)."""
    if not permitted(viewer, Act.EDIT, Thing(kind=Kind.PERSON, person_id=viewer.person_id)):
        return None
    week = week_of(organization_day(organization_bound(), at))
    weeks = (week, week - timedelta(weeks=1))
    own = WeekPlan.objects.filter(person_id=viewer.person_id, week__in=weeks)
    plans = {row.week: row for row in own}
    lines = _lines(viewer, plans) if plans else {}
    row = plans.get(week)
    if row is None:
        left = tuple(each for each in lines.get(weeks[1], ()) if not each.is_done)
        return WeekPlanFacts(week=week, left=left)
    return WeekPlanFacts(
        week=week,
        intention=row.intention,
        priorities=lines.get(week, ()),
        version=row.version,
    )


def plan_as_read(*, viewer: Viewer, plan: WeekPlan) -> WeekPlanFacts:
    """Return a plan of the viewer's own that was just read (at most two queries)."""
    return WeekPlanFacts(
        week=plan.week,
        intention=plan.intention,
        priorities=_lines(viewer, {plan.week: plan}).get(plan.week, ()) if plan.pk else (),
        version=plan.version,
    )


def results_to_serve(*, viewer: Viewer) -> tuple[Name, ...]:
    """Return the key results that the work of a week can serve, one's own first (one query).

    Those that run and are one's own, of an objective of one's own, or of a team one belongs to.
    """
    own = Q(owner=viewer.person_id) | Q(objective__owner=viewer.person_id)
    near = own | Q(objective__team__in=viewer.member_team_ids)
    rows = KeyResult.objects.filter(
        visible_to(viewer, of="objective"), near, state=State.ACTIVE, objective__state=State.ACTIVE
    )
    first = Case(When(owner=viewer.person_id, then=0), When(own, then=1), default=2)
    ordered = rows.order_by(first, "title", "pk").values_list("public_id", "title")
    return tuple(Name(*row) for row in ordered[:SERVED_OFFERED])


def _lines(viewer: Viewer, plans: dict[date, WeekPlan]) -> dict[date, tuple[PlannedFacts, ...]]:
    rows = WeekPriority.objects.filter(plan__in=plans.values()).order_by("place")
    found: dict[date, list[WeekPriority]] = {}
    weeks = {plan.pk: week for week, plan in plans.items()}
    for row in rows:
        found.setdefault(weeks[row.plan_id], []).append(row)
    served = {row.key_result_id for each in found.values() for row in each if row.key_result_id}
    seen = KeyResult.objects.filter(visible_to(viewer, of="objective"), pk__in=served)
    names = {
        pk: Name(public_id, title)
        for pk, public_id, title in (seen.values_list("pk", "public_id", "title") if served else ())
    }
    return {
        week: tuple(
            PlannedFacts(row.text, names.get(row.key_result_id or 0), row.is_done) for row in each
        )
        for week, each in found.items()
    }

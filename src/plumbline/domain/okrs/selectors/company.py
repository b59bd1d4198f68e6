"""What the page of the organization leads with: counts, and what serves which priority."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import (
    KeyResult,
    KeyResultState,
    Objective,
    ObjectiveState,
    Pause,
    State,
    Visibility,
)
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.selectors.moments import Moment, moment_of
from plumbline.domain.okrs.selectors.rows_at import (
    Span,
    objective_key,
    objectives_at,
    pauses_at,
    spans_at,
)
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.strategy.selectors import priorities_then
from plumbline.engine.documents import model as documents
from plumbline.engine.scoring.staleness import CheckInState, check_in_state


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyCounts:
    """Key results that run, by how their check-ins stand.

    Only objectives that the whole organization sees are counted, so that everybody reads the
    same numbers.

    Attributes:
        objectives: Objectives that run.
        key_results: Their active key results without guardrails.
        fresh: Of these, checked in within their cadence.
        due: Of these, due or in the days of grace.
        stale: More than the days of grace late, less than two cadences.
        overdue: Two cadences without a word.
        no_data: Never checked in.
        guardrails: Guardrails, which are counted nowhere else.
        breached: Of these, breached.
        closed: Closed key results without guardrails; counted only when none runs any more.
        graded: Of these, with a final score.
    """

    objectives: int
    key_results: int
    fresh: int
    due: int
    stale: int
    overdue: int
    no_data: int
    guardrails: int
    breached: int
    closed: int = 0
    graded: int = 0


@dataclass(frozen=True, slots=True)
class PriorityServed:
    """A strategic priority with the objectives of a cycle that serve it."""

    title: str
    why: str
    objectives: tuple[Name, ...]


def company_counts(
    *, viewer: Actor, cycle: Cycle, at: datetime, as_of: date | None = None
) -> CompanyCounts:
    """Count what runs in a cycle, or else what is over (three queries, however much there is).

    Four of a past day: the cycle had the days that it had then.
    """
    del viewer  # an aggregate has one value for everyone
    moment = moment_of(at=at, as_of=as_of)
    states: Counter[CheckInState] = Counter()
    guardrails: Counter[bool] = Counter()
    rows = _running_key_results(cycle, moment)
    span = spans_at({cycle.pk}, moment)[cycle.pk] if moment.is_past else cycle
    paused = Exists(_pauses(moment))
    groups = rows.filter(~paused).values(*_FACTS).annotate(count=Count("pk"))
    for group in groups:
        _add(group, group["count"], states, guardrails, moment=moment, span=span)
    singles = list(rows.filter(paused).values("key_result", "objective", *_FACTS))
    if singles:
        pauses = pauses_at({row["objective"] for row in singles}, moment)
        for row in singles:
            stops = (
                *pauses.of_key_result.get(row["key_result"], ()),
                *pauses.of_objective.get(row["objective"], ()),
            )
            _add(row, 1, states, guardrails, moment=moment, span=span, pauses=stops)
    over = _Over(0, 0) if states.total() else _over(cycle, moment)
    return CompanyCounts(
        objectives=_objectives(cycle, moment, _RUNNING).count(),
        key_results=states.total(),
        fresh=states[CheckInState.FRESH],
        due=states[CheckInState.DUE],
        stale=states[CheckInState.STALE],
        overdue=states[CheckInState.OVERDUE],
        no_data=states[CheckInState.NO_DATA],
        guardrails=guardrails.total(),
        breached=guardrails[True],
        closed=over.closed,
        graded=over.graded,
    )


def priorities_served(
    *, viewer: Actor, cycle: Cycle, at: datetime, as_of: date | None = None
) -> tuple[PriorityServed, ...]:
    """Return the priorities in use with the objectives of a cycle, as far as the viewer sees them.

    Two queries. A stopped or merely proposed objective serves nothing.
    """
    moment = moment_of(at=at, as_of=as_of)
    rows = objectives_at(viewer, moment).filter(cycle=cycle, priority__isnull=False)
    rows = rows.exclude(state__in=(State.STOPPED, State.PROPOSED)).order_by("place", "order", "pk")
    served: dict[int, list[Name]] = defaultdict(list)
    key = objective_key(moment, "public_id")
    for priority, public_id, title in rows.values_list("priority_id", key, "title"):
        served[priority].append(Name(public_id, title))
    return tuple(
        PriorityServed(priority.title, priority.why, tuple(served[priority.id]))
        for priority in priorities_then(viewer=viewer, as_of=as_of)
    )


_FACTS = ("is_guardrail", "cadence", "start", "due", "checked_in_on", "is_breached")
_RUNNING = (State.ACTIVE, State.GRADING)


def _objectives(cycle: Cycle, moment: Moment, states: tuple[State, ...]) -> QuerySet[Any]:
    """Return objectives everybody sees, present rows or states; `objective` is the key of each."""
    rows: QuerySet[Any]
    if moment.is_past:
        open_now = Q(subject__visibility=Visibility.ORGANIZATION, subject__is_staged=False)
        rows = ObjectiveState.objects.filter(moment.in_force, open_now)
        rows = rows.annotate(objective=F("subject_id"))
    else:
        rows = Objective.objects.filter(visibility=Visibility.ORGANIZATION, is_staged=False)
        rows = rows.annotate(objective=F("pk"))
    rows = rows.filter(cycle=cycle, state__in=states)
    return rows


class _Over(NamedTuple):
    """Closed key results, and those of them that have a final score."""

    closed: int
    graded: int


def _over(cycle: Cycle, moment: Moment) -> _Over:
    """Count what is closed (one query)."""
    objectives = _objectives(cycle, moment, (State.CLOSED,)).values("objective")
    rows: QuerySet[Any]
    if moment.is_past:
        rows = KeyResultState.objects.filter(moment.in_force, subject__objective__in=objectives)
    else:
        rows = KeyResult.objects.filter(objective__in=objectives)
    rows = rows.filter(state=State.CLOSED, is_guardrail=False)
    found = rows.aggregate(closed=Count("pk"), graded=Count("final_score"))
    return _Over(found["closed"], found["graded"])


def _running_key_results(cycle: Cycle, moment: Moment) -> QuerySet[Any]:
    """Return the key results that run, with what their check-ins say under the names of _FACTS."""
    rows: QuerySet[Any]
    objectives = _objectives(cycle, moment, _RUNNING).values("objective")
    if not moment.is_past:
        rows = KeyResult.objects.filter(objective__in=objectives, state__in=_RUNNING)
        rows = rows.annotate(
            key_result=F("pk"),
            checked_in_on=F("score__checked_in_on"),
            is_breached=F("score__is_breached"),
        )
        return rows
    scored = Q(subject__score__states__valid_from__lte=moment.recorded_by) & (
        Q(subject__score__states__valid_to__gt=moment.recorded_by)
        | Q(subject__score__states__valid_to=None)
    )
    states = KeyResultState.objects.filter(moment.in_force, scored, state__in=_RUNNING)
    rows = states.filter(subject__objective__in=objectives).annotate(
        key_result=F("subject_id"),
        objective=F("subject__objective_id"),
        checked_in_on=F("subject__score__states__checked_in_on"),
        is_breached=F("subject__score__states__is_breached"),
    )
    return rows


def _pauses(moment: Moment) -> QuerySet[Pause]:
    return Pause.objects.filter(
        moment.known(),
        Q(key_result=OuterRef("key_result")) | Q(objective=OuterRef("objective")),
    )


def _add(
    row: dict[str, Any],
    count: int,
    states: Counter[CheckInState],
    guardrails: Counter[bool],
    *,
    moment: Moment,
    span: Span | Cycle,
    pauses: tuple[documents.Pause, ...] = (),
) -> None:
    if row["is_guardrail"]:
        guardrails[bool(row["is_breached"])] += count
        return
    state = check_in_state(
        documents.Cadence(row["cadence"]),
        row["checked_in_on"],
        row["start"] or span.start,
        moment.day,
        end=row["due"] or span.end,
        pauses=pauses,
    )
    states[state] += count

"""What counts of a team, grouped by everything that its figures depend on.

The database counts what is alike, so that the figures of a whole organization are put together from
a few groups and not from its objectives one by one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import (
    KeyResult,
    KeyResultState,
    Objective,
    ObjectiveScoreState,
    ObjectiveState,
    Pause,
    State,
    Status,
    Visibility,
)
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.okrs.selectors.names import then
from plumbline.domain.okrs.selectors.rows_at import Span, pauses_at, spans_at
from plumbline.domain.orgs.models import Team
from plumbline.engine.documents import model as documents
from plumbline.engine.scoring.staleness import CheckInState, check_in_state

#: Objectives that enter a mean; one that was stopped is out of it.
COUNTED = (State.ACTIVE, State.PAUSED, State.GRADING, State.CLOSED)
RUNNING = (State.ACTIVE, State.GRADING)


@dataclass(frozen=True, slots=True)
class ObjectiveGroup:
    """Objectives that are alike in all that counts."""

    style: str
    is_own: bool
    is_inside: bool
    is_running: bool
    progress: int | None
    count: int


@dataclass(frozen=True, slots=True)
class ResultGroup:
    """Key results that are alike in all that counts."""

    style: str
    is_own: bool
    is_inside: bool
    is_guardrail: bool
    is_breached: bool
    check_in: CheckInState
    status: str
    count: int


def objectives_counted(team: Team, cycle: Cycle, moment: Moment) -> QuerySet[Any]:
    """Return what counts of a team and those below it; `objective` is the key of each."""
    rows: QuerySet[Any]
    if moment.is_past:
        seen = Q(subject__visibility=Visibility.ORGANIZATION) | Q(
            subject__visibility=Visibility.TEAM, subject__team=team.pk
        )
        rows = ObjectiveState.objects.filter(moment.in_force, seen, subject__is_staged=False)
        rows = rows.annotate(
            objective=F("subject_id"), place=then(Team, "path", moment, by="team")
        ).filter(place__contains=f"/{team.pk}/")
        inside = Q(subject__visibility=Visibility.TEAM)
    else:
        seen = Q(visibility=Visibility.ORGANIZATION) | Q(visibility=Visibility.TEAM, team=team.pk)
        rows = Objective.objects.filter(seen, is_staged=False, team__path__startswith=team.path)
        rows = rows.annotate(objective=F("pk"))
        inside = Q(visibility=Visibility.TEAM)
    found: QuerySet[Any] = rows.filter(cycle=cycle, is_personal=False, state__in=COUNTED).annotate(
        is_own=_flag(Q(team=team.pk)), is_inside=_flag(inside)
    )
    return found


def _flag(condition: Q) -> "ExpressionWrapper[Q]":
    return ExpressionWrapper(condition, output_field=BooleanField())


def reached(moment: Moment) -> Any:  # noqa: ANN401  # an expression of either kind
    """Return the stored progress of an objective as an expression of `objectives_counted`."""
    if not moment.is_past:
        return F("score__progress")
    scores = ObjectiveScoreState.objects.filter(
        moment.in_force, subject__objective=OuterRef("subject_id")
    )
    return Subquery(scores.values("progress")[:1])


def objective_groups(objectives: QuerySet[Any], moment: Moment) -> list[ObjectiveGroup]:
    """Count objectives that are alike (one query)."""
    rows = objectives.annotate(reached=reached(moment), is_running=_flag(Q(state__in=RUNNING)))
    keys = ("style", "is_own", "is_inside", "is_running", "reached")
    groups = rows.order_by().values_list(*keys).annotate(count=Count("pk"))
    return [ObjectiveGroup(*group) for group in groups]


_FACTS = ("is_guardrail", "cadence", "start", "due", "checked_in_on", "is_breached", "stands")
_PLACE = ("style", "is_own", "is_inside")


def key_result_groups(
    objectives: QuerySet[Any], team: Team, cycle: Cycle, moment: Moment
) -> list[ResultGroup]:
    """Count key results that run and are alike (two queries; one more of a past day)."""
    rows = _key_results(objectives, team, moment)
    span = spans_at({cycle.pk}, moment)[cycle.pk] if moment.is_past else None
    lasts = Span("", "", cycle.start, cycle.end) if span is None else span
    paused = Exists(_pauses(moment))
    alike = rows.filter(~paused).order_by().values(*_PLACE, *_FACTS).annotate(count=Count("pk"))
    groups = [_result_group(row, row["count"], moment, lasts) for row in alike]
    singles = list(rows.filter(paused).values("key_result", "objective_key", *_PLACE, *_FACTS))
    if singles:
        pauses = pauses_at({row["objective_key"] for row in singles}, moment)
        for row in singles:
            stops = (
                *pauses.of_key_result.get(row["key_result"], ()),
                *pauses.of_objective.get(row["objective_key"], ()),
            )
            groups.append(_result_group(row, 1, moment, lasts, stops))
    return groups


def _key_results(objectives: QuerySet[Any], team: Team, moment: Moment) -> QuerySet[Any]:
    """Return key results that run, under the names of _PLACE and _FACTS."""
    running = objectives.filter(state__in=RUNNING).values("objective")
    rows: QuerySet[Any]
    if not moment.is_past:
        rows = KeyResult.objects.filter(objective__in=running, state__in=RUNNING)
        rows = rows.annotate(
            key_result=F("pk"),
            objective_key=F("objective_id"),
            style=F("objective__style"),
            is_own=_flag(Q(objective__team=team.pk)),
            is_inside=_flag(Q(objective__visibility=Visibility.TEAM)),
            checked_in_on=F("score__checked_in_on"),
            is_breached=F("score__is_breached"),
            stands=F("score__status"),
        )
        return rows
    joined = _in_force("subject__score__states", moment) & _in_force(
        "subject__objective__states", moment
    )
    rows = KeyResultState.objects.filter(moment.in_force, joined, state__in=RUNNING)
    rows = rows.filter(subject__objective__in=running).annotate(
        key_result=F("subject_id"),
        objective_key=F("subject__objective_id"),
        style=F("subject__objective__states__style"),
        is_own=_flag(Q(subject__objective__states__team=team.pk)),
        is_inside=_flag(Q(subject__objective__visibility=Visibility.TEAM)),
        checked_in_on=F("subject__score__states__checked_in_on"),
        is_breached=F("subject__score__states__is_breached"),
        stands=F("subject__score__states__status"),
    )
    return rows


def _in_force(path: str, moment: Moment) -> Q:
    """Return the condition that picks the states of a moment behind a relation."""
    begun = Q(**{f"{path}__valid_from__lte": moment.recorded_by})
    ended = Q(**{f"{path}__valid_to__gt": moment.recorded_by})
    return begun & (ended | Q(**{f"{path}__valid_to": None}))


def _pauses(moment: Moment) -> QuerySet[Pause]:
    return Pause.objects.filter(
        moment.known(),
        Q(key_result=OuterRef("key_result")) | Q(objective=OuterRef("objective_key")),
    )


def _result_group(
    row: Mapping[str, Any],
    count: int,
    moment: Moment,
    span: Span,
    pauses: tuple[documents.Pause, ...] = (),
) -> ResultGroup:
    state = check_in_state(
        documents.Cadence(row["cadence"]),
        row["checked_in_on"],
        row["start"] or span.start,
        moment.day,
        end=row["due"] or span.end,
        pauses=pauses,
    )
    return ResultGroup(
        style=row["style"],
        is_own=bool(row["is_own"]),
        is_inside=bool(row["is_inside"]),
        is_guardrail=row["is_guardrail"],
        is_breached=bool(row["is_breached"]),
        check_in=state,
        status=row["stands"] or Status.NOT_COMPUTED,
        count=count,
    )


def closed_counts(objectives: QuerySet[Any], moment: Moment) -> dict[str, int]:
    """Count closed key results, and those of them that have a final score."""
    over = objectives.filter(state=State.CLOSED, is_own=True, is_inside=False).values("objective")
    rows: QuerySet[Any]
    if moment.is_past:
        rows = KeyResultState.objects.filter(moment.in_force, subject__objective__in=over)
    else:
        rows = KeyResult.objects.filter(objective__in=over)
    rows = rows.filter(state=State.CLOSED, is_guardrail=False)
    return rows.aggregate(closed=Count("pk"), graded=Count("final_score"))

"""What counts of teams, grouped by everything that their figures depend on.

The database counts what is alike, so that the figures of a whole organization are put together from
groups and not from its objectives one by one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
)

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.definitions import pauses_counted
from plumbline.domain.okrs.models import (
    KeyResult,
    KeyResultState,
    Objective,
    ObjectiveState,
    Pause,
    State,
    Status,
    Visibility,
)
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.okrs.selectors.names import then
from plumbline.domain.okrs.selectors.rows_at import Span, pauses_at, span_at, told_below_left
from plumbline.domain.orgs.calendar import calendar_bound, working_for
from plumbline.domain.orgs.models import Team
from plumbline.engine.documents import model as documents
from plumbline.engine.scoring.staleness import CheckInState, check_in_state

#: Objectives that enter a mean; one that was stopped is out of it.
COUNTED = (State.ACTIVE, State.PAUSED, State.GRADING, State.CLOSED)
RUNNING = (State.ACTIVE, State.GRADING)


class Place(NamedTuple):
    """Where something is counted: in which team, seen by the team alone or not, in which style."""

    team_id: int
    is_inside: bool
    style: str


@dataclass(frozen=True, slots=True)
class ObjectiveGroup:
    """Objectives that are alike in all that counts."""

    place: Place
    is_running: bool
    progress: int | None
    count: int


@dataclass(frozen=True, slots=True)
class ResultGroup:
    """Key results that run and are alike in all that counts.

    Of the confidence of their owners it says how many said one, and the sum.
    """

    place: Place
    is_guardrail: bool
    is_breached: bool
    check_in: CheckInState
    status: str
    count: int
    confident: int
    confidence_sum: int


@dataclass(frozen=True, slots=True)
class ClosedGroup:
    """Closed key results, and those of them that have a final score."""

    place: Place
    closed: int
    graded: int


def objectives_of(team: Team, cycle: Cycle, moment: Moment) -> QuerySet[Any]:
    """Return what counts of a team and those below it; see `objectives_counted`.

    Of what a team keeps to itself only this one's is among it.
    """
    if moment.is_past:
        seen = Q(subject__visibility=Visibility.ORGANIZATION) | Q(
            subject__visibility=Visibility.TEAM, subject__team=team.pk
        )
        rows = objectives_counted(cycle, moment).filter(seen)
        if team.parent_id is None:
            return rows  # all teams are, and ever were, below the company
        # A path is made of ids, so it is the path of then that says who was in it.
        there: QuerySet[Any] = rows.annotate(path_then=then(Team, "path", moment, by="team"))
        return there.filter(path_then__contains=f"/{team.pk}/")
    seen = Q(visibility=Visibility.ORGANIZATION) | Q(visibility=Visibility.TEAM, team=team.pk)
    return objectives_counted(cycle, moment).filter(seen, team__path__startswith=team.path)


def objectives_counted(cycle: Cycle, moment: Moment) -> QuerySet[Any]:
    """Return what counts of a cycle; `objective` is the key of each.

    `is_inside` says whether its team alone sees it. Private and personal ones count nowhere.
    """
    rows: QuerySet[Any]
    if moment.is_past:
        rows = ObjectiveState.objects.filter(moment.in_force, subject__is_staged=False)
        rows = rows.annotate(objective=F("subject_id"))
        visibility = "subject__visibility"
    else:
        rows = Objective.objects.filter(is_staged=False).annotate(objective=F("pk"))
        visibility = "visibility"
    rows = rows.exclude(**{visibility: Visibility.PRIVATE})
    found: QuerySet[Any] = rows.filter(cycle=cycle, is_personal=False, state__in=COUNTED).annotate(
        is_inside=_flag(Q(**{visibility: Visibility.TEAM}))
    )
    return found


def _flag(condition: Q) -> "ExpressionWrapper[Q]":
    return ExpressionWrapper(condition, output_field=BooleanField())


def with_progress(objectives: QuerySet[Any], moment: Moment) -> QuerySet[Any]:
    """Return rows of `objectives_counted` with the stored progress of each, as `reached`."""
    rows: QuerySet[Any]
    if moment.is_past:
        scores = "subject__score__states"
        stood = FilteredRelation(scores, condition=_in_force(scores, moment))
        rows = objectives.annotate(stood=stood, reached=F("stood__progress"))
    else:
        rows = objectives.annotate(reached=F("score__progress"))
    return rows


_PLACE = ("team_id", "is_inside", "style")


def objective_groups(objectives: QuerySet[Any], moment: Moment) -> list[ObjectiveGroup]:
    """Count objectives that are alike (one query)."""
    rows = with_progress(objectives, moment).annotate(is_running=_flag(Q(state__in=RUNNING)))
    keys = (*_PLACE, "is_running", "reached")
    groups = rows.order_by().values_list(*keys).annotate(count=Count("pk"))
    return [
        ObjectiveGroup(Place(team_id, bool(is_inside), style), bool(is_running), progress, count)
        for team_id, is_inside, style, is_running, progress, count in groups
    ]


_FACTS = ("is_guardrail", "cadence", "start", "due", "checked_in_on", "is_breached", "stands")
_PAUSED, _MOVED = "paused", "moved"
LOCATION = "owner__location_id"
_RESULT_PLACE = ("of_team", "of_inside", "of_style")


class Which(Enum):
    """Which key results of a past day: all, or by whether they were moved away since."""

    ALL = auto()
    STAYED = auto()
    MOVED = auto()


def key_result_groups(
    objectives: QuerySet[Any], cycle: Cycle, moment: Moment, which: Which = Which.ALL
) -> list[ResultGroup]:
    """Count key results that run and are alike, those with pauses one by one.

    Two queries (one more of a past day); two more where anything ever paused. Of a past day as many
    again for what was moved to another objective since, where anything ever was.
    """
    ever = _ever(moment)
    if which is Which.MOVED and _MOVED not in ever:
        return []
    span, any_paused = span_at(cycle, moment), _PAUSED in ever
    groups: list[ResultGroup] = []
    if which is not Which.MOVED:
        groups += _alike(_running(objectives, moment), moment, span, any_paused=any_paused)
    if which is not Which.STAYED and _MOVED in ever:
        gone = _running(objectives, moment, is_gone=True)
        groups += _alike(gone, moment, span, any_paused=any_paused)
    return groups


def _ever(moment: Moment) -> set[str]:
    """Return what ever happened to key results, of which most organizations have none."""
    paused = Pause.objects.filter(moment.known()).order_by().values_list(Value(_PAUSED))
    if not moment.is_past:
        return {_PAUSED} if paused.exists() else set()
    moved = KeyResultState.objects.filter(left__isnull=False).values_list(Value(_MOVED))
    return {word for (word,) in paused.union(moved)}


def _alike(
    rows: QuerySet[Any], moment: Moment, span: Span, *, any_paused: bool
) -> list[ResultGroup]:
    keys: tuple[str, ...] = (*_RESULT_PLACE, *_FACTS)
    calendar = calendar_bound()
    if calendar is not None and calendar.has_locations:
        keys = (*keys, LOCATION)
    paused = Exists(_pauses(moment))
    unpaused = rows.filter(~paused) if any_paused else rows
    alike = unpaused.order_by().values(*keys)
    # Whole numbers from 1 to 10, unlike measures: the database may add them up.
    alike = alike.annotate(
        count=Count("pk"), confident=Count("sure"), confidence_sum=Sum("sure", default=0)
    )
    groups = [_result_group(row, moment, span) for row in alike]
    if any_paused:
        own = ("key_result", "objective_key", "below_since")
        singles = list(rows.filter(paused).values(*own, *keys, "sure"))
        pauses = pauses_at({row["objective_key"] for row in singles}, moment)
        for row in singles:
            stops = pauses_counted(
                pauses.of_key_result.get(row["key_result"], ()),
                pauses.of_objective.get(row["objective_key"], ()),
                below_since=row["below_since"],
            )
            sure = row["sure"]
            alone = {"count": 1, "confident": int(sure is not None), "confidence_sum": sure or 0}
            groups.append(_result_group({**row, **alone}, moment, span, stops))
    return groups


def closed_groups(objectives: QuerySet[Any], moment: Moment) -> list[ClosedGroup]:
    """Count closed key results of closed objectives, which are not moved (one query)."""
    rows = _key_results(objectives.filter(state=State.CLOSED), moment)
    groups = rows.filter(state=State.CLOSED, is_guardrail=False).order_by()
    counts = groups.values_list(*_RESULT_PLACE).annotate(
        closed=Count("pk"), graded=Count("final_score")
    )
    return [
        ClosedGroup(Place(team_id, bool(is_inside), style), closed, graded)
        for team_id, is_inside, style, closed, graded in counts
    ]


def _key_results(
    objectives: QuerySet[Any], moment: Moment, *, is_gone: bool = False
) -> QuerySet[Any]:
    """Return key results of objectives, under the names of _RESULT_PLACE and `objective_key`.

    Args:
        objectives: Rows of `objectives_counted`, narrowed.
        moment: Of which they are.
        is_gone: Those that were moved away since a past day, in place of those that stayed.
    """
    of = objectives.values("objective")
    rows: QuerySet[Any]
    if moment.is_past:
        objective = "left" if is_gone else "subject__objective"
        fields = f"{objective}__states"
        rows = KeyResultState.objects.filter(
            moment.in_force,
            _in_force(fields, moment),
            told_below_left() if is_gone else Q(left=None),
            **{f"{objective}__in": of},
        )
    else:
        rows = KeyResult.objects.filter(objective__in=of)
        objective = fields = "objective"
    found: QuerySet[Any] = rows.annotate(
        objective_key=F(f"{objective}_id"),
        of_team=F(f"{fields}__team_id"),
        of_inside=_flag(Q(**{f"{objective}__visibility": Visibility.TEAM})),
        of_style=F(f"{fields}__style"),
    )
    return found


def _running(objectives: QuerySet[Any], moment: Moment, *, is_gone: bool = False) -> QuerySet[Any]:
    """Return key results that run, under the names of _RESULT_PLACE and _FACTS."""
    placed = _key_results(objectives.filter(state__in=RUNNING), moment, is_gone=is_gone)
    rows = placed.filter(state__in=RUNNING)
    own, score = "", "score"
    if moment.is_past:
        own, score = "subject__", "subject__score__states"
        rows = rows.filter(_in_force(score, moment))
    found: QuerySet[Any] = rows.annotate(
        key_result=F(f"{own}pk"),
        checked_in_on=F(f"{score}__checked_in_on"),
        is_breached=F(f"{score}__is_breached"),
        stands=F(f"{score}__status"),
        sure=F(f"{score}__confidence"),
    )
    return found


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
        working=working_for(row.get(LOCATION), row["of_team"]),
    )
    return ResultGroup(
        place=Place(row["of_team"], bool(row["of_inside"]), row["of_style"]),
        is_guardrail=row["is_guardrail"],
        is_breached=bool(row["is_breached"]),
        check_in=state,
        status=row["stands"] or Status.NOT_COMPUTED,
        count=row["count"],
        confident=row["confident"],
        confidence_sum=row["confidence_sum"],
    )

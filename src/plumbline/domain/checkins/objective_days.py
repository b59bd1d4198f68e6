"""The days on which the key results of an objective were checked in, and what its life was."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value, Window
from django.db.models.fields import CharField
from django.db.models.functions import DenseRank, Lag

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES
from plumbline.domain.okrs.models import ObjectiveScoreState, ObjectiveState, State
from plumbline.domain.okrs.selectors.details import ObjectiveDetails
from plumbline.domain.okrs.selectors.moments import Moment, day_before, moment_of
from plumbline.domain.orgs.days import organization_day, organization_day_end
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.measures import MeasureField

DAY: Final = timedelta(days=1)
ORDER: Final = ("effective_on", "recorded_at", "pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultMoved:
    """What the check-ins of a day said of one key result, with what the one before had said.

    Attributes:
        public_id: Of the key result.
        confidence: 1 to 10, before and after; `None` where nobody said.
        value: In its unit, before and after; `None` without one and for stages.
        chance: As stored with the check-in, 0 to 1, before and after.
    """

    public_id: str
    confidence: tuple[int | None, int | None]
    value: tuple[Decimal | None, Decimal | None]
    chance: tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCheckedIn:
    """A day of check-ins.

    Attributes:
        on: The day that they speak of.
        results: A key result each.
        mean_chance: Of the objective at the end of the day before and of this one, as stored then;
            `None` where none was.
    """

    on: date
    results: tuple[ResultMoved, ...]
    mean_chance: tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class StateChanged:
    """That an objective went from one state to another; `before` is `None` for its first one."""

    on: date
    before: State | None
    state: State
    reason: str


@dataclass(frozen=True, slots=True)
class ObjectiveDays:
    """The newest days of check-ins, how many there are in all, and every change of state."""

    days: tuple[DayCheckedIn, ...]
    total: int
    changes: tuple[StateChanged, ...]


NOTHING: Final = ObjectiveDays((), 0, ())


def objective_days(details: ObjectiveDetails, *, at: datetime, newest: int) -> ObjectiveDays:
    """Return the newest days of check-ins and the changes of state since it began; two queries.

    None for what has not begun. What was recorded after the day shown is in nothing.

    Args:
        details: What the viewer was found to read; its day is the one shown.
        at: Now.
        newest: So many days.
    """
    if details.facts.state in EDITABLE_STATES:
        return NOTHING
    moment = moment_of(at=at, as_of=details.as_of)
    rows = list(_check_ins(details, moment, newest))
    upto = moment.recorded_by or at
    instants = {
        day: min(organization_day_end(organization_bound(), day), upto)
        for row in rows
        for day in (row["effective_on"], day_before(row["effective_on"], DAY))
    }
    subject = details.row.pk
    told = list(_states(subject, upto).union(_scores(subject, instants.values()), all=True))
    scores = [each for each in told if not each[2]]
    return ObjectiveDays(
        _days(rows, {day: _chance(scores, instant) for day, instant in instants.items()}),
        rows[0]["days"] if rows else 0,
        _changes(each for each in told if each[2]),
    )


def _check_ins(details: ObjectiveDetails, moment: Moment, newest: int) -> QuerySet[Any, Any]:
    """Return the check-ins that stood, of some days, newest first, each with the one before it."""
    stands = Q(corrected_by=None)
    if moment.recorded_by is not None:
        stands |= Q(corrected_by__recorded_at__gt=moment.recorded_by)
    standing = CheckIn.objects.filter(
        stands, moment.known(), key_result__in=details.parts, is_withdrawal=False
    )
    rows: QuerySet[Any, Any] = (
        standing.annotate(
            nth=Window(DenseRank(), order_by=F("effective_on").desc()),
            days=Window(DenseRank(), order_by=F("effective_on").asc()),
            confidence_before=_before("confidence"),
            value_before=_before("reading__value"),
            chance_before=_before("chance"),
        )
        .filter(nth__lte=newest)
        .order_by("-effective_on", *ORDER[1:])
        .values(
            "effective_on",
            "days",
            "confidence",
            "confidence_before",
            "value_before",
            "chance",
            "chance_before",
            "key_result__public_id",
            "reading__value",
        )
    )
    return rows


def _before(name: str) -> Window:
    """Return what the check-in before said of the same key result."""
    order = [F(each) for each in ORDER]
    return Window(Lag(name), partition_by=[F("key_result")], order_by=order)


def _states(subject: int, upto: datetime) -> QuerySet[Any, Any]:
    """Return where the state became another one: from when, until when, to what, from what."""
    before = ObjectiveState.objects.filter(
        subject=OuterRef("subject"), valid_to=OuterRef("valid_from")
    )
    rows = ObjectiveState.objects.filter(subject=subject, valid_from__lte=upto)
    changes: QuerySet[Any, Any] = (
        rows.annotate(
            before=Subquery(before.values("state")[:1]),
            chance=Value(None, output_field=MeasureField(null=True)),
        )
        .filter(Q(before=None) | ~Q(before=F("state")))
        .order_by()
        .values_list("valid_from", "valid_to", "state", "before", "state_reason", "chance")
    )
    return changes


def _scores(subject: int, instants: Collection[datetime]) -> QuerySet[Any, Any]:
    """Return how it stood from the first to the last instant, in the shape of `_states`."""
    rows = ObjectiveScoreState.objects.filter(subject__objective=subject)
    if instants:
        # One condition, however many days: one for each would be more than SQLite takes in years.
        goes_on = Q(valid_to=None) | Q(valid_to__gt=min(instants))
        rows = rows.filter(goes_on, valid_from__lte=max(instants))
    else:
        rows = rows.none()
    nothing = Value("", output_field=CharField())
    scores: QuerySet[Any, Any] = (
        rows.annotate(word=nothing, before=nothing, why=nothing)
        .order_by()
        .values_list("valid_from", "valid_to", "word", "before", "why", "mean_chance")
    )
    return scores


def _chance(scores: Sequence[Any], instant: datetime) -> Decimal | None:
    for since, until, *_words, chance in scores:
        if since <= instant and (until is None or until > instant):
            return None if chance is None else Decimal(chance)
    return None


def _changes(told: Iterable[Any]) -> tuple[StateChanged, ...]:
    organization = organization_bound()
    return tuple(
        StateChanged(
            organization_day(organization, since),
            State(before) if before else None,
            State(state),
            reason,
        )
        for since, _until, state, before, reason, _chance in sorted(told, key=lambda each: each[0])
        if State(state) not in EDITABLE_STATES
    )


def _days(
    rows: Sequence[Mapping[str, Any]], chances: Mapping[date, Decimal | None]
) -> tuple[DayCheckedIn, ...]:
    """Group check-ins by day and key result: the first of a day tells what was before it."""
    by_day: dict[date, dict[str, list[Mapping[str, Any]]]] = {}
    for row in rows:
        results = by_day.setdefault(row["effective_on"], {})
        results.setdefault(row["key_result__public_id"], []).append(row)
    return tuple(
        DayCheckedIn(
            on=on,
            results=tuple(
                ResultMoved(
                    public_id=public_id,
                    confidence=(said[0]["confidence_before"], said[-1]["confidence"]),
                    value=(said[0]["value_before"], said[-1]["reading__value"]),
                    chance=(said[0]["chance_before"], said[-1]["chance"]),
                )
                for public_id, said in results.items()
            ),
            mean_chance=(chances[day_before(on, DAY)], chances[on]),
        )
        for on, results in by_day.items()
    )

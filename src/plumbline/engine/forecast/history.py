"""What is known of a key result, checked and brought to one scale for the forecast."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import inf, isfinite

from plumbline.engine.documents.choices import MetricKind
from plumbline.engine.forecast.covariance import Pattern
from plumbline.engine.forecast.prediction import Path

#: More readings than this are thinned: the work grows with their third power, what they tell does
#: not. It is more than one a week of a quarter, and one every eighteen days of a year.
READINGS_MOST = 20
LARGEST = 1e100
#: Where only limits are known, a way is at least this part of the first value.
LEAST_PART_OF_VALUE = 0.01
#: Kinds with a way to go; the others have bounds to stay within.
AIMED_KINDS = (MetricKind.INCREASE, MetricKind.DECREASE, MetricKind.MILESTONE)
#: So much farther than the target lies nothing that a measure could hold.
FARTHEST_WAYS = 1e30


class Refusal(StrEnum):
    """Why a history makes no sense; the words are those of whoever shows it."""

    NUMBER_NOT_FINITE = "number_not_finite"
    NUMBER_TOO_LARGE = "number_too_large"
    DATES_REVERSED = "dates_reversed"
    TARGET_MISSING = "target_missing"
    TARGET_EQUALS_BASELINE = "target_equals_baseline"
    TARGET_AGAINST_KIND = "target_against_kind"
    RANGE_INCOMPLETE = "range_incomplete"
    RANGE_REVERSED = "range_reversed"
    SHARE_OUT_OF_BOUNDS = "share_out_of_bounds"


class HistoryRefused(ValueError):
    """A history that cannot be forecast.

    Attributes:
        refusal: Why.
    """

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A key result with its readings; numbers are floats in the metric's unit.

    Attributes:
        kind: How values turn into success; the values of a milestone are the shares reached.
        start: Its first day, when the baseline held.
        end: Its last day; the event is about the value on this day.
        baseline: `None` while unknown; a milestone's is 0.
        target: To be reached, or the limit of `at_most` and `at_least`; a milestone's is 1.
        low: Lower end of a range, inclusive.
        high: Upper end of a range, inclusive.
        accumulates: A total over the cycle, which does not fall again; else a level.
        readings: Day and value in any order. Of several for one day the last one given counts.
        share: Part of the way from baseline to target that counts as success, above 0 and at
            most 1: 0.7 for an aspirational objective. Limits and ranges are met or not.
        has_stages: Whether a milestone is reached in stages.
        pauses: Stretches `since <= day < until` in which time did not count.
    """

    kind: MetricKind
    start: date
    end: date
    baseline: float | None = None
    target: float | None = None
    low: float | None = None
    high: float | None = None
    accumulates: bool = False
    readings: Sequence[tuple[date, float]] = ()
    share: float = 1.0
    has_stages: bool = False
    pauses: Sequence[tuple[date, date]] = ()


@dataclass(frozen=True, slots=True)
class Scaled:
    """A history in ways from its first point towards its target.

    Attributes:
        path: The readings after the first point.
        points: Number of dated points, the first one included.
        first: Value of the first point, in the metric's unit.
        way: What one way is in the metric's unit; negative when values are to fall.
        first_on: Day of the first point.
        last_on: Day of the last reading, or of the first point.
        settled: The value on the last day, in the metric's unit; `None` before it is known.
    """

    path: Path
    points: int
    first: float
    way: float
    first_on: date
    last_on: date
    settled: float | None


def history_check(history: History) -> None:
    """Refuse what cannot be forecast.

    Raises:
        HistoryRefused: A number is not finite or beyond 10^100, days or limits are the wrong way
            round, a target is missing, equals the baseline or contradicts the kind.
    """
    named = (history.baseline, history.target, history.low, history.high)
    numbers = [number for number in named if number is not None]
    numbers += [value for _, value in history.readings]
    for number in numbers:
        if not isfinite(number):
            raise HistoryRefused(Refusal.NUMBER_NOT_FINITE)
        if abs(number) > LARGEST:
            raise HistoryRefused(Refusal.NUMBER_TOO_LARGE)
    if not 0 < history.share <= 1:
        raise HistoryRefused(Refusal.SHARE_OUT_OF_BOUNDS)
    if history.end < history.start:
        raise HistoryRefused(Refusal.DATES_REVERSED)
    if history.kind is MetricKind.RANGE:
        _range_check(history.low, history.high)
    elif history.kind is not MetricKind.MILESTONE:
        _target_check(history)


def _range_check(low: float | None, high: float | None) -> None:
    if low is None or high is None:
        raise HistoryRefused(Refusal.RANGE_INCOMPLETE)
    if low > high:
        raise HistoryRefused(Refusal.RANGE_REVERSED)


def _target_check(history: History) -> None:
    if history.target is None:
        raise HistoryRefused(Refusal.TARGET_MISSING)
    if history.baseline is None or history.kind not in (MetricKind.INCREASE, MetricKind.DECREASE):
        return
    if history.target == history.baseline:
        raise HistoryRefused(Refusal.TARGET_EQUALS_BASELINE)
    if (history.target > history.baseline) != (history.kind is MetricKind.INCREASE):
        raise HistoryRefused(Refusal.TARGET_AGAINST_KIND)


def history_scale(history: History, *, today: date) -> Scaled | None:
    """Bring a checked history to one scale, as it was known by the end of a day.

    The first point is the baseline, or the last reading up to the first day. Without a baseline
    (limits and ranges need none) it is the first reading. Readings after the last day count for
    the last day, the last of them speaks.

    Returns:
        `None` when there is nothing to start from, or nowhere to go.
    """
    held = readings_held(history.readings, end=history.end, today=today)
    ordered = sorted(held.items())
    early = [point for point in ordered if point[0] <= history.start]
    later = ordered[len(early) :]
    if early:
        first_on, first = history.start, early[-1][1]
    elif history.baseline is not None:
        first_on, first = history.start, history.baseline
    elif later and history.kind not in (MetricKind.INCREASE, MetricKind.DECREASE):
        (first_on, first), later = later[0], later[1:]
    else:
        return None
    way = _way(history, first, [value for _, value in ordered])
    if way is None:
        return None
    return Scaled(
        path=_path(history, first_on, first, way, later),
        points=1 + len(later),
        first=first,
        way=way,
        first_on=first_on,
        last_on=later[-1][0] if later else first_on,
        settled=held.get(history.end),
    )


def readings_held(
    readings: Iterable[tuple[date, float]], *, end: date, today: date
) -> dict[date, float]:
    """The readings up to a day, one a day, those after the last day counted for the last."""
    held: dict[date, float] = {}
    for on, value in sorted(readings, key=lambda reading: reading[0]):
        if on <= today:
            held[min(on, end)] = value
    return held


def _way(history: History, first: float, values: Sequence[float]) -> float | None:
    """What one way is, with its direction; `None` when there is nowhere to go."""
    if history.kind in AIMED_KINDS:
        if history.baseline is None or history.target is None:
            return None
        return (history.target - history.baseline) or None
    least = LEAST_PART_OF_VALUE * max(map(abs, values), default=abs(first))
    if history.kind is MetricKind.RANGE:
        low, high = history.low or 0.0, history.high or 0.0
        return max((high - low) / 2, low - first, first - high, least)
    return max(abs((history.target or 0.0) - first), least)


def _path(
    history: History,
    first_on: date,
    first: float,
    way: float,
    later: Sequence[tuple[date, float]],
) -> Path:
    length = max(1, days_between(history.start, history.end, history.pauses))
    by_day = {
        max(1, days_between(first_on, on, history.pauses)): held_within(value - first, way)
        for on, value in later
    }
    days = _thinned(sorted(by_day), length)
    values = tuple(by_day[day] for day in days)
    goal, unit, floor = 1.0, 1.0, -inf
    if history.kind is MetricKind.RANGE:
        goal = held_within(((history.low or 0.0) + (history.high or 0.0)) / 2 - first, way)
    elif history.target is not None:
        goal = held_within(history.target - first, way)
    if not way:
        unit = 0.0
    if history.accumulates:
        floor = values[-1] if values else 0.0
    is_aimed = history.kind in AIMED_KINDS
    return Path(Pattern(tuple(days), length), values, goal, unit, floor, is_aimed)


def held_within(difference: float, way: float) -> float:
    """A difference in ways, held within what can still be computed with."""
    if not way:
        return 0.0
    return max(-FARTHEST_WAYS, min(FARTHEST_WAYS, difference / way))


def days_between(since: date, until: date, pauses: Sequence[tuple[date, date]]) -> int:
    """Days from one to another day on which time counted; a day of two pauses is left out once."""
    days, from_on = (until - since).days, since
    for begun, ended in sorted(pauses):
        left_out = (min(until, ended) - max(from_on, begun)).days
        if left_out > 0:
            days -= left_out
            from_on = ended
    return days


def _thinned(days: Sequence[int], length: int) -> list[int]:
    """The last day of each twentieth of the time, when there are more days than that."""
    if len(days) <= READINGS_MOST:
        return list(days)
    last_of = {min(READINGS_MOST - 1, (day - 1) * READINGS_MOST // length): day for day in days}
    return sorted(last_of.values())

"""The forecast of one key result: its chance, and where its value will stand.

**The event.** For an increase or decrease: the value on the last day is the target or beyond it
(with `share`, that part of the way). For `at_most`, `at_least` and a range: the value on the last
day is inside, the limit included; whether it was inside on the days before is what progress says.
For a milestone with stages: all of them are reached by the last day. One that is only passed or
not has no chance until it is: there is nothing on its way that could be read.

**What is certain.** A reading on the last day (or later) settles it. A milestone that was passed
stays so, a total that has reached its target will not lose it, and one that has passed its limit
has broken it. A level that has reached its target can fall back, so its chance stays below 1.

Source: how well this does, and what was tried, `docs/adr/0014-the-forecast.md`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import floor, log10
from typing import Final

from plumbline.engine.documents.choices import MetricKind
from plumbline.engine.forecast.constants import LEVELS, TOTALS
from plumbline.engine.forecast.history import (
    History,
    Scaled,
    days_between,
    held_within,
    history_check,
    history_scale,
    readings_held,
)
from plumbline.engine.forecast.mixture import T4_QUANTILES, Mixture
from plumbline.engine.forecast.prediction import predict

#: Stored beside every chance, so that it is known what said it; changes with every constant.
MODEL = "plumbline-1"
# Source: a straight line through two points says nothing about their scatter.
MIN_POINTS_FOR_CHANCE = 3
PLACES = 4
#: Of an aspirational objective; a convention of the field.
ASPIRATIONAL_SHARE = 0.7
LIMITS = (MetricKind.AT_MOST, MetricKind.AT_LEAST)


class Silence(StrEnum):
    """Why there is no chance."""

    TOO_EARLY = "too_early"
    NO_BASELINE = "no_baseline"
    PASS_OR_FAIL = "pass_or_fail"  # noqa: S105 — no password


class Movement(StrEnum):
    """How a metric is taken to move; an idea of a model each, told apart for people."""

    WANDERS = "wanders"
    TRAILS = "trails"
    STEADY = "steady"
    RATE_WANDERS = "rate_wanders"
    RATE_DRIFTS = "rate_drifts"


#: In the order of the ideas of `LEVELS` and `TOTALS`.
OF_LEVELS: Final = (Movement.WANDERS, Movement.TRAILS, Movement.STEADY)
OF_TOTALS: Final = (Movement.RATE_WANDERS, Movement.RATE_DRIFTS)


@dataclass(frozen=True, slots=True)
class Fan:
    """Where the value will stand on a day, in the metric's unit.

    Attributes:
        on: The day.
        low80: It will be below this in 10 of 100 cases.
        low50: Below this in 25.
        median: Below this in 50.
        high50: Above this in 25.
        high80: Above this in 10.
    """

    on: date
    low80: float
    low50: float
    median: float
    high50: float
    high80: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """What can be said of a key result ahead of its end.

    Attributes:
        chance: Of the event, 0 to 1, 4 places; `None` while nothing can be said.
        silence: Why nothing can be said; `None` beside a chance.
        points: Number of dated points it rests on, the baseline being one.
        end: The fan on the last day; `None` beside a silence.
        fans: One for each day asked for that is after the last reading and not after the last
            day, in order.
        movements: How it is taken to move, each with how much that is believed after the
            readings, 0 to 1, adding up to 1; empty where there is nothing to weigh.
        model: What said it.
    """

    chance: float | None
    silence: Silence | None
    points: int
    end: Fan | None = None
    fans: tuple[Fan, ...] = ()
    movements: tuple[tuple[Movement, float], ...] = ()
    model: str = MODEL


def key_result_forecast(history: History, *, today: date, days: Sequence[date] = ()) -> Forecast:
    """Say how likely a key result is to reach its target, and where its value will stand.

    The same readings give the same answer in whatever order they come. Silence since the last
    reading makes nothing more certain: the fan is as wide as the days since that reading.

    Args:
        history: The key result and its readings.
        today: Readings of later days are not known yet.
        days: Further days to draw the fan on.

    Raises:
        HistoryRefused: The history makes no sense.
    """
    if history.kind is MetricKind.MILESTONE:
        history = replace(history, baseline=0.0, target=1.0, accumulates=True)
    history_check(history)
    if history.kind is MetricKind.MILESTONE:
        told = _milestone_told(history, today)
        if told is not None:
            return told
    scaled = history_scale(history, today=today)
    if scaled is None:
        return Forecast(None, Silence.NO_BASELINE, 0)
    if scaled.points < MIN_POINTS_FOR_CHANCE and scaled.settled is None:
        return Forecast(None, Silence.TOO_EARLY, scaled.points)
    asked = sorted(day for day in set(days) if scaled.last_on < day <= history.end)
    fans = tuple(_fan(history, scaled, day) for day in asked)
    if scaled.settled is not None:
        return Forecast(
            chance=float(is_met(history, scaled.settled)),
            silence=None,
            points=scaled.points,
            end=Fan(history.end, *[scaled.settled] * 5),
            fans=fans,
        )
    mixture = distribution(history, scaled, history.end)
    return Forecast(
        chance=round(chance_of(history, scaled, mixture), PLACES),
        silence=None,
        points=scaled.points,
        end=_fan_of(mixture, scaled, history.end),
        fans=fans,
        movements=tuple(
            zip(OF_TOTALS if history.accumulates else OF_LEVELS, mixture.weights, strict=True)
        ),
    )


def _milestone_told(history: History, today: date) -> Forecast | None:
    """What needs no forecast: a milestone that was passed, or one without stages."""
    held = readings_held(history.readings, end=history.end, today=today)
    points = len(held) + (history.start not in held)
    passed = bool(held) and held[max(held)] >= 1
    if passed or (history.end in held and not history.has_stages):
        reached = float(passed)
        return Forecast(reached, None, points, end=Fan(history.end, *[reached] * 5))
    return None if history.has_stages else Forecast(None, Silence.PASS_OR_FAIL, points)


def distribution(history: History, scaled: Scaled, on: date) -> Mixture:
    """The distribution of the value on a day after the last reading, counted in ways.

    Args:
        history: The key result.
        scaled: The same on one scale, from `history_scale`.
        on: A day up to the last one.
    """
    seen = scaled.path.pattern.days[-1] if scaled.path.pattern.days else 0
    day = max(seen + 1, days_between(scaled.first_on, on, history.pauses))
    return predict(scaled.path, TOTALS if history.accumulates else LEVELS, day)


def chance_of(history: History, scaled: Scaled, mixture: Mixture) -> float:
    """The share of a distribution that lies where the event has come true, 0 to 1."""

    def ways(value: float) -> float:
        return held_within(value - scaled.first, scaled.way)

    if history.kind is MetricKind.RANGE:
        low, high = ways(history.low or 0.0), ways(history.high or 0.0)
        return max(0.0, mixture.stays_below(high) + mixture.reaches(low) - 1)
    bound = ways(event_value(history))
    if history.kind is MetricKind.AT_MOST:
        return mixture.stays_below(bound)
    return mixture.reaches(bound)


def event_value(history: History) -> float:
    """The value that has to be reached, or the limit."""
    target = history.target or 0.0
    if history.kind in LIMITS or history.baseline is None or history.share == 1:
        return target
    # In decimals, as people reckon: in floats a part of the way may end just beyond the value that
    # is written for it, so that whoever stands there would have missed it.
    baseline, share = Decimal(repr(history.baseline)), Decimal(repr(history.share))
    return float(baseline + share * (Decimal(repr(target)) - baseline))


def is_met(history: History, value: float) -> bool:
    """Whether a value on the last day makes the event come true."""
    if history.kind is MetricKind.RANGE:
        return (history.low or 0.0) <= value <= (history.high or 0.0)
    falls = history.kind in (MetricKind.DECREASE, MetricKind.AT_MOST)
    bound = event_value(history)
    return value <= bound if falls else value >= bound


def _fan(history: History, scaled: Scaled, on: date) -> Fan:
    return _fan_of(distribution(history, scaled, on), scaled, on)


def _fan_of(mixture: Mixture, scaled: Scaled, on: date) -> Fan:
    values = sorted(scaled.first + scaled.way * mixture.quantile(share) for share in T4_QUANTILES)
    places = PLACES + _places_below_one(abs(scaled.way))
    return Fan(on, *(round(value, places) for value in values))


def _places_below_one(way: float) -> int:
    """Zeros behind the point of a way below 1, so that small units keep four digits too."""
    return max(0, -floor(log10(way))) if way else 0

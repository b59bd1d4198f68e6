"""The forecast behind a stored chance: its points, why it is silent, and its fan."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from math import inf
from typing import Final

from plumbline.domain.okrs.chances import chance_of, forecast_of
from plumbline.domain.okrs.definitions import metric_definition
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.okrs.selectors.rows_at import KeyResultAt, ObjectiveAt, Span
from plumbline.engine.documents import model as documents
from plumbline.engine.documents.choices import MetricKind
from plumbline.engine.forecast.key_results import MODEL, Fan, Forecast
from plumbline.engine.scoring.metrics import MetricDefinition
from plumbline.engine.scoring.readings import Reading, readings_effective

#: Days on which the fan is drawn: enough for a smooth bow over a quarter.
FAN_DAYS = 12
PERCENT: Final = "%"
WHOLE: Final = 100
FALLING: Final = (MetricKind.DECREASE, MetricKind.AT_MOST)


def forecast_stored(
    row: KeyResultAt,
    objective: ObjectiveAt,
    span: Span,
    readings: Sequence[Reading],
    *,
    pauses: tuple[documents.Pause, ...],
    moment: Moment,
) -> Forecast | None:
    """Make the forecast of a stored chance again, with what was known at a moment.

    Args:
        row: The key result as it was then.
        objective: Its objective as it was then.
        span: Its cycle.
        readings: What had been recorded.
        pauses: What stopped its clock.
        moment: When.

    Returns:
        `None` where nothing was said, where another model spoke, and where what is known now does
        not lead to what is stored (what is paused or over keeps what was said of it last).
    """
    score = row.score
    if score is None or score.chance_model != MODEL:
        return None
    definition = metric_definition(row.fields, cycle_start=span.start, cycle_end=span.end)
    standing = readings_effective(readings, on=moment.day)
    last = standing[-1].on if standing else definition.start
    forecast = forecast_of(
        definition,
        readings,
        pauses=pauses,
        style=objective.fields.style,
        on=moment.day,
        days=fan_days(last, definition.end),
    )
    said = chance_of(forecast, has_data=score.has_data)
    if forecast is None or (said.chance, said.status) != (score.chance, score.status):
        return None
    values = [entry.value for entry in standing if entry.value is not None]
    return fan_kept(forecast, definition.kind, row.fields.unit, [*_named(definition), *values])


def fan_kept(
    forecast: Forecast, kind: MetricKind | None, unit: str, values: Sequence[Decimal]
) -> Forecast:
    """Return a forecast whose fan stays where its values can lie, as far as that is known.

    A percentage of which every value known lies between 0 and 100 is taken for a share. What is
    to fall, or not to rise, and was never known below 0 is taken for an amount: nights, calls,
    defects. So is what is to rise from nothing: customers, sites. What rises from elsewhere may
    have begun on the other side, as a margin does. The chance needs no care: its event lies inside.

    Args:
        forecast: As the engine says it, which knows no unit.
        kind: Of the metric.
        unit: Of the metric.
        values: All that are known of it: baseline, target, limits and readings.
    """
    is_share = unit.strip() == PERCENT and all(value <= WHOLE for value in values)
    least = min(values, default=None)
    is_amount = kind in FALLING or least == 0
    if (least is not None and least < 0) or not (is_share or is_amount):
        return forecast
    most = float(WHOLE) if is_share else inf
    return replace(
        forecast,
        end=forecast.end and _within(forecast.end, most),
        fans=tuple(_within(fan, most) for fan in forecast.fans),
    )


def _named(definition: MetricDefinition) -> list[Decimal]:
    named = (definition.baseline, definition.target, definition.low, definition.high)
    return [value for value in named if value is not None]


def _within(fan: Fan, most: float) -> Fan:
    parts = (fan.low80, fan.low50, fan.median, fan.high50, fan.high80)
    return Fan(fan.on, *(min(max(part, 0.0), most) for part in parts))


def fan_days(last: date, end: date) -> tuple[date, ...]:
    """Return the days to draw a fan on, from behind the last value to the last day.

    They stand closer together at first, where it opens.
    """
    whole = (end - last).days
    steps = range(1, FAN_DAYS + 1)
    days = {max(1, whole * step * step // FAN_DAYS**2) for step in steps} if whole > 0 else set()
    return tuple(last + timedelta(days=day) for day in sorted(days))

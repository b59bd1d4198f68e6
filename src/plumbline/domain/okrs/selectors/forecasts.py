"""The forecast behind a stored chance: its points, why it is silent, and its fan."""

from collections.abc import Sequence
from datetime import date, timedelta

from plumbline.domain.okrs.chances import chance_of, forecast_of
from plumbline.domain.okrs.definitions import metric_definition
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.okrs.selectors.rows_at import KeyResultAt, ObjectiveAt, Span
from plumbline.engine.documents import model as documents
from plumbline.engine.forecast.key_results import MODEL, Forecast
from plumbline.engine.scoring.readings import Reading, readings_effective

#: Days on which the fan is drawn: enough for a smooth bow over a quarter.
FAN_DAYS = 12


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
    return forecast if (said.chance, said.status) == (score.chance, score.status) else None


def fan_days(last: date, end: date) -> tuple[date, ...]:
    """Return the days to draw a fan on, from behind the last value to the last day.

    They stand closer together at first, where it opens.
    """
    whole = (end - last).days
    steps = range(1, FAN_DAYS + 1)
    days = {max(1, whole * step * step // FAN_DAYS**2) for step in steps} if whole > 0 else set()
    return tuple(last + timedelta(days=day) for day in sorted(days))

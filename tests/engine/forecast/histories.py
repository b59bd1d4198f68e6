"""Histories that the tests of the forecast ask about."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from plumbline.engine.documents.choices import MetricKind
from plumbline.engine.forecast.history import History
from plumbline.engine.forecast.key_results import Forecast, key_result_forecast

START = date(2026, 1, 1)
END = date(2026, 4, 2)
DAYS = (END - START).days


def day(number: int) -> date:
    """A day of the quarter, 0 the first, 91 the last."""
    return START + timedelta(days=number)


def weekly(values: Sequence[float]) -> list[tuple[date, float]]:
    """One reading a week, the first one a week after the start."""
    return [(day(7 * week), value) for week, value in enumerate(values, 1)]


def history(
    readings: Sequence[tuple[date, float]],
    *,
    baseline: float | None = 10.0,
    target: float | None = 20.0,
    **overrides: Any,  # noqa: ANN401 — any field of a history
) -> History:
    """An increase or decrease from 10 to 20 over a quarter, unless said otherwise."""
    falls = baseline is not None and target is not None and target < baseline
    fields: dict[str, Any] = {
        "kind": MetricKind.DECREASE if falls else MetricKind.INCREASE,
        "start": START,
        "end": END,
        **overrides,
    }
    return History(baseline=baseline, target=target, readings=readings, **fields)


def forecast(
    readings: Sequence[tuple[date, float]],
    *,
    today: date = END,
    days: Sequence[date] = (),
    **fields: Any,  # noqa: ANN401 — as above
) -> Forecast:
    """The forecast of such a history."""
    asked = history(readings, **fields)
    return key_result_forecast(asked, today=today, days=days)


def chance(readings: Sequence[tuple[date, float]], **fields: Any) -> float:  # noqa: ANN401
    """The chance of such a history, which has one."""
    found = forecast(readings, **fields).chance
    assert found is not None
    return found

"""What the forecast says of a key result: from its definition and readings to its chance.

Measures are exact decimals, forecasts are floats; between the two stands this module alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plumbline.domain.okrs.models.choices import Status, Style
from plumbline.engine.documents.model import MetricKind, Pause
from plumbline.engine.forecast.history import History, HistoryRefused
from plumbline.engine.forecast.key_results import (
    ASPIRATIONAL_SHARE,
    MODEL,
    Forecast,
    key_result_forecast,
)
from plumbline.engine.scoring.days import pauses_merged
from plumbline.engine.scoring.metrics import MetricDefinition, metric_resolve
from plumbline.engine.scoring.progress import key_result_progress
from plumbline.engine.scoring.readings import Reading, readings_effective
from plumbline.engine.scoring.statuses import key_result_status


@dataclass(frozen=True, slots=True)
class Chance:
    """What is stored beside the progress of a key result.

    Attributes:
        chance: 0 to 1, 4 places; `None` while there is none.
        status: What follows from it.
        model: What said so.
    """

    chance: Decimal | None
    status: Status
    model: str


#: Guardrails hold or are breached; nobody asks how likely they are.
NO_CHANCE = Chance(None, Status.NOT_COMPUTED, "")


def chance_of(forecast: Forecast | None, *, has_data: bool) -> Chance:
    """Return what is stored of a forecast; `None` is one that could not be made."""
    chance = None
    if forecast is not None and forecast.chance is not None:
        chance = Decimal(str(forecast.chance))
    return Chance(chance, Status(key_result_status(chance, has_data=has_data).value), MODEL)


def forecast_of(
    definition: MetricDefinition,
    readings: Iterable[Reading],
    *,
    pauses: Sequence[Pause],
    style: str,
    on: date,
    days: Sequence[date] = (),
) -> Forecast | None:
    """Ask the engine how likely a key result is to reach its target.

    Args:
        definition: What it measures, and over which days.
        readings: Entries in the order they were recorded.
        pauses: Stretches that do not count.
        style: Of its objective: of an aspirational one, seven tenths of the way are asked for.
        on: Entries about later days are left out.
        days: Further days to draw the fan on.

    Returns:
        `None` where the metric makes no sense, or nobody said what it is.
    """
    resolved = metric_resolve(definition)
    if resolved.kind is None:
        return None
    share = ASPIRATIONAL_SHARE if style == Style.ASPIRATIONAL else 1.0
    history = History(
        kind=resolved.kind,
        start=resolved.start,
        end=resolved.end,
        baseline=_float(resolved.baseline),
        target=_float(resolved.target),
        low=_float(resolved.low),
        high=_float(resolved.high),
        accumulates=resolved.accumulates,
        readings=[
            (entry.on, float(value_of(resolved, entry)))
            for entry in readings_effective(readings, on=on)
        ],
        share=share,
        has_stages=bool(resolved.stages),
        pauses=pauses_merged(pauses),
    )
    try:
        return key_result_forecast(history, today=on, days=days)
    except HistoryRefused:
        return None


def value_of(definition: MetricDefinition, entry: Reading) -> Decimal:
    """Return the value of an entry, of a staged milestone the share reached by it."""
    if entry.value is not None and not (
        definition.kind is MetricKind.MILESTONE and definition.stages
    ):
        return entry.value
    return key_result_progress(definition, [entry], on=entry.on).counted


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)

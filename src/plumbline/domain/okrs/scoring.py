"""What the engine says of a key result, given its rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plumbline.domain.okrs.chances import NO_CHANCE, Chance, chance_of, forecast_of
from plumbline.domain.okrs.definitions import (
    key_result_definition,
    pauses_counted,
    pauses_read,
)
from plumbline.domain.okrs.lifecycle import MEASURED_STATES
from plumbline.domain.okrs.models import KeyResult, KeyResultScore, Pause, Reading
from plumbline.domain.tenancy.rows_reading import rows_read
from plumbline.engine.documents import model as documents
from plumbline.engine.scoring import readings as engine_readings
from plumbline.engine.scoring.progress import (
    GuardrailState,
    Progress,
    guardrail_state,
    key_result_progress,
)
from plumbline.engine.scoring.rollup import progress_scaled

#: What `score_fill` puts on a score.
SCORED_FIELDS = (
    "current_value",
    "current_stage",
    "current_on",
    "current_order",
    "raw_progress",
    "progress",
    "has_data",
    "is_breached",
    "computed_on",
    "chance",
    "status",
    "chance_model",
)


@dataclass(frozen=True, slots=True)
class Scored:
    """What the engine says of a key result on one day.

    Attributes:
        chance: `None` while it is not measured: what was said of it last then stays.
    """

    progress: Progress
    guardrail: GuardrailState | None
    latest: engine_readings.Reading | None
    chance: Chance | None


def key_result_scored(
    key_result: KeyResult,
    *,
    readings: Iterable[engine_readings.Reading],
    pauses: tuple[documents.Pause, ...],
    on: date,
) -> Scored:
    """Ask the engine how a key result stands on a day."""
    entries = tuple(readings)
    definition = key_result_definition(key_result)
    effective = engine_readings.readings_effective(entries, on=on)
    progress = key_result_progress(definition, entries, on=on, pauses=pauses)
    chance = NO_CHANCE if key_result.is_guardrail else None
    if chance is None and key_result.state in MEASURED_STATES:
        style = key_result.objective.style
        forecast = forecast_of(definition, entries, pauses=pauses, style=style, on=on)
        chance = chance_of(forecast, has_data=progress.has_data)
    return Scored(
        progress=progress,
        guardrail=(
            guardrail_state(definition, entries, on=on) if key_result.is_guardrail else None
        ),
        latest=effective[-1] if effective else None,
        chance=chance,
    )


def score_fill(score: KeyResultScore, scored: Scored, *, on: date) -> None:
    """Put what the engine said on a score row without saving it."""
    latest = scored.latest
    score.current_value = latest.value if latest else None
    score.current_stage = latest.stage if latest else None
    score.current_on = latest.on if latest else None
    score.current_order = None if score.current_value is None else float(score.current_value)
    score.raw_progress = scored.progress.raw
    score.progress = progress_scaled(scored.progress.counted)
    score.has_data = scored.progress.has_data
    score.is_breached = scored.guardrail is GuardrailState.BREACHED
    score.computed_on = on
    if scored.chance is not None:
        score.chance = scored.chance.chance
        score.status = scored.chance.status
        score.chance_model = scored.chance.model


def engine_readings_of(rows: Iterable[Reading]) -> tuple[engine_readings.Reading, ...]:
    """Turn reading rows into the engine's readings, in the order they were recorded."""
    return tuple(
        engine_readings.Reading(
            on=row.effective_on,
            value=row.value,
            stage=row.stage,
            recorded_at=row.recorded_at,
            corrects=row.corrects_on,
        )
        for row in sorted(rows, key=lambda row: (row.recorded_at, row.pk))
    )


def pauses_of(key_result: KeyResult) -> tuple[documents.Pause, ...]:
    """Return what stops a key result's clock: its own pauses, then its objective's (one query)."""
    ends = [key_result.pk, key_result.objective_id]
    rows = rows_read(Pause, "(key_result_id = %s OR objective_id = %s)", ends)
    return pauses_counted(
        pauses_read(row for row in rows if row.key_result_id is not None),
        pauses_read(row for row in rows if row.key_result_id is None),
        below_since=key_result.below_since,
    )

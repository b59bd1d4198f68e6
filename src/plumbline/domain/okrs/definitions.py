"""Between the rows of a key result and what the engine scores."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from plumbline.domain.okrs.models import KeyResult, Pause
from plumbline.domain.okrs.models.key_result import KeyResultFields
from plumbline.engine.documents import model as documents
from plumbline.engine.scoring.courses import CourseChange
from plumbline.engine.scoring.decimals import decimal_accept, decimal_parse
from plumbline.engine.scoring.metrics import MetricDefinition

#: What an adjustment changes of where a key result is to go, and by when.
COURSE_FIELDS = (
    "metric_kind",
    "baseline",
    "baseline_by",
    "target",
    "relative_target",
    "low",
    "high",
    "accumulates",
    "checkpoints",
    "stages",
    "start",
    "due",
)


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What an adjustment of a key result changed, as it is stored, and from when it holds."""

    on: date
    changes: Mapping[str, Mapping[str, Any]]


def metric_definition(
    fields: KeyResultFields, *, cycle_start: date, cycle_end: date
) -> MetricDefinition:
    """Return the engine's definition of a key result (or of one of its past states).

    Args:
        fields: The row that holds the metric.
        cycle_start: First day of its cycle, used where the key result has no start of its own.
        cycle_end: Last whole day of its cycle, used where it has no due date.
    """
    return MetricDefinition(
        kind=documents.MetricKind(fields.metric_kind) if fields.metric_kind else None,
        start=fields.start or cycle_start,
        end=fields.due or cycle_end,
        baseline=fields.baseline,
        target=fields.target,
        low=fields.low,
        high=fields.high,
        accumulates=fields.accumulates,
        relative_target=fields.relative_target,
        baseline_by=fields.baseline_by,
        checkpoints=checkpoints_read(fields.checkpoints),
        stages=stages_read(fields.stages),
    )


def key_result_definition(key_result: KeyResult) -> MetricDefinition:
    """Return the definition of a key result whose objective and cycle are fetched."""
    cycle = key_result.objective.cycle
    return metric_definition(key_result, cycle_start=cycle.start, cycle_end=cycle.end)


def course_changes(
    definition: MetricDefinition,
    adjusted: Sequence[Adjusted],
    *,
    cycle_start: date,
    cycle_end: date,
) -> tuple[CourseChange, ...]:
    """Return how a key result came to be asked what it is asked, from its adjustments.

    What was asked earlier is what is asked now with each adjustment taken back, the latest first.
    An imported one may tell of values nobody can read: it is passed over.

    Args:
        definition: What is asked now.
        adjusted: Its adjustments in the order in which they were recorded.
        cycle_start: First day of its cycle.
        cycle_end: Last whole day of its cycle.
    """
    found: list[CourseChange] = []
    asked = definition
    for each in reversed(adjusted):
        old = {name: each.changes[name]["old"] for name in COURSE_FIELDS if name in each.changes}
        if not old:
            continue
        try:
            asked = replace(asked, **_told(old, cycle_start=cycle_start, cycle_end=cycle_end))
        except (ArithmeticError, KeyError, TypeError, ValueError):
            continue
        found.append(CourseChange(each.on, asked))
    return tuple(reversed(found))


def _told(old: Mapping[str, Any], *, cycle_start: date, cycle_end: date) -> dict[str, Any]:
    """Return stored values of fields as a definition holds them."""
    told: dict[str, Any] = {}
    for name, value in old.items():
        match name:
            case "metric_kind":
                told["kind"] = documents.MetricKind(value) if value else None
            case "start":
                told["start"] = date.fromisoformat(value) if value else cycle_start
            case "due":
                told["end"] = date.fromisoformat(value) if value else cycle_end
            case "checkpoints":
                told[name] = checkpoints_read(value or ())
                for step in told[name]:
                    decimal_accept(step.value)
            case "stages":
                told[name] = stages_read(value or ())
            case "accumulates":
                told[name] = bool(value)
            case "baseline_by":
                told[name] = date.fromisoformat(value) if value else None
            case _:
                # Not `Decimal` alone: that reads "NaN", on which every later sum fails.
                told[name] = None if value is None else decimal_parse(str(value))
    return told


def checkpoints_read(rows: Iterable[dict[str, Any]]) -> tuple[documents.Checkpoint, ...]:
    """Read phased targets out of their stored form."""
    return tuple(
        documents.Checkpoint(date=date.fromisoformat(row["date"]), value=Decimal(row["value"]))
        for row in rows
    )


def stages_read(rows: Iterable[dict[str, Any]]) -> tuple[documents.Stage, ...]:
    """Read the stages of a milestone out of their stored form."""
    return tuple(
        documents.Stage(
            title=row["title"],
            share=Decimal(row["share"]) if row.get("share") is not None else None,
        )
        for row in rows
    )


def pauses_read(rows: Iterable[Pause]) -> tuple[documents.Pause, ...]:
    """Turn pause rows into the engine's pauses."""
    return tuple(
        documents.Pause(since=row.since, until=row.until, reason=row.reason or None) for row in rows
    )


def pauses_counted(
    own: Iterable[documents.Pause],
    of_objective: Iterable[documents.Pause],
    *,
    below_since: date | None,
) -> tuple[documents.Pause, ...]:
    """Return what stops a key result's clock: its own pauses, then its objective's.

    Args:
        own: What it has itself, with what it brought from objectives it was below before.
        of_objective: Those of the objective it is below.
        below_since: The day it was moved there; the days before are not that objective's.
    """
    if below_since is None:
        return (*own, *of_objective)
    since_then = (
        replace(pause, since=max(pause.since, below_since))
        for pause in of_objective
        if pause.until is None or pause.until > below_since
    )
    return (*own, *since_then)

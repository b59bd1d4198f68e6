"""The lines of a key result's trend as points: what was measured, expected and aimed at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plumbline.domain.okrs.chances import value_of
from plumbline.domain.okrs.selectors.adjustments import AdjustmentFacts
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.engine.documents import model as documents
from plumbline.engine.scoring.metrics import MetricDefinition, metric_resolve
from plumbline.engine.scoring.pace import expected_value
from plumbline.engine.scoring.readings import Reading as EngineReading
from plumbline.engine.scoring.readings import readings_effective


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a day, in the key result's unit (of a staged milestone the share reached)."""

    on: date
    value: Decimal


def points_of(
    definition: MetricDefinition, entries: Sequence[EngineReading], *, on: date
) -> tuple[Point, ...]:
    """Return the values that stand by a day, one a day, oldest first."""
    standing = readings_effective(entries, on=on)
    return tuple(Point(entry.on, value_of(definition, entry)) for entry in standing)


def expected_points(
    definition: MetricDefinition, pauses: Sequence[documents.Pause], moment: Moment
) -> tuple[Point, ...]:
    """Return the pace line: its ends, and the days on which it bends or steps."""
    start, end = definition.start, definition.end
    days = {start, end} | {step.date for step in definition.checkpoints}
    for pause in pauses:
        days |= {pause.since, pause.until or moment.day}
    points = []
    for day in sorted(day for day in days if start <= day <= end):
        value = expected_value(definition, on=day, pauses=pauses)
        if value is not None:
            points.append(Point(day, value))
    return tuple(points)


def target_points(
    definition: MetricDefinition, adjustments: Sequence[AdjustmentFacts]
) -> tuple[Point, ...]:
    """Return the target from each day on which it was set, history first."""
    steps = [
        (adjustment.on, change)
        for adjustment in adjustments
        for change in adjustment.changes
        if change.field == "target"
    ]
    target = metric_resolve(definition).target
    if not steps:
        return () if target is None else (Point(definition.start, target),)
    first = steps[0][1].old
    points = [Point(definition.start, Decimal(first))] if first is not None else []
    points += [Point(on, Decimal(step.new)) for on, step in steps if step.new is not None]
    return tuple(points)

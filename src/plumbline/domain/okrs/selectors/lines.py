"""The lines of a key result's trend as points: what was measured, expected and aimed at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plumbline.domain.okrs.chances import value_of
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.engine.documents import model as documents
from plumbline.engine.scoring.courses import CourseChange, courses_of
from plumbline.engine.scoring.metrics import MetricDefinition
from plumbline.engine.scoring.pace import expected_line
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
    definition: MetricDefinition,
    pauses: Sequence[documents.Pause],
    moment: Moment,
    *,
    changes: Sequence[CourseChange],
) -> tuple[Point, ...]:
    """Return the pace line: its ends, and the days on which it bends or steps."""
    line = expected_line(definition, today=moment.day, pauses=pauses, changes=changes)
    return tuple(Point(*corner) for corner in line)


def target_points(
    definition: MetricDefinition, changes: Sequence[CourseChange]
) -> tuple[Point, ...]:
    """Return the target from each day on which it was set, history first."""
    points: list[Point] = []
    for course in courses_of(definition, changes):
        target = course.definition.target
        if target is not None and (not points or points[-1].value != target):
            points.append(Point(course.since or definition.start, target))
    return tuple(points)

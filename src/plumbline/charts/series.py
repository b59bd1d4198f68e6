"""Points in time, and how a line is broken where weeks were missed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from plumbline.charts.scale import DayScale, ValueScale


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a day."""

    day: date
    value: Decimal


def measured_runs(points: Sequence[Point], cadence_days: int) -> tuple[tuple[Point, ...], ...]:
    """Split check-ins into unbroken runs.

    Args:
        points: In order of day.
        cadence_days: Days between check-ins; two cadences of silence break the line, since one
            check-in is missing then. 0 never breaks it.

    Returns:
        Runs of at least one point, together all the points.
    """
    runs: list[list[Point]] = []
    for point in points:
        silent = bool(runs) and (point.day - runs[-1][-1].day).days
        if not runs or (cadence_days and silent >= 2 * cadence_days):
            runs.append([point])
        else:
            runs[-1].append(point)
    return tuple(tuple(run) for run in runs)


def within_scale(
    points: Iterable[Point], days: DayScale, values: ValueScale
) -> tuple[tuple[float, float], ...]:
    """The coordinates of points in px."""
    return tuple((days.place(point.day), values.place(point.value)) for point in points)


def value_on(points: Sequence[Point], day: date) -> Decimal | None:
    """The value of a broken line on a day, straight between its points; `None` outside it."""
    for earlier, later in pairwise(points):
        if earlier.day <= day <= later.day:
            span = (later.day - earlier.day).days
            if span == 0:
                return later.value
            part = Decimal((day - earlier.day).days) / span
            return earlier.value + (later.value - earlier.value) * part
    return None

"""How the values of different days hang together, and what follows for one of them.

All is relative to the first point, whose value is known. Values of the days seen are turned into
independent surprises, one after the other; gaps of any length need no filling in.

Source: Rasmussen and Williams, Gaussian Processes for Machine Learning (2006), 2.2 and
algorithm 2.1. The kernels are those of a random walk, of its integral, of a fading drift and of a
sum over a moving window.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log, sqrt
from operator import mul

from plumbline.engine.forecast.ideas import LevelShape, Shape, TotalShape

WEEKS = 13
TRAILING_DAYS = 30
#: Keeps the square root of a variance that rounding made zero.
LEAST_VARIANCE = 1e-12
#: A pattern of days takes up to 4 kB; weekly check-ins of a cycle are a dozen patterns.
PATTERNS_KEPT = 1024


@dataclass(frozen=True, slots=True)
class Pattern:
    """Days seen, counted from the first point.

    Attributes:
        days: In order, all above 0.
        length: Days of the whole key result, at least 1.
    """

    days: tuple[int, ...]
    length: int


@dataclass(frozen=True, slots=True)
class Factor:
    """Turns the values of a pattern's days into independent surprises of variance 1.

    Attributes:
        rows: Below the diagonal of the Cholesky factor of the covariance.
        diagonal: Its diagonal.
        log_determinants: Of the covariance of the first 1, 2, … days.
    """

    rows: tuple[tuple[float, ...], ...]
    diagonal: tuple[float, ...]
    log_determinants: tuple[float, ...]

    def surprises(self, values: Sequence[float]) -> list[float]:
        """What each value holds that the ones before it did not tell."""
        found: list[float] = []
        for value, row, own in zip(values, self.rows, self.diagonal, strict=True):
            found.append((value - sum(map(mul, row, found))) / own)
        return found


@dataclass(frozen=True, slots=True)
class View:
    """A later day seen from a pattern.

    Attributes:
        loads: What each surprise adds to the value expected on that day.
        variance: Of that value before anything was seen.
    """

    loads: tuple[float, ...]
    variance: float


@lru_cache(maxsize=PATTERNS_KEPT)
def factor(shape: Shape, pattern: Pattern) -> Factor:
    """Factorize the covariance of the days of a pattern."""
    rows: list[tuple[float, ...]] = []
    diagonal: list[float] = []
    determinants: list[float] = []
    total = 0.0
    matrix = _covariances(shape, pattern.days, pattern.days, pattern.length)
    for index, covariances in enumerate(matrix):
        row: list[float] = []
        for other, own, value in zip(rows, diagonal, covariances, strict=False):
            row.append((value - sum(map(mul, other, row))) / own)
        left = covariances[index] + _own_variance(shape) - sum(map(mul, row, row))
        root = sqrt(max(left, LEAST_VARIANCE))
        total += 2 * log(root)
        rows.append(tuple(row))
        diagonal.append(root)
        determinants.append(total)
    return Factor(tuple(rows), tuple(diagonal), tuple(determinants))


@lru_cache(maxsize=PATTERNS_KEPT)
def view(shape: Shape, pattern: Pattern, day: int) -> View:
    """Look from a pattern at a reading on a later day, counted from the first point."""
    (covariances,) = _covariances(shape, (day,), pattern.days, pattern.length)
    ((variance,),) = _covariances(shape, (day,), (day,), pattern.length)
    loads = factor(shape, pattern).surprises(covariances)
    return View(tuple(loads), variance + _own_variance(shape))


def _own_variance(shape: Shape) -> float:
    return shape.noise if isinstance(shape, LevelShape) else 0.0


def _covariances(
    shape: Shape, firsts: Sequence[int], seconds: Sequence[int], length: int
) -> list[list[float]]:
    """Covariances of each of the one with each of the other days, single readings' noise apart."""
    week = WEEKS / length
    ones = [week * day for day in firsts]
    others = ones if firsts is seconds else [week * day for day in seconds]
    if isinstance(shape, TotalShape):
        return _of_totals(shape, ones, others)
    return _of_levels(shape, ones, others, TRAILING_DAYS * week)


def _of_levels(
    shape: LevelShape, ones: Sequence[float], others: Sequence[float], window: float
) -> list[list[float]]:
    fade, drift, noise, trailing = shape.fade, shape.drift, shape.noise, shape.trailing
    faded = [(1 - exp(-fade * time)) / fade for time in others]
    common = [trailing * (1 - _overlap(time, window)) for time in others]
    table = []
    for one in ones:
        own = drift * (1 - exp(-fade * one)) / fade
        constant = noise - trailing * _overlap(one, window)
        table.append(
            [
                min(one, other)
                + own * reach
                + constant
                + shared
                + trailing * _overlap(one - other, window)
                for other, reach, shared in zip(others, faded, common, strict=True)
            ]
        )
    return table


def _overlap(apart: float, window: float) -> float:
    """The part that two windows share whose ends lie so far apart."""
    return max(0.0, 1 - abs(apart) / window)


def _of_totals(
    shape: TotalShape, ones: Sequence[float], others: Sequence[float]
) -> list[list[float]]:
    reached = [_drifted(shape.fade, time) for time in others]
    table = []
    for one in ones:
        own = shape.drift * _drifted(shape.fade, one)
        row = []
        for other, drifted in zip(others, reached, strict=True):
            early, late = (one, other) if one < other else (other, one)
            walked = early * early * (3 * late - early) / 6
            row.append(shape.rate * one * other + shape.scatter * early + walked + own * drifted)
        table.append(row)
    return table


def _drifted(fade: float, time: float) -> float:
    """What a fading drift of 1 a week of the rate has added to the total."""
    return (time - (1 - exp(-fade * time)) / fade) / fade

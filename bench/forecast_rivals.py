"""What the forecast is measured beside; each says a chance from the same few readings.

Those that have to be told what their signs are worth learn it from other series.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import erf, sqrt

from bench.forecast_series import ASKED_AT, WEEKS, Window

GREEN_FROM, AMBER_FROM = 1.0, 0.7
RATIO_BINS = (-0.5, 0.0, 0.25, 0.5, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.35, 1.5, 2.0)
PRIOR_CASES = 4


@dataclass(frozen=True, slots=True)
class Sight:
    """What can be seen of a case at the time of the forecast.

    Attributes:
        kind: Level or cumulative.
        week: When it is asked.
        days: Weeks with a reading.
        shares: Their values as shares of the way.
    """

    kind: str
    week: int
    days: tuple[int, ...]
    shares: tuple[float, ...]


def sight(window: Window, target: float, week: int, *, some_missing: bool) -> Sight:
    """Look at a case."""
    weeks = window.weeks_known(week, some_missing=some_missing)
    way = window.way(target)
    shares = tuple((window.values[each] - window.values[0]) / way for each in weeks)
    return Sight(window.kind, week, weeks, shares)


def pace_ratio(seen: Sight) -> float:
    """Progress by the latest reading over what the line expects on the day it is asked."""
    return (seen.shares[-1] if seen.shares else 0.0) * WEEKS / seen.week


def pace_light(seen: Sight) -> float:
    """A hard light as a chance: green 1, amber a half, red 0."""
    ratio = pace_ratio(seen)
    return 1.0 if ratio >= GREEN_FROM else 0.5 if ratio >= AMBER_FROM else 0.0


def light_key(seen: Sight) -> Hashable:
    """What a recalibrated light tells apart."""
    return pace_light(seen), seen.week, seen.kind


def ratio_key(seen: Sight) -> Hashable:
    """What the pace ratio in bins tells apart."""
    return sum(pace_ratio(seen) >= edge for edge in RATIO_BINS), seen.week, seen.kind


def kind_key(seen: Sight) -> Hashable:
    """What climatology tells apart."""
    return seen.kind


def random_walk(seen: Sight) -> float:
    """A random walk with drift, gaps as long as they were; normal errors, no prior."""
    points = [(0, 0.0), *zip(seen.days, seen.shares, strict=True)]
    last, value = points[-1]
    if not last:
        return 0.5
    drift = value / last
    ahead = WEEKS - last
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
    squared = sum((change - drift * gap) ** 2 / gap for gap, change in steps)
    variance = squared / max(1, len(steps) - 1) if len(steps) > 1 else value * value / last
    spread = sqrt(variance * (ahead + ahead * ahead / last))
    missing = 1 - value - drift * ahead
    if spread <= 0:
        return float(missing <= 0)
    return (1 - erf(missing / spread / sqrt(2))) / 2


class Learned:
    """Shares of hits by what a rule tells apart, each stratum weighing the same."""

    def __init__(self, cases: Iterable[tuple[Hashable, float, float]]) -> None:
        hits: dict[Hashable, float] = defaultdict(float)
        weights: dict[Hashable, float] = defaultdict(float)
        for key, hit, weight in cases:
            hits[key] += weight * hit
            weights[key] += weight
        base = sum(hits.values()) / max(sum(weights.values()), 1e-12)
        mean = sum(weights.values()) / max(len(weights), 1) / 1000
        self.base = base
        self.shares: Mapping[Hashable, float] = {
            key: (hits[key] + PRIOR_CASES * mean * base) / (weights[key] + PRIOR_CASES * mean)
            for key in weights
        }

    def __call__(self, key: Hashable) -> float:
        """The chance learned for a key."""
        return self.shares.get(key, self.base)


def stratum_weights(windows: Sequence[Window]) -> dict[str, float]:
    """One over the number of forecasts of each stratum."""
    counts: dict[str, int] = defaultdict(int)
    for window in windows:
        counts[window.stratum] += len(window.targets) * len(ASKED_AT)
    return {stratum: 1 / count for stratum, count in counts.items()}

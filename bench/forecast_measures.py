"""Measures of chances and distributions, as means over strata, with bootstrap intervals."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log
from statistics import fmean

CLIPPED_AT = 0.01
BINS = 10
RESAMPLES = 200


@dataclass(slots=True)
class Sums:
    """What one series adds to one stratum, summed over its forecasts."""

    count: int = 0
    brier: float = 0.0
    log_loss: float = 0.0
    by_week: dict[int, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0, 0.0]))
    bins: list[list[float]] = field(default_factory=lambda: [[0, 0.0, 0.0] for _ in range(BINS)])
    scored: int = 0
    crps: float = 0.0
    covered: float = 0.0


class Tally:
    """Forecasts of one method, kept by stratum and series."""

    def __init__(self) -> None:
        self.parts: dict[str, dict[str, Sums]] = defaultdict(lambda: defaultdict(Sums))

    def add(self, stratum: str, series: str, week: int, chance: float, is_hit: bool) -> None:
        """Count one chance."""
        sums = self.parts[stratum][series]
        missed = (chance - is_hit) ** 2
        told = min(1 - CLIPPED_AT, max(CLIPPED_AT, chance))
        sums.count += 1
        sums.brier += missed
        sums.log_loss -= log(told if is_hit else 1 - told)
        of_week = sums.by_week[week]
        of_week[0] += 1
        of_week[1] += missed
        of_bin = sums.bins[min(BINS - 1, int(chance * BINS))]
        of_bin[0] += 1
        of_bin[1] += chance
        of_bin[2] += is_hit

    def add_distribution(
        self, stratum: str, series: str, crps: float | None, covered: bool
    ) -> None:
        """Count what was said of the end value; its score where one was taken."""
        sums = self.parts[stratum][series]
        if crps is not None:
            sums.scored += 1
            sums.crps += crps
        sums.covered += covered

    def mean(self, what: Callable[[Iterable[Sums]], float]) -> float:
        """A measure as the mean over the strata."""
        return fmean(what(parts.values()) for parts in self.parts.values())

    def by_stratum(self, what: Callable[[Iterable[Sums]], float]) -> dict[str, float]:
        """A measure of each stratum."""
        return {stratum: what(parts.values()) for stratum, parts in sorted(self.parts.items())}


def brier(parts: Iterable[Sums]) -> float:
    """Mean squared distance of chance and outcome."""
    return _per_forecast(parts, lambda sums: sums.brier)


def log_loss(parts: Iterable[Sums]) -> float:
    """Mean surprise at the outcome."""
    return _per_forecast(parts, lambda sums: sums.log_loss)


def crps(parts: Iterable[Sums]) -> float:
    """Mean ranked probability score of the end value, in usual changes of thirteen weeks."""
    held = list(parts)
    return sum(sums.crps for sums in held) / max(1, sum(sums.scored for sums in held))


def covered(parts: Iterable[Sums]) -> float:
    """Share of end values inside the interval."""
    return _per_forecast(parts, lambda sums: sums.covered)


def calibration_error(parts: Iterable[Sums]) -> float:
    """Mean distance of what was said and what happened, in ten bins."""
    bins = [[0.0, 0.0, 0.0] for _ in range(BINS)]
    for sums in parts:
        for into, part in zip(bins, sums.bins, strict=True):
            for index in range(3):
                into[index] += part[index]
    count = sum(into[0] for into in bins)
    return sum(abs(said - happened) for _, said, happened in bins) / count


def brier_of_week(week: int) -> Callable[[Iterable[Sums]], float]:
    """The Brier score of the forecasts of one week."""

    def what(parts: Iterable[Sums]) -> float:
        found = [sums.by_week[week] for sums in parts if week in sums.by_week]
        return sum(part[1] for part in found) / sum(part[0] for part in found)

    return what


def _per_forecast(parts: Iterable[Sums], what: Callable[[Sums], float]) -> float:
    held = list(parts)
    return sum(map(what, held)) / sum(sums.count for sums in held)


Measure = Callable[[Mapping[str, Tally]], float]


def bootstrap(
    tallies: Mapping[str, Tally], measures: Mapping[str, Measure], *, seed: int = 1
) -> dict[str, tuple[float, float]]:
    """95 % intervals by drawing series, the same ones for every method.

    Args:
        tallies: By the name of the method.
        measures: Each is computed from tallies of the series drawn.
        seed: Makes the draws repeatable.
    """
    draw = random.Random(seed)  # noqa: S311 — a repeatable draw, no secret
    names = {
        stratum: sorted(parts) for stratum, parts in next(iter(tallies.values())).parts.items()
    }
    found: dict[str, list[float]] = defaultdict(list)
    for _ in range(RESAMPLES):
        chosen = {stratum: draw.choices(own, k=len(own)) for stratum, own in names.items()}
        drawn = {name: Drawn(tally, chosen) for name, tally in tallies.items()}
        for name, measure in measures.items():
            found[name].append(measure(drawn))
    return {name: _middle(sorted(values)) for name, values in found.items()}


class Drawn(Tally):
    """A tally of the series drawn, which may be in it several times."""

    def __init__(self, tally: Tally, chosen: Mapping[str, Sequence[str]]) -> None:
        self.tally = tally
        self.chosen = chosen

    def mean(self, what: Callable[[Iterable[Sums]], float]) -> float:
        """A measure as the mean over the strata."""
        return fmean(
            what([self.tally.parts[stratum][name] for name in names])
            for stratum, names in self.chosen.items()
        )


def _middle(values: Sequence[float]) -> tuple[float, float]:
    return values[int(0.025 * len(values))], values[int(0.975 * len(values))]

"""The protocol: windows of weekly series, cut as if each were a key result of thirteen weeks.

A folder holds CSV files, one series a row: its name, then its values, rows of any length. Index 0
of a window is the value at the cycle's start, 1 to 13 the weekly check-ins. Targets are drawn
from what the 39 weeks before the start had seen, and ask more than nothing.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from statistics import fmean, pvariance

WEEKS = 13
EARLIER = 39
WINDOWS_MOST = 6
QUANTILES = (0.3, 0.5, 0.7, 0.9)
ASKED_AT = range(3, 11)
MISSING_OF_256 = 77
FOLDS = 5
LEVEL, TOTAL = "level", "cumulative"


@dataclass(frozen=True, slots=True)
class Window:
    """One metric over one cycle, with the targets that were set for it.

    Attributes:
        source: Name of the file it comes from.
        series: Name of the series.
        start: Index of the start in the series.
        kind: Level or cumulative.
        values: 14 of them, the first one at the start.
        targets: Each one is a case.
        rises: Whether the targets lie above the start.
        usual: Mean absolute change over thirteen weeks before the start (of totals: of the sums of
            thirteen weeks), to scale errors with.
    """

    source: str
    series: str
    start: int
    kind: str
    values: tuple[float, ...]
    targets: tuple[float, ...]
    rises: bool
    usual: float

    @property
    def stratum(self) -> str:
        """Source and kind: figures are means over these."""
        return f"{self.source} {self.kind}"

    @property
    def fold(self) -> int:
        """The same for all windows of a series."""
        return _hash("fold", self.source, self.series) % FOLDS

    def way(self, target: float) -> float:
        """What lies between start and target; negative when the value is to fall."""
        return target - self.values[0]

    def is_hit(self, target: float) -> bool:
        """Whether the last value reaches the target."""
        return self.values[-1] >= target if self.rises else self.values[-1] <= target

    def weeks_known(self, week: int, *, some_missing: bool) -> tuple[int, ...]:
        """Weeks up to this one that were checked in; three in ten are not if some are missing."""
        name = (self.source, self.series, str(self.start))
        return tuple(
            each
            for each in range(1, week + 1)
            if not some_missing or _hash("week", *name, str(each)) >= MISSING_OF_256
        )


def windows_read(folder: Path) -> list[Window]:
    """Cut every series of a folder."""
    found: list[Window] = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            next(rows)
            for row in rows:
                values = [float(cell) for cell in row[1:] if cell]
                found += _windows(path.stem.partition("_")[0], row[0], values)
    return found


def _windows(source: str, series: str, values: Sequence[float]) -> Iterator[Window]:
    start = len(values) - WEEKS - 1
    for _ in range(WINDOWS_MOST):
        if start < EARLIER:
            return
        before, inside = values[start - EARLIER : start], values[start : start + WEEKS + 1]
        if pvariance(before) > 0 and pvariance(inside) > 0:
            yield from _level(source, series, start, before, inside)
            if min(*before, *inside) > 0:
                yield from _total(source, series, start, before, inside)
        start -= WEEKS + 1


def _level(
    source: str,
    series: str,
    start: int,
    before: Sequence[float],
    inside: Sequence[float],
) -> Iterator[Window]:
    rises = _hash(series, str(start)) % 2 == 0
    sign = 1 if rises else -1
    changes = [sign * (b - a) for a, b in zip(before, before[WEEKS:], strict=False)]
    asked = [quantile(changes, share) for share in QUANTILES]
    targets = tuple(inside[0] + sign * change for change in asked if change > 0)
    targets = tuple(target for target in targets if target != inside[0])
    if targets:
        usual = fmean(map(abs, changes))
        yield Window(source, series, start, LEVEL, tuple(inside), targets, rises, usual)


def _total(
    source: str,
    series: str,
    start: int,
    before: Sequence[float],
    inside: Sequence[float],
) -> Iterator[Window]:
    running = [0.0, *accumulate(before)]
    sums = [b - a for a, b in zip(running, running[WEEKS:], strict=False)]
    ratios = [b / a for a, b in zip(sums, sums[WEEKS:], strict=False)]
    targets = tuple(sums[-1] * quantile(ratios, share) for share in QUANTILES)
    values = (0.0, *accumulate(inside[1:]))
    usual = fmean(abs(b - a) for a, b in zip(sums, sums[WEEKS:], strict=False))
    yield Window(source, series, start, TOTAL, values, targets, True, usual)


def quantile(values: Sequence[float], share: float) -> float:
    """A quantile with straight lines between the values in order."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def _hash(*words: str) -> int:
    return sha256(":".join(words).encode()).digest()[0]

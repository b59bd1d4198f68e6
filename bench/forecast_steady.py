"""Whether steady climbs are judged fairly: what the forecast says of them, and how they went on.

Who sees a metric climb in equal steps expects it to go on. Of the levels whose readings rise
towards their target this tells, by how straight they rose, how often the target was reached beside
what the forecast said, and how much of the climb was kept until the end beside what it expected.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import correlation, fmean, linear_regression, median

from bench.forecast_rivals import Sight
from bench.forecast_series import WEEKS
from plumbline.engine.forecast.mixture import Mixture

ASKED_FROM = 6
STRAIGHT, NEARLY = 0.98, 0.9
SHAPES = {STRAIGHT: "straight", NEARLY: "nearly straight", 0.0: "neither"}
INSIDE_80 = (0.1, 0.9)


@dataclass(frozen=True, slots=True)
class Climb:
    """One forecast of a level that rose towards its target.

    Attributes:
        source: Name of the file it comes from.
        shape: How straight it rose.
        chance: What the forecast said, 0 to 1.
        is_hit: Whether the target was reached.
        is_inside: Whether the last value lies in the band for 80 of 100 cases.
        kept: The slope from the last reading to the end, as a part of the slope before.
        expected: The same of the middle of the forecast.
    """

    source: str
    shape: str
    chance: float
    is_hit: bool
    is_inside: bool
    kept: float
    expected: float


def climb(source: str, seen: Sight, said: Mixture, end: float, *, is_hit: bool) -> Climb | None:
    """Tell how a rising level was judged; nothing of one that did not rise or is too young.

    Args:
        source: Name of the file it comes from.
        seen: The readings, as shares of the way, so that rising is towards the target.
        said: The forecast of the last value, in the same shares.
        end: The last value, in the same shares.
        is_hit: Whether the target was reached.
    """
    if seen.week < ASKED_FROM or len(seen.days) < 2 or len(set(seen.shares)) < 2:
        return None
    weeks, shares = (0, *seen.days), (0.0, *seen.shares)
    slope = linear_regression(weeks, shares).slope
    if slope <= 0:
        return None
    fit = correlation(weeks, shares) ** 2
    left = (WEEKS - seen.days[-1]) * slope
    return Climb(
        source=source,
        shape=next(name for least, name in SHAPES.items() if fit >= least),
        chance=said.reaches(1.0),
        is_hit=is_hit,
        is_inside=INSIDE_80[0] <= said.stays_below(end) <= INSIDE_80[1],
        kept=(end - shares[-1]) / left,
        expected=(said.quantile(0.5) - shares[-1]) / left,
    )


def climbs_print(climbs: Iterable[Climb]) -> None:
    """Print how each shape of each source was judged, and how it went on."""
    held = list(climbs)
    print(f"### levels that rise towards their target, from week {ASKED_FROM} on\n")
    print(
        "| source | rose | forecasts | mean chance | reached | inside the 80 % band "
        "| slope expected, median | slope kept, median |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for source in sorted({each.source for each in held}):
        for shape in SHAPES.values():
            of = [each for each in held if (each.source, each.shape) == (source, shape)]
            if of:
                print(f"| {source} | {shape} | {len(of):,} | {_judged(of)} |")
    print(flush=True)


def _judged(climbs: list[Climb]) -> str:
    return (
        f"{fmean(each.chance for each in climbs):.2f} "
        f"| {fmean(each.is_hit for each in climbs):.2f} "
        f"| {fmean(each.is_inside for each in climbs):.2f} "
        f"| {median(each.expected for each in climbs):.2f} "
        f"| {median(each.kept for each in climbs):.2f}"
    )

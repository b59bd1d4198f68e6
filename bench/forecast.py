"""How good the default forecast is, beside what else could be shown.

    python -m bench.forecast --series DIR                   everything, ten minutes or more
    python -m bench.forecast --series DIR --part shipped    only the constants as shipped

The protocol is in `bench/forecast_series.py`. Figures are means over the strata (file x kind), with
95 % intervals by bootstrap over series. *Held out* means that the constants were fitted on other
series: four folds of five for the fifth, or one file for the other.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path

from bench.forecast_fit import model_fit
from bench.forecast_measures import Tally
from bench.forecast_report import SHOWN_WEEKS, coverage_line, figures_print, timing_print
from bench.forecast_rivals import (
    Learned,
    Sight,
    kind_key,
    light_key,
    pace_light,
    random_walk,
    ratio_key,
    sight,
)
from bench.forecast_series import ASKED_AT, FOLDS, LEVEL, TOTAL, WEEKS, Window, windows_read
from bench.forecast_steady import Climb, climb, climbs_print
from plumbline.engine.forecast.constants import LEVELS, TOTALS
from plumbline.engine.forecast.covariance import Pattern
from plumbline.engine.forecast.ideas import Model
from plumbline.engine.forecast.mixture import Mixture
from plumbline.engine.forecast.prediction import Path as Readings
from plumbline.engine.forecast.prediction import predict

Models = Mapping[str, Model]
SHIPPED: Models = {LEVEL: LEVELS, TOTAL: TOTALS}
FORECAST = "Plumbline"
PARTS = ("shipped", "steady", "held-out", "transfer")
#: The quantiles that the ranked probability score is summed over.
LEVELS_OF_SCORE = tuple(each / 10 for each in range(1, 10))
INSIDE_80 = (0.1, 0.9)
LEARNED = {"pace recalibrated": light_key, "pace ratio in bins": ratio_key, "climatology": kind_key}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.forecast",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--series", type=Path, required=True, help="folder of CSV files")
    parser.add_argument("--part", choices=PARTS, action="append", help="all without it")
    parser.add_argument("--most", type=int, default=200, help="windows of each kind in a fit")
    parser.add_argument("--jobs", type=int, default=2, help="processes that fit")
    options = parser.parse_args()
    windows = windows_read(options.series)
    if not windows:
        print("There is no series of 53 weeks or more in that folder.", file=sys.stderr)
        return 2
    print(f"{len(windows)} windows, {sum(len(each.targets) for each in windows)} cases\n")
    parts = options.part or PARTS
    if "shipped" in parts:
        timing_print(windows)
        measured(windows, dict.fromkeys(range(FOLDS), SHIPPED), "as shipped")
    if "steady" in parts:
        climbs_print(steady(windows))
    with ProcessPoolExecutor(options.jobs) as pool:
        if "held-out" in parts:
            held_out(windows, options.most, pool)
        if "transfer" in parts:
            transferred(windows, options.most, pool)
    return 0


def steady(windows: Sequence[Window]) -> Iterator[Climb]:
    """Ask the constants as shipped about levels that rise towards their target."""
    for case in _cases([each for each in windows if each.kind == LEVEL], some_missing=False):
        window, said = case.window, predicted(case.seen, SHIPPED[LEVEL])
        end = (window.values[-1] - window.values[0]) / window.way(case.target)
        found = climb(window.source, case.seen, said, end, is_hit=case.is_hit)
        if found:
            yield found


def held_out(windows: Sequence[Window], most: int, pool: ProcessPoolExecutor) -> None:
    """Fit on four folds and measure on the fifth, five times over."""
    wanted = list(product(range(FOLDS), (LEVEL, TOTAL)))
    parts = [[each for each in windows if each.fold != fold] for fold, _ in wanted]
    models = dict(zip(wanted, _fitted(pool, wanted, parts, most), strict=True))
    by_fold = {fold: {kind: models[fold, kind] for kind in (LEVEL, TOTAL)} for fold in range(FOLDS)}
    measured(windows, by_fold, "held out, five folds over series")


def transferred(windows: Sequence[Window], most: int, pool: ProcessPoolExecutor) -> None:
    """Fit on each file alone and measure on the others."""
    sources = sorted({each.source for each in windows})
    wanted = list(product(sources, (LEVEL, TOTAL)))
    parts = [[each for each in windows if each.source == source] for source, _ in wanted]
    models = dict(zip(wanted, _fitted(pool, wanted, parts, most), strict=True))
    for source in sources:
        others = [each for each in windows if each.source != source]
        if others:
            own = {kind: models[source, kind] for kind in (LEVEL, TOTAL)}
            learned_on = [each for each in windows if each.source == source]
            title = f"fitted on {source}, measured on the others"
            measured(others, dict.fromkeys(range(FOLDS), own), title, learned_on=learned_on)


def _fitted(
    pool: ProcessPoolExecutor,
    wanted: Sequence[tuple[object, str]],
    parts: Sequence[Sequence[Window]],
    most: int,
) -> list[Model]:
    running = [
        pool.submit(model_fit, kind, part, most=most)
        for (_, kind), part in zip(wanted, parts, strict=True)
    ]
    return [each.result() for each in running]


def measured(
    windows: Sequence[Window],
    models: Mapping[int, Models],
    title: str,
    *,
    learned_on: Sequence[Window] | None = None,
) -> None:
    """Measure with every check-in and with three in ten missing, and print both."""
    for some_missing in (False, True):
        tallies: dict[str, Tally] = defaultdict(Tally)
        teachers = _cases(learned_on or windows, some_missing=some_missing)
        rules = [
            _rules([case for case in teachers if learned_on or case.window.fold != fold])
            for fold in range(FOLDS)
        ]
        for case in _cases(windows, some_missing=some_missing):
            fold = case.window.fold
            said = predicted(case.seen, models[fold][case.window.kind])
            _count(tallies[FORECAST], case, said.reaches(1.0))
            is_scored = not some_missing and case.seen.week in SHOWN_WEEKS
            _count_distribution(tallies[FORECAST], case, said, is_scored=is_scored)
            for name, rule in rules[fold].items():
                _count(tallies[name], case, rule(case.seen))
        figures_print(title + (", 30 % missing" if some_missing else ""), FORECAST, tallies)
        print(coverage_line(tallies[FORECAST]) + "\n", flush=True)


@dataclass(frozen=True, slots=True)
class Case:
    """One forecast to be made."""

    window: Window
    target: float
    seen: Sight
    is_hit: bool


def _cases(windows: Sequence[Window], *, some_missing: bool) -> list[Case]:
    return [
        Case(
            each,
            target,
            sight(each, target, week, some_missing=some_missing),
            each.is_hit(target),
        )
        for each in windows
        for target, week in product(each.targets, ASKED_AT)
    ]


Rule = Callable[[Sight], float]


def _rules(teachers: Sequence[Case]) -> dict[str, Rule]:
    """What is shown beside the forecast, taught by cases of other series."""
    counts = Counter(case.window.stratum for case in teachers)
    rules: dict[str, Rule] = {"pace light": pace_light, "random walk, drift": random_walk}
    for name, key in LEARNED.items():
        learned = Learned(
            (key(case.seen), case.is_hit, 1 / counts[case.window.stratum]) for case in teachers
        )
        rules[name] = partial(_looked_up, learned, key)
    return rules


def _looked_up(learned: Learned, key: Callable[[Sight], Hashable], seen: Sight) -> float:
    return learned(key(seen))


def _count(tally: Tally, case: Case, chance: float) -> None:
    tally.add(case.window.stratum, case.window.series, case.seen.week, chance, case.is_hit)


def _count_distribution(tally: Tally, case: Case, said: Mixture, *, is_scored: bool) -> None:
    window, way = case.window, case.window.way(case.target)
    end = (window.values[-1] - window.values[0]) / way
    below = said.stays_below(end)
    score = _ranked_score(said, end) * abs(way) / window.usual if is_scored else None
    inside = INSIDE_80[0] <= below <= INSIDE_80[1]
    tally.add_distribution(window.stratum, window.series, score, inside)


def predicted(seen: Sight, model: Model) -> Mixture:
    """The distribution of the end value, in shares of the way."""
    pattern = Pattern(tuple(7 * day for day in seen.days), 7 * WEEKS)
    floor = seen.shares[-1] if seen.kind == TOTAL and seen.shares else float("-inf")
    return predict(Readings(pattern, seen.shares, floor=floor), model, 7 * WEEKS)


def _ranked_score(said: Mixture, end: float) -> float:
    """The ranked probability score by the pinball loss of nine quantiles."""
    total = 0.0
    for level in LEVELS_OF_SCORE:
        off = end - said.quantile(level)
        total += 2 * (level * off if off > 0 else (level - 1) * off)
    return total / len(LEVELS_OF_SCORE)


if __name__ == "__main__":
    raise SystemExit(main())

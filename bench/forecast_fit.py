"""Fits the constants of the default forecast and prints them.

    python -m bench.forecast_fit --series DIR

Plain numbers, no library: the search starts from round guesses and moves one constant at a time.
The loss is the Brier score, a tenth of the log loss, and some of the log density of the end value,
so that the intervals are as honest as the chance.
"""

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import exp, log, sqrt
from operator import mul
from pathlib import Path

from bench.forecast_rivals import stratum_weights
from bench.forecast_series import ASKED_AT, LEVEL, TOTAL, WEEKS, Window, windows_read
from plumbline.engine.forecast.covariance import Pattern, factor, view
from plumbline.engine.forecast.ideas import Idea, LevelShape, Model, TotalShape
from plumbline.engine.forecast.mixture import mixture_weights, t4_below
from plumbline.engine.forecast.prediction import WEEKS_ROUND_WHICH

#: Trust, farther and contrast; then for each idea its shape, scale, weight and widening; last the
#: pull of the second idea of levels, by its logit below PULL_MOST. Shapes, scales, trust and
#: contrast by their logarithms. Round numbers after first trials; the search begins here.
LEVEL_GUESS = (
    *(0.7, -0.1, 0.1),
    *(-3.0, -0.2, -3.0, -0.5, -1.0, 0.0, 0.0),
    *(3.0, -2.0, -1.0, 0.7, -3.0, 0.5, 0.1),
    *(-6.0, -2.0, 3.0, -6.0, -3.0, -4.0, 0.1),
    0.5,
)
TOTAL_GUESS = (
    *(0.0, -0.1, -0.9),
    *(6.0, 1.5, -2.6, -0.4, -3.7, 0.0, -0.65),
    *(8.0, -2.5, 0.0, -0.3, -7.0, 0.0, 0.0),
)
OF_MODEL, OF_IDEA, OF_SHAPE = 3, 7, 4
#: What the search leaves as set here. The weight of a first idea is what the others are compared
#: with. The steady idea is there for lines that people draw, of which these series have few: the
#: fit must not lose it. And the widths of totals: the search would have a total of two readings
#: far too sure, and the smooth ones of the two sources covered too seldom.
KEPT_OF_LEVELS = frozenset({3, 8, *range(17, 21), 22})
KEPT_OF_TOTALS = frozenset({0, 7, 8, 9, 16})
PULL_MOST = 0.9
CHANCE_LEAST = 0.005
LOG_LOSS_PART = 0.1
DENSITY_PART = 0.05
DENSITY_LEAST = 1e-3
#: Keeps constants that hardly matter near their guesses.
HOLD = 2e-5
SWEEPS = 10
FIRST_STEP = 0.4
COVERED = 0.8
#: Forecasts of neighbouring weeks tell the search little new.
LEARNED_AT = (3, 5, 7, 9)
WIDENINGS = tuple(step / 20 for step in range(-6, 7))


def model_of(kind: str, constants: Sequence[float]) -> Model:
    """Build a model from the numbers that the search moves."""
    trust, farther, contrast = exp(constants[0]), constants[1], exp(constants[2])
    shape = LevelShape if kind == LEVEL else TotalShape
    ideas = []
    for begin in range(OF_MODEL, len(constants) - OF_IDEA + 1, OF_IDEA):
        part = constants[begin : begin + OF_IDEA]
        scale, weight, widening = part[OF_SHAPE:]
        is_pulled = kind == LEVEL and begin == OF_MODEL + OF_IDEA
        pull = PULL_MOST / (1 + exp(-constants[-1])) if is_pulled else 0.0
        ideas.append(Idea(shape(*map(exp, part[:OF_SHAPE])), exp(scale), pull, weight, widening))
    return Model(tuple(ideas), trust, contrast, farther)


@dataclass(frozen=True, slots=True)
class Sample:
    """A window as the search sees it: in ways of its first target.

    Attributes:
        days: Days with a reading.
        values: Theirs.
        counts: For each week asked, how many of them were known.
        end: The last value.
        goals: For each target its distance in ways, and whether it was hit.
        weight: Of each of its forecasts.
        stratum: Where its coverage is counted.
    """

    days: tuple[int, ...]
    values: tuple[float, ...]
    counts: tuple[int, ...]
    end: float
    goals: tuple[tuple[float, bool], ...]
    weight: float
    stratum: str


def samples(windows: Sequence[Window], *, some_missing: bool = True) -> list[Sample]:
    """Every other window with check-ins missing if some are, the others whole."""
    weights = stratum_weights(windows)
    found = []
    for number, window in enumerate(windows):
        way = window.way(window.targets[0])
        weeks = window.weeks_known(ASKED_AT[-1], some_missing=some_missing and number % 2 == 1)
        found.append(
            Sample(
                days=tuple(7 * week for week in weeks),
                values=tuple((window.values[week] - window.values[0]) / way for week in weeks),
                counts=tuple(sum(week <= asked for week in weeks) for asked in LEARNED_AT),
                end=(window.values[-1] - window.values[0]) / way,
                goals=tuple(
                    (window.way(target) / way, window.is_hit(target)) for target in window.targets
                ),
                weight=weights[window.stratum],
                stratum=window.stratum,
            )
        )
    return found


#: What one idea says at one time: centre, squared surprises, spread of a week's wandering, belief.
Told = tuple[float, float, float, float, float]


def told(sample: Sample, model: Model, idea: Idea) -> list[Told]:
    """Ask an idea at each week; one pass, since surprises come one after the other."""
    pattern = Pattern(sample.days, 7 * WEEKS)
    knowing = factor(idea.shape, pattern)
    seeing = view(idea.shape, pattern, 7 * WEEKS)
    surprises = knowing.surprises(sample.values)
    centres = [0.0, *accumulate(map(mul, seeing.loads, surprises))]
    squares = [0.0, *accumulate(map(mul, surprises, surprises))]
    known = [0.0, *accumulate(map(mul, seeing.loads, seeing.loads))]
    found = []
    for count in sample.counts:
        ahead = WEEKS - (sample.days[count - 1] / 7 if count else 0)
        wide = exp(idea.widening + model.farther * (ahead / WEEKS_ROUND_WHICH - 1))
        determinant = knowing.log_determinants[count - 1] if count else 0.0
        evidence = determinant + count * log(squares[count] or 1.0)
        found.append(
            (
                centres[count],
                squares[count],
                wide * sqrt(max(seeing.variance - known[count], 0.0)),
                idea.weight - model.contrast * evidence / 2,
                idea.pull * ahead / WEEKS,
            )
        )
    return found


#: Weight, centre and spread of an idea in one forecast.
Part = tuple[float, float, float]


def mixed(model: Model, sample: Sample) -> Iterator[tuple[float, bool, list[Part]]]:
    """Each forecast of a sample: its goal, whether it was hit, and its distribution."""
    answers = [told(sample, model, idea) for idea in model.ideas]
    for index, count in enumerate(sample.counts):
        ideas = [answer[index] for answer in answers]
        weights = mixture_weights([idea[3] for idea in ideas])
        for goal, is_hit in sample.goals:
            parts = []
            for idea, weight, (middle, squared, wide, _, pulled) in zip(
                model.ideas, weights, ideas, strict=True
            ):
                centre = middle + pulled * goal
                way = idea.scale * max(goal, abs(goal - centre) / (1 - pulled))
                week = sqrt((model.trust * way * way + squared) / (model.trust + count))
                parts.append((weight, centre, wide * week))
            yield goal, is_hit, parts


def loss(model: Model, found: Sequence[Sample]) -> float:
    """The sum over the strata of the mean loss per forecast."""
    return sum(
        sample.weight
        * sum(
            _case_loss(goal, is_hit, parts, sample.end)
            for goal, is_hit, parts in mixed(model, sample)
        )
        for sample in found
    )


def _case_loss(goal: float, is_hit: bool, parts: Sequence[Part], end: float) -> float:
    chance = density = 0.0
    for weight, centre, spread in parts:
        chance += weight * t4_below(centre - goal, spread)
        density += weight * _t4_density((end - centre) / spread) / spread
    chance = min(1 - CHANCE_LEAST, max(CHANCE_LEAST, chance))
    missed = chance - is_hit
    surprise = -log(chance if is_hit else 1 - chance)
    told_end = -log(density * goal + DENSITY_LEAST)
    return missed * missed + LOG_LOSS_PART * surprise + DENSITY_PART * told_end


def _t4_density(ratio: float) -> float:
    squared = 1 + ratio * ratio / 4
    return 0.375 / (squared * squared * sqrt(squared))


def search(
    score: Callable[[Sequence[float]], float],
    guess: Sequence[float],
    *,
    kept: frozenset[int],
) -> list[float]:
    """Move one constant at a time, by steps that grow when they help and shrink when not."""
    best = list(guess)
    steps = [FIRST_STEP] * len(best)
    least = score(best)
    for _ in range(SWEEPS):
        for index in sorted(set(range(len(best))) - kept):
            for sign in (1, -1):
                tried = [*best]
                tried[index] += sign * steps[index]
                found = score(tried)
                if found < least:
                    best, least = tried, found
                    steps[index] *= 1.5 * sign
                    break
            else:
                steps[index] /= 2.5
    return best


def model_fit(kind: str, windows: Sequence[Window], *, most: int) -> Model:
    """Fit the constants of one kind.

    Args:
        kind: Level or cumulative.
        windows: To learn from.
        most: Windows taken, evenly spread.
    """
    ours = [window for window in windows if window.kind == kind]
    found = samples(ours[:: max(1, len(ours) // most)])
    guess, kept = (LEVEL_GUESS, KEPT_OF_LEVELS) if kind == LEVEL else (TOTAL_GUESS, KEPT_OF_TOTALS)
    strata = len({sample.stratum for sample in found})

    def score(constants: Sequence[float]) -> float:
        held = sum((one - other) ** 2 for one, other in zip(constants, guess, strict=True))
        return loss(model_of(kind, constants), found) / strata + HOLD * held

    whole = samples(ours[:: max(1, len(ours) // most)], some_missing=False)
    return evened(model_of(kind, search(score, guess, kept=kept)), whole)


def evened(model: Model, found: Sequence[Sample]) -> Model:
    """Widen all ideas alike so that the worst stratum's 80 % interval is as good as can be."""

    def wider(added: float) -> Model:
        ideas = (replace(idea, widening=idea.widening + added) for idea in model.ideas)
        return replace(model, ideas=tuple(ideas))

    def worst(candidate: Model) -> float:
        inside: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for sample in found:
            for _, _, parts in mixed(candidate, sample):
                below = sum(
                    weight * t4_below(sample.end - centre, spread)
                    for weight, centre, spread in parts
                )
                inside[sample.stratum][0] += 0.1 <= below <= 0.9
                inside[sample.stratum][1] += 1
        return max(abs(part / whole - COVERED) for part, whole in inside.values())

    return min(map(wider, WIDENINGS), key=worst)


def main() -> int:
    """Fit both kinds on every series of a folder and print the table of constants."""
    parser = argparse.ArgumentParser(prog="python -m bench.forecast_fit", description=__doc__)
    parser.add_argument("--series", type=Path, required=True, help="folder of CSV files")
    parser.add_argument("--most", type=int, default=800, help="windows of each kind")
    parser.add_argument("--kind", choices=(LEVEL, TOTAL), action="append")
    options = parser.parse_args()
    windows = windows_read(options.series)
    for kind in options.kind or (LEVEL, TOTAL):
        model = model_fit(kind, windows, most=options.most)
        print(f"{'LEVELS' if kind == LEVEL else 'TOTALS'}: Final = {written(model)}")
    return 0


def written(model: Model) -> str:
    """A model as Python, its numbers with three digits."""

    def digits(value: float) -> str:
        return f"{value:.3g}" if abs(value) >= 1e-9 else "0.0"

    lines = ["Model("]
    lines.append("    ideas=(")
    for idea in model.ideas:
        names = type(idea.shape).__dataclass_fields__
        shape = ", ".join(f"{name}={digits(getattr(idea.shape, name))}" for name in names)
        lines += [
            "        Idea(",
            f"            shape={type(idea.shape).__name__}({shape}),",
            *(
                f"            {name}={digits(getattr(idea, name))},"
                for name in ("scale", "pull", "weight", "widening")
            ),
            "        ),",
        ]
    lines.append("    ),")
    for name in ("trust", "contrast", "farther"):
        lines.append(f"    {name}={digits(getattr(model, name))},")
    return "\n".join([*lines, ")"])


if __name__ == "__main__":
    raise SystemExit(main())

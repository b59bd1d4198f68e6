"""From a path of readings to the distribution of a later value.

Each idea of a model is asked what it expects and how well it would have foretold the readings;
their answers are mixed by that. Nothing is fitted to the single key result: every number here
follows from the readings in closed form.

Three choices keep the laws that people rely on:

- How much each idea is believed, and what it expects of the values, depends on the readings
  alone. The target moves the centre by less than itself (`pull`).
- Before readings say better, a week's wandering is a part of the way asked for, or of the way
  still missing if that is longer. A chance therefore never grows when its target is moved away.
- Everything is counted in ways from baseline to target, so that units do not matter.

Source: conjugate normal regression with an unknown variance (Gelman et al., Bayesian Data
Analysis, 3rd edition, 14.8) and Bayesian model averaging (ibid., 7.4).
"""

from dataclasses import dataclass
from math import exp, inf, log, sqrt

from plumbline.engine.forecast.covariance import WEEKS, Factor, Pattern, factor, view
from plumbline.engine.forecast.ideas import Idea, Model
from plumbline.engine.forecast.mixture import Mixture, mixture_weights

WEEKS_ROUND_WHICH = 6


@dataclass(frozen=True, slots=True)
class Path:
    """Readings in ways from the first point to the target.

    Attributes:
        pattern: Their days, counted from the first point, whose value is 0.
        values: Their values.
        goal: The value that sets the scale; 1 when the first point is the baseline.
        unit: What one way is taken to be when the wandering is not known yet, above 0 unless
            nothing is known at all.
        floor: No later value lies below; minus infinity for levels.
        is_aimed: Whether the goal is something to move to; a limit only bounds.
    """

    pattern: Pattern
    values: tuple[float, ...]
    goal: float = 1.0
    unit: float = 1.0
    floor: float = -inf
    is_aimed: bool = True


def predict(path: Path, model: Model, day: int) -> Mixture:
    """The distribution of the value on a later day.

    Args:
        path: What is known.
        model: The ideas to ask, with their constants.
        day: Counted from the first point, after the last reading.
    """
    seen = path.pattern.days[-1] if path.pattern.days else 0
    ahead = WEEKS * (day - seen) / path.pattern.length
    beliefs: list[float] = []
    centres: list[float] = []
    spreads: list[float] = []
    for idea in model.ideas:
        knowing = factor(idea.shape, path.pattern)
        surprises = knowing.surprises(path.values)
        squared = sum(one * one for one in surprises)
        seeing = view(idea.shape, path.pattern, day)
        centre = sum(load * one for load, one in zip(seeing.loads, surprises, strict=True))
        pulled = idea.pull * ahead / WEEKS if path.is_aimed else 0.0
        centre += pulled * path.goal
        left = seeing.variance - sum(load * load for load in seeing.loads)
        wide = exp(idea.widening + model.farther * (ahead / WEEKS_ROUND_WHICH - 1))
        missing = abs(path.goal - centre) / (1 - pulled)
        way = idea.scale * max(path.unit, missing)
        week = sqrt((model.trust * way * way + squared) / (model.trust + len(surprises)))
        beliefs.append(_belief(idea, model, knowing, squared))
        centres.append(centre)
        spreads.append(wide * sqrt(max(left, 0.0)) * week)
    weights = mixture_weights(beliefs)
    return Mixture(tuple(weights), tuple(centres), tuple(spreads), path.floor)


def _belief(idea: Idea, model: Model, knowing: Factor, squared: float) -> float:
    """Logarithm of how much an idea is believed after the readings, up to a constant."""
    if not knowing.log_determinants:
        return idea.weight
    count = len(knowing.log_determinants)
    told = knowing.log_determinants[-1] + count * log(squared or 1.0)
    return idea.weight - model.contrast * told / 2

"""What the forecast believes of a metric before and while it sees readings.

An `Idea` is one way in which metrics move. A `Model` holds the ideas that compete for metrics of
one sort; the readings decide how much each is believed. Time is counted in weeks of a quarter:
thirteenths of the key result's own time, however long that is.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LevelShape:
    """How a level wanders; variances relative to that of one week's plain wandering.

    Attributes:
        trailing: Of what a figure over the trailing month takes in each week and drops again
            a month later.
        noise: Of a single reading, the baseline's included.
        drift: Of the weekly drift at the start.
        fade: Part of the drift that is lost each week.
    """

    trailing: float
    noise: float
    drift: float
    fade: float


@dataclass(frozen=True, slots=True)
class TotalShape:
    """How the weekly rate of a total wanders; variances relative to one week's wandering.

    Attributes:
        rate: Of the weekly rate at the start: large, the rate is learned from the readings.
        scatter: Of what a single week adds beside its rate.
        drift: Of the weekly drift of the rate at the start.
        fade: Part of the drift that is lost each week.
    """

    rate: float
    scatter: float
    drift: float
    fade: float


Shape = LevelShape | TotalShape


@dataclass(frozen=True, slots=True)
class Idea:
    """One way in which metrics move.

    Attributes:
        shape: How values of different days hang together.
        scale: A week's wandering, as a part of the way from baseline to target, before any
            reading is seen.
        pull: Part of the way that the target itself adds over a whole cycle: targets are set
            with something in mind.
        weight: Logarithm of how much the idea is believed before any reading is seen.
        widening: Logarithm of the factor that real errors are wider by than those of the idea.
    """

    shape: Shape
    scale: float
    pull: float
    weight: float
    widening: float


@dataclass(frozen=True, slots=True)
class Model:
    """The ideas that compete for one sort of metric.

    Attributes:
        ideas: All of them.
        trust: How many readings the `scale` of an idea counts for.
        contrast: How strongly the fit of the readings moves belief from idea to idea; 1 is what
            probability theory says of ideas that are exactly true.
        farther: Added to each `widening` for every six weeks beyond six that lie ahead.
    """

    ideas: tuple[Idea, ...]
    trust: float
    contrast: float
    farther: float

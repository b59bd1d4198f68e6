"""The outcome of looking for a metric in a sentence, and what all ways of looking share."""

from dataclasses import dataclass
from decimal import Decimal

from plumbline.engine.documents.metric_words import VERB
from plumbline.engine.documents.model import Metric, MetricKind
from plumbline.engine.documents.numbers_in_text import TextNumber


@dataclass(frozen=True, slots=True)
class TextMetric:
    """What a sentence says it measures.

    Attributes:
        metric: The metric, or `None` when no number measures anything.
        baseline_at: Half-open stretch of the text that holds the baseline, digits and unit.
        target_at: The stretch that holds the target or limit.
        low_at: The stretch of the lower end of a range.
        high_at: The stretch of the upper end of a range.
        doubtful: Several readings are possible: show it to a person.
    """

    metric: Metric | None
    baseline_at: tuple[int, int] | None = None
    target_at: tuple[int, int] | None = None
    low_at: tuple[int, int] | None = None
    high_at: tuple[int, int] | None = None
    doubtful: bool = False


NOTHING = TextMetric(None)


def direction_before(text: str, position: int) -> str | None:
    """Return `up`, `down` or `hold` for the change word nearest before `position`."""
    found = None
    for match in VERB.finditer(text, 0, position):
        found = match.lastgroup
    return found


def stretch(number: TextNumber) -> tuple[int, int]:
    """Return the half-open stretch of the text that a number takes, unit included."""
    return number.start, number.end


def kind_between(baseline: Decimal, target: Decimal) -> MetricKind | None:
    """Return which way a change goes; `None` when there is none."""
    if target > baseline:
        return MetricKind.INCREASE
    return MetricKind.DECREASE if target < baseline else None

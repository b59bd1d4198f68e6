"""What one part adds to an objective, as exact integers that can be added and taken away.

Weights count in thousandths, progress in 10⁻⁹, their products in 10⁻¹², so that a check-in adds
one difference to each ancestor and never drifts from the full recomputation.

Source: the definitions in `docs/explanation/what-the-numbers-mean.md`.
"""

from dataclasses import astuple, dataclass
from typing import Protocol

from plumbline.domain.okrs.models.choices import State, Style

#: A child objective counts in its parent's mean from its activation on, unless it was stopped.
COUNTING_CHILD_STATES = frozenset({State.ACTIVE, State.PAUSED, State.GRADING, State.CLOSED})

#: What is over keeps its number: neither a child nor a link moves it any more.
OVER_STATES = frozenset({State.CLOSED, State.STOPPED})


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a part, or the difference between two states of it, adds to the sums."""

    weight_sum: int = 0
    weighted_sum: int = 0
    data_parts: int = 0
    confidence_weight: int = 0
    confidence_sum: int = 0
    guardrails_breached: int = 0

    def __add__(self, other: "Contribution") -> "Contribution":
        return Contribution(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def __sub__(self, other: "Contribution") -> "Contribution":
        return Contribution(*(a - b for a, b in zip(astuple(self), astuple(other), strict=True)))


NOTHING = Contribution()


class KeyResultFacts(Protocol):
    """What of a key result decides its contribution."""

    is_guardrail: bool
    state: str
    weight: int


class KeyResultScoreFacts(Protocol):
    """What of a key result's score decides its contribution."""

    progress: int
    has_data: bool
    confidence: int | None
    is_breached: bool


def key_result_contribution(key_result: KeyResultFacts, score: KeyResultScoreFacts) -> Contribution:
    """Return what a key result adds to its objective.

    A stopped one adds nothing from that day on; a guardrail adds no progress, only that it is
    breached.
    """
    if key_result.state == State.STOPPED:
        return NOTHING
    if key_result.is_guardrail:
        return Contribution(guardrails_breached=int(score.is_breached))
    confidence = score.confidence
    return Contribution(
        weight_sum=key_result.weight,
        weighted_sum=key_result.weight * score.progress,
        data_parts=int(score.has_data and key_result.weight > 0),
        confidence_weight=key_result.weight if confidence is not None else 0,
        confidence_sum=key_result.weight * confidence if confidence is not None else 0,
    )


def link_contribution(
    *, weight: int | None, child_state: str, child_progress: int | None, child_has_data: bool
) -> Contribution:
    """Return what a contributing child objective adds to its parent.

    Args:
        weight: The link's weight in thousandths; `None` when it only supports.
        child_state: A child that is a draft or was stopped adds nothing.
        child_progress: In 10⁻⁹; `None` when the child is not scored and is left out.
        child_has_data: Whether any part of the child has a reading.
    """
    if weight is None or child_progress is None or child_state not in COUNTING_CHILD_STATES:
        return NOTHING
    return Contribution(
        weight_sum=weight,
        weighted_sum=weight * child_progress,
        data_parts=int(child_has_data and weight > 0),
    )


def progress_from_sums(*, weight_sum: int, weighted_sum: int, style: str) -> int | None:
    """Return Σ w·p / Σ w in 10⁻⁹, rounded half up, or `None` when the objective is not scored."""
    if weight_sum == 0 or style == Style.LEARNING:
        return None
    return (2 * weighted_sum + weight_sum) // (2 * weight_sum)

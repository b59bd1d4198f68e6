"""Confidence: the owner's word from 1 to 10, its bands and its mean.

The bands have words of their own (low, medium, high), never those of a status.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from plumbline.engine.messages import Message
from plumbline.engine.scoring.decimals import NumberRefused, exactly, round_shown
from plumbline.engine.scoring.rollup import weight_scaled
from plumbline.engine.scoring.statuses import Status, chance_status

LOW_UP_TO = 3
HIGH_FROM = 7
LEAST, MOST = 1, 10


#: A word of ten is compared with a chance in points of a hundred.
POINTS_APART = 25


class ConfidenceBand(StrEnum):
    """How sure the owner is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


BAND_OF_STATUS = {
    Status.OFF_TRACK: ConfidenceBand.LOW,
    Status.AT_RISK: ConfidenceBand.MEDIUM,
    Status.ON_TRACK: ConfidenceBand.HIGH,
}


@dataclass(frozen=True, slots=True)
class ConfidencePart:
    """A key result's part in its objective's mean confidence.

    Attributes:
        weight: 0 or more, at most 3 places.
        confidence: 1 to 10; `None` when nobody said.
        is_guardrail: Guardrails are left out.
    """

    weight: Decimal
    confidence: int | None
    is_guardrail: bool = False


def confidence_accept(value: int) -> int:
    """Check a confidence.

    Raises:
        NumberRefused: Not from 1 to 10.
    """
    if not LEAST <= value <= MOST:
        raise NumberRefused(
            Message("scoring.confidence_refused", {"value": value, "least": LEAST, "most": MOST})
        )
    return value


def confidence_band(value: int | Decimal) -> ConfidenceBand:
    """The band of a confidence or of a mean: low up to 3, high from 7."""
    if value <= LOW_UP_TO:
        return ConfidenceBand.LOW
    return ConfidenceBand.HIGH if value >= HIGH_FROM else ConfidenceBand.MEDIUM


@exactly
def disagrees(value: int, chance: Decimal) -> bool:
    """Whether the owner's word and the chance (0 to 1) say different things.

    They do when the band is not the one that goes with the status, or 25 points lie between them.
    """
    is_other = BAND_OF_STATUS[chance_status(chance)] is not confidence_band(value)
    return is_other or abs(value * 10 - chance * 100) >= POINTS_APART


@exactly
def mean_confidence(parts: Iterable[ConfidencePart]) -> Decimal | None:
    """The weighted mean of the confidences given, one decimal half up.

    Returns:
        `None` when no key result with weight has one.

    Raises:
        NumberRefused: A confidence or weight out of bounds.
    """
    weights = weighted = 0
    for part in parts:
        if part.is_guardrail or part.confidence is None:
            continue
        weight = weight_scaled(part.weight)
        weights += weight
        weighted += weight * confidence_accept(part.confidence)
    return round_shown(Decimal(weighted) / weights, 1) if weights else None

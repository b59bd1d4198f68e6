"""One distribution of a later value: a mixture of Student t distributions with 4 degrees.

The chance is its share beyond the target and the fan are its quantiles, so the two never disagree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import copysign, exp, inf, sqrt
from typing import Final

#: Quantiles of Student's t with 4 degrees of freedom. Source: its distribution in closed form.
T4_QUANTILES: Final = {
    0.1: -1.5332062740589438,
    0.25: -0.7406970841126829,
    0.5: 0.0,
    0.75: 0.7406970841126829,
    0.9: 1.5332062740589438,
}
STEPS_MOST = 60
EXACT_ENOUGH = 1e-12


@dataclass(frozen=True, slots=True)
class Mixture:
    """Student t distributions with 4 degrees of freedom, each with a weight.

    Attributes:
        weights: Adding up to 1.
        centres: Their middles.
        spreads: Their scales, 0 or more; 0 is a single value.
        floor: No value lies below: what would, is the floor itself.
    """

    weights: tuple[float, ...]
    centres: tuple[float, ...]
    spreads: tuple[float, ...]
    floor: float = -inf

    def reaches(self, value: float) -> float:
        """The probability of this value or more, 0 to 1."""
        if value <= self.floor:
            return 1.0
        return self._beyond(value, 1)

    def stays_below(self, value: float) -> float:
        """The probability of this value or less, 0 to 1."""
        return 0.0 if value < self.floor else self._beyond(value, -1)

    def _beyond(self, value: float, sign: int) -> float:
        parts = zip(self.weights, self.centres, self.spreads, strict=True)
        share = sum(
            weight * t4_below(sign * (centre - value), spread) for weight, centre, spread in parts
        )
        return min(1.0, max(0.0, share))

    def quantile(self, share: float) -> float:
        """The value that the distribution stays below with this probability."""
        reach = T4_QUANTILES.get(share)
        if reach is None:
            reach = _t4_quantile(share)
        ends = [
            centre + spread * reach
            for centre, spread in zip(self.centres, self.spreads, strict=True)
        ]
        low, high = min(ends), max(ends)
        if high > low:
            low = self._between(low, high, share)
        return max(self.floor, low)

    def _between(self, low: float, high: float, share: float) -> float:
        """Close in on a quantile by false position (Illinois), which never leaves its bounds."""
        below = self.stays_below_freely(low) - share
        above = self.stays_below_freely(high) - share
        near = EXACT_ENOUGH * (high - low)
        side = 0
        for _ in range(STEPS_MOST):
            if high - low <= near or above <= below:
                break
            middle = min(high, max(low, low - below * (high - low) / (above - below)))
            found = self.stays_below_freely(middle) - share
            if abs(found) < EXACT_ENOUGH:
                return middle
            if found < 0:
                low, below = middle, found
                above = above / 2 if side < 0 else above
                side = -1
            else:
                high, above = middle, found
                below = below / 2 if side > 0 else below
                side = 1
        return (low + high) / 2

    def stays_below_freely(self, value: float) -> float:
        """`stays_below` as if there were no floor."""
        return self._beyond(value, -1)


def t4_below(distance: float, spread: float) -> float:
    """The probability that a value of this spread round 0 is `distance` or less.

    Source: the distribution function of Student's t with 4 degrees of freedom in closed form,
    Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.4.
    """
    if spread <= 0:
        return 1.0 if distance >= 0 else 0.0
    ratio = distance / spread
    if abs(ratio) > 1e8:
        return 0.5 + copysign(0.5, ratio)
    part = ratio / sqrt(1 + ratio * ratio / 4)
    return 0.5 + 0.375 * part * (1 - part * part / 12)


def _t4_quantile(share: float) -> float:
    low, high = -1e4, 1e4
    for _ in range(STEPS_MOST):
        middle = (low + high) / 2
        low, high = (middle, high) if t4_below(middle, 1) < share else (low, middle)
    return (low + high) / 2


def mixture_weights(logarithms: Sequence[float]) -> list[float]:
    """Turn logarithms of beliefs into weights that add up to 1."""
    most = max(logarithms)
    shares = [exp(one - most) for one in logarithms]
    total = sum(shares)
    return [share / total for share in shares]

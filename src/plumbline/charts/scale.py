"""Scales from values and days to coordinates, and ticks at round values.

Shares are taken in Decimal before they become floats, so that a measure of any size keeps its
place and nothing overflows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

STEPS = (Decimal(1), Decimal(2), Decimal(5))


@dataclass(frozen=True, slots=True)
class ValueScale:
    """A linear scale of values; `low` is drawn at `bottom`, `high` at `top` (in px)."""

    low: Decimal
    high: Decimal
    bottom: float
    top: float

    def place(self, value: Decimal) -> float:
        """The y coordinate of a value, kept inside the scale."""
        share = float((value - self.low) / (self.high - self.low))
        return self.bottom + (self.top - self.bottom) * min(1.0, max(0.0, share))


@dataclass(frozen=True, slots=True)
class DayScale:
    """A linear scale of days; `first` is drawn at `left`, `last` at `right` (in px)."""

    first: date
    last: date
    left: float
    right: float

    def place(self, day: date) -> float:
        """The x coordinate of a day, kept inside the scale."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))


def covering(values: Iterable[Decimal], air: Decimal = Decimal("0.1")) -> tuple[Decimal, Decimal]:
    """The ends of an axis that covers all values with air on both sides.

    An axis whose values are all zero or more does not go below zero.

    Args:
        values: At least one value.
        air: Part of the span added at each end.

    Returns:
        Two different values, low and high.
    """
    known = tuple(values)
    low, high = min(known), max(known)
    span = high - low or abs(high) / 2 or Decimal(1)
    bottom, top = low - span * air, high + span * air
    if bottom < 0 <= low:
        bottom = Decimal(0)
    if top > 0 >= high:
        top = Decimal(0)
    return (bottom, top) if bottom < top else (bottom, bottom + span)


def ticks(low: Decimal, high: Decimal, most: int = 5) -> tuple[Decimal, ...]:
    """Round values between two ends: multiples of 1, 2 or 5 times a power of ten.

    Args:
        low: Lower end.
        high: Upper end, above `low`.
        most: The greatest number of ticks wanted, at least 2.

    Returns:
        Ascending values, all inside the ends; the smallest step that gives at most `most`.
    """
    exponent = (high - low).adjusted() - 1
    while True:
        for step in (factor.scaleb(exponent) for factor in STEPS):
            first = (low / step).to_integral_value(ROUND_CEILING)
            last = (high / step).to_integral_value(ROUND_FLOOR)
            count = int(last - first) + 1
            if count <= most:
                return tuple((first + index) * step for index in range(max(0, count)))
        exponent += 1


def month_starts(first: date, last: date) -> tuple[date, ...]:
    """The first days of the months that begin after `first` and not after `last`."""
    found: list[date] = []
    day = first.replace(day=1)
    while True:
        day = (day + timedelta(days=32)).replace(day=1)
        if day > last:
            return tuple(found)
        found.append(day)

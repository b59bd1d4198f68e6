"""The few words a chart says, handed in so that they come translated and in a person's format."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

MINUS = "\u2212"
THIN_SPACE = "\u202f"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MOST_DIGITS = 60
WIDE = Context(prec=2 * MOST_DIGITS)  # a context of its own: a wide value must not overflow it
UNITS_WITHOUT_SPACE = frozenset({"x", "×", "°"})
UNITS_IN_FRONT = frozenset({"$", "€", "£", "¥"})


def half_up(value: Decimal, places: int) -> Decimal:
    """Round half up, the way everything shown is rounded.

    Args:
        value: A finite number.
        places: Digits kept behind the decimal mark, 0 or more.

    Returns:
        The value with at most these places.
    """
    if value == value.to_integral_value() or value.adjusted() > MOST_DIGITS:
        return value
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, WIDE)
    return rounded if rounded != value else value


def number_plain(value: Decimal) -> str:
    """Write a number in English: no trailing zeros, a real minus, thousands set apart."""
    if value == value.to_integral_value():
        digits = f"{value.quantize(Decimal(1)):,}" if value.adjusted() < 27 else f"{value:.3e}"
    else:
        digits = f"{value.normalize():,f}"
    return digits.replace(",", THIN_SPACE).replace("-", MINUS)


def day_plain(day: date) -> str:
    """Write a day in English without its year: 23 Nov."""
    return f"{day.day} {MONTHS[day.month - 1]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartWords:
    """Sentences with named places, and how numbers and days are written.

    The defaults are English; pages hand in translated ones.
    """

    today: str = "today"
    baseline: str = "baseline {value}"
    target: str = "Target {value}"
    target_changed: str = "target changed"
    at_most: str = "At most {value}"
    at_least: str = "At least {value}"
    pace: str = "expected pace"
    pace_today: str = "expected pace, {value} today"
    middle_forecast: str = "{value} middle forecast"
    forecast_row: str = (
        "middle forecast {middle}; 5 in 10 between {low_5} and {high_5}, "
        "8 in 10 between {low_8} and {high_8}"
    )
    no_check_in: str = "no check-in yet"
    first_reading: str = "No check-in yet. The line starts with the first one."
    day: str = "Day"
    value: str = "Value"
    expected: str = "Expected pace"
    target_column: str = "Target"
    week: str = "Week"
    progress: str = "{share} of the way"
    progress_and_pace: str = "{share} of the way, pace is {pace}"
    no_data: str = "No data: no check-in yet"
    week_of: str = "{name}, week {week} of {weeks}"
    mean_of: str = "mean {value}"
    pace_at: str = "pace {value}"
    bar: str = "the bar, {value}"
    percent_or_ten: str = "{value}, or {of} of 10"
    no_chance: str = "no chance yet"
    nobody: str = "nobody has said"
    style: str = "Style"
    objective: str = "Objective"
    objectives: str = "Objectives"
    mean: str = "Mean"
    least: str = "Least"
    most: str = "Most"
    mean_chance: str = "Mean chance"
    mean_confidence: str = "Mean confidence, of 10"
    trend: str = "{finding} From {first} to {last}."
    number: Callable[[Decimal], str] = number_plain
    format_day: Callable[[date], str] = day_plain

    def with_unit(self, value: Decimal, unit: str | None) -> str:
        """Write a measure with its unit as people do: 35 %, 8 days, $30, 2x."""
        number = self.number(value)
        if not unit:
            return number
        if unit in UNITS_IN_FRONT:
            return f"{unit}{number}"
        if unit in UNITS_WITHOUT_SPACE:
            return f"{number}{unit}"
        return f"{number}{THIN_SPACE if unit == '%' else ' '}{unit}"

    def percent(self, share: Decimal) -> str:
        """Write a share of one as a whole percentage, rounded half up."""
        return self.with_unit(half_up(share * 100, 0), "%")

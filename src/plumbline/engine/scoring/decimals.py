"""Numbers as Plumbline keeps them: exact decimals with one canonical text.

Measures never touch a float. They are read from plain decimal text, stored as canonical text and
computed in a context of our own, so that neither a caller's context nor its precision can change
a result.
"""

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import wraps
from typing import ParamSpec, TypeVar

from plumbline.engine.messages import Message

P = ParamSpec("P")
R = TypeVar("R")

MAX_DECIMAL_PLACES = 12
MAX_MAGNITUDE = Decimal(10) ** 18
MAX_TEXT_LENGTH = 100
PROGRESS_PLACES = 9

# A quotient of two accepted measures differs from every tie at 9 places by more than 10^-42, so
# 80 digits leave no room for a result that is rounded twice.
EXACT = Context(prec=80, rounding=ROUND_HALF_UP)

_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)


class NumberRefused(ValueError):
    """A number that cannot be a measure.

    Attributes:
        message: What is wrong with it and what to write instead.
    """

    def __init__(self, message: Message) -> None:
        super().__init__(message.id)
        self.message = message


def exactly(function: Callable[P, R]) -> Callable[P, R]:
    """Run a function under `EXACT`, whatever decimal context its caller has set."""

    @wraps(function)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        with localcontext(EXACT):
            return function(*args, **kwargs)

    return inner


def decimal_parse(text: str) -> Decimal:
    """Read a measure from canonical or plain decimal text.

    Args:
        text: Digits with an optional sign and decimal point; surrounding space is allowed.

    Returns:
        The value, whose digits are exactly those written (trailing zeros aside).

    Raises:
        NumberRefused: Not plain decimal text (an exponent, "NaN", a separator), or beyond the
            limits of `decimal_accept`.
    """
    stripped = text.strip()
    if len(stripped) > MAX_TEXT_LENGTH:
        raise NumberRefused(Message("scoring.number_too_long", {"limit": MAX_TEXT_LENGTH}))
    if not _PLAIN.fullmatch(stripped):
        raise NumberRefused(Message("scoring.number_not_plain", {"text": stripped}))
    return decimal_accept(Decimal(stripped))


def decimal_accept(value: Decimal) -> Decimal:
    """Check that a decimal can be stored as a measure.

    Returns:
        The same number in canonical form: no trailing zeros, no exponent, no negative zero.

    Raises:
        NumberRefused: NaN or infinite, 10^18 or more in size, or more than 12 decimal places;
            what is left has at most 30 significant digits.
    """
    if not value.is_finite():
        raise NumberRefused(Message("scoring.number_not_finite"))
    if value and value.adjusted() >= MAX_MAGNITUDE.adjusted():
        raise NumberRefused(Message("scoring.number_too_large"))
    # The exponent is asked first, so that one of minus a million is never written out.
    if (value and value.adjusted() < -MAX_DECIMAL_PLACES) or _places(value) > MAX_DECIMAL_PLACES:
        limit = {"limit": MAX_DECIMAL_PLACES}
        raise NumberRefused(Message("scoring.number_too_many_places", limit))
    return decimal_plain(value)


def _places(value: Decimal) -> int:
    return len(decimal_canonical(value).partition(".")[2])


def decimal_canonical(value: Decimal) -> str:
    """Write a finite decimal as its one canonical text.

    Returns:
        No exponent, no trailing zeros behind the point, "0" for every zero. Equal numbers give
        equal texts.

    Raises:
        NumberRefused: The value is NaN or infinite.
    """
    if not value.is_finite():
        raise NumberRefused(Message("scoring.number_not_finite"))
    if not value:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@exactly
def round_shown(value: Decimal, places: int) -> Decimal:
    """Round half up (a half goes away from zero) to `places` decimal places."""
    rounded = value.quantize(Decimal(1).scaleb(-places))
    return rounded if rounded else abs(rounded)


def round_progress(value: Decimal) -> Decimal:
    """Round a progress half up to the 9 places it is stored with."""
    return round_shown(value, PROGRESS_PLACES)


def decimal_plain(value: Decimal) -> Decimal:
    """The same finite number without exponent and trailing zeros, as it is shown."""
    return Decimal(decimal_canonical(value))


@exactly
def percent_shown(ratio: Decimal) -> Decimal:
    """Turn a ratio into the percentage people are shown: one decimal, half up."""
    return decimal_plain(round_shown(ratio * 100, 1))

"""What the text of one value means: numbers, days and moments, without surprises."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

from plumbline.engine.messages import Message

WHOLE_DIGITS_LIMIT = 18
DECIMAL_PLACES_LIMIT = 12
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)
"""The days that anything can be about; a day before and one behind can always be reckoned with."""

_NUMBER = re.compile(r"([+-]?)(?:([0-9]+)(?:\.([0-9]*))?|\.([0-9]+))(?:[eE]([+-]?[0-9]{1,6}))?\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
    r" ?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})\Z"
)
_RELATIVE = re.compile(r"([+-][0-9.eE]+)\s*%\Z")
_HINTS = (
    (re.compile(r"[+-]?[0-9]+(?::[0-9]{1,2})+(?:\.[0-9]*)?\Z"), "documents.yaml.number_time"),
    (re.compile(r"[+-]?[0-9][0-9_]*_[0-9_.]*\Z"), "documents.yaml.number_underscore"),
    (re.compile(r"[+-]?0[xob][0-9a-fA-F]+\Z"), "documents.yaml.number_base"),
    (re.compile(r"[+-]?\.?(?:nan|inf|infinity)\Z", re.IGNORECASE), "documents.yaml.number_finite"),
    (re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?\Z"), "documents.yaml.number_comma"),
    (re.compile(r"[+-]?[0-9]+,[0-9]+\Z"), "documents.yaml.number_comma"),
    (re.compile(r"[+-]?[0-9.,]+\s*[^0-9\s.,].{0,12}\Z", re.DOTALL), "documents.yaml.number_unit"),
)


class Unreadable(ValueError):
    """A value that cannot be taken; `message` says why and what to write instead."""

    def __init__(self, message: Message) -> None:
        """Keep the reason."""
        super().__init__(message.id)
        self.message = message


def shown(text: str) -> str:
    """Return a value as a message quotes it: one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57] + "…"


def number_parse(text: str) -> Decimal:
    """Read a number exactly as written, never through binary floating point.

    Raises:
        Unreadable: It is no number, is ambiguous (octal, base 60), or exceeds 18 digits before
            or 12 behind the mark.
    """
    match = _NUMBER.match(text)
    if match is None:
        raise Unreadable(_no_number(text))
    sign, whole, behind, bare, exponent = match.groups()
    if whole is not None and len(whole) > 1 and whole[0] == "0":
        raise Unreadable(Message("documents.yaml.number_zero", {"value": shown(text)}))
    digits = (whole or "") + (behind or bare or "")
    power = int(exponent or 0) - len(behind or bare or "")
    significant = digits.strip("0")
    trailing = len(digits) - len(digits.rstrip("0"))
    places = -(power + trailing) if significant else 0
    magnitude = len(digits.lstrip("0")) + power if significant else 0
    if magnitude > WHOLE_DIGITS_LIMIT or places > DECIMAL_PLACES_LIMIT:
        limits = {"digits": WHOLE_DIGITS_LIMIT, "places": DECIMAL_PLACES_LIMIT}
        raise Unreadable(Message("documents.yaml.number_limits", {"value": shown(text), **limits}))
    if not significant:
        return Decimal(0)
    return Decimal(f"{sign}{digits}E{power}") if exponent else Decimal(text)


def _no_number(text: str) -> Message:
    """Return why a text is no number, as helpfully as its shape allows."""
    for pattern, message_id in _HINTS:
        if pattern.match(text):
            return Message(message_id, {"value": shown(text)})
    return Message("documents.yaml.number_expected", {"value": shown(text)})


def relative_parse(text: str) -> Decimal | None:
    """Read a change in percent such as `-20%`; `None` when the text has no sign and percent.

    Raises:
        Unreadable: The number before the percent sign is none.
    """
    match = _RELATIVE.match(text.replace("−", "-"))
    return number_parse(match.group(1)) if match else None


def integer_parse(text: str) -> int:
    """Read a whole number.

    Raises:
        Unreadable: It is none.
    """
    number = number_parse(text)
    if number != number.to_integral_value():
        raise Unreadable(Message("documents.yaml.integer_expected", {"value": shown(text)}))
    return int(number)


def boolean_parse(text: str) -> bool:
    """Read `true` or `false`; the other words of YAML 1.1 (`yes`, `on`) are no truth values here.

    Raises:
        Unreadable: It is neither.
    """
    if text.lower() not in ("true", "false"):
        raise Unreadable(Message("documents.yaml.boolean_expected", {"value": shown(text)}))
    return text.lower() == "true"


def limits_check(
    number: Decimal | int, *, low: int | None, high: int | None, places: int | None
) -> None:
    """Refuse a number outside its limits.

    Raises:
        Unreadable: It is below `low`, above `high`, or has more than `places` decimal places.
    """
    value = number_format(Decimal(number))
    if low is not None and number < low:
        raise Unreadable(Message("documents.yaml.number_below", {"value": value, "low": low}))
    if high is not None and number > high:
        raise Unreadable(Message("documents.yaml.number_above", {"value": value, "high": high}))
    if places is not None and len(value.partition(".")[2]) > places:
        raise Unreadable(
            Message("documents.yaml.number_places", {"value": value, "places": places})
        )


def plain_meaning(text: str) -> object:
    """Return what an unquoted value of a free field is: `None`, a truth value, number, day or text.

    Args:
        text: The value as it stands in the text.

    Returns:
        `None`, `bool`, `int` (written without mark and exponent), `Decimal`, `date`, else the text.
    """
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text.lower() == "true"
    try:
        if _DAY.match(text):
            return day_parse(text)
        number = number_parse(text)
    except Unreadable:
        return text
    return int(number) if text.lstrip("+-").isdigit() else number


def day_parse(text: str) -> date:
    """Read a day written as `2026-11-15`.

    Raises:
        Unreadable: It is written otherwise, the calendar has no such day, or it is too far away.
    """
    if not _DAY.match(text):
        raise Unreadable(Message("documents.yaml.day_expected", {"value": shown(text)}))
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Unreadable(Message("documents.yaml.day_unknown", {"value": shown(text)})) from None
    _day_near(day, text)
    return day


def _day_near(day: date, text: str) -> None:
    """Refuse a day that cannot be reckoned with."""
    if not FIRST_DAY <= day <= LAST_DAY:
        params = {"value": shown(text), "first": FIRST_DAY.year, "last": LAST_DAY.year}
        raise Unreadable(Message("documents.yaml.day_far", params))


def moment_parse(text: str) -> datetime:
    """Read a moment with its offset, such as `2026-11-15T09:30:00Z`, as UTC.

    Raises:
        Unreadable: It is written otherwise, has no offset, does not exist, or lies too far away.
    """
    if not _MOMENT.match(text):
        raise Unreadable(Message("documents.yaml.moment_expected", {"value": shown(text)}))
    try:
        moment = datetime.fromisoformat(text.replace(" ", "T", 1).replace(" ", "")).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Unreadable(Message("documents.yaml.day_unknown", {"value": shown(text)})) from None
    _day_near(moment.date(), text)
    return moment


def number_format(number: Decimal) -> str:
    """Write a number in canonical text: no exponent, no trailing zeros, no negative zero."""
    if number == 0:
        return "0"
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text

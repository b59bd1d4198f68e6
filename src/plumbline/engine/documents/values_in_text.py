"""One value out of the cell of a table or of a field: its number, its unit, its limit."""

import re
from decimal import Decimal
from functools import lru_cache

from plumbline.engine.documents.digits import digits_plain
from plumbline.engine.documents.metrics_in_text import metric_read
from plumbline.engine.documents.model import MetricKind
from plumbline.engine.documents.numbers_in_text import OUT_OF_REACH, decimal_read, numbers_read
from plumbline.engine.documents.rates_in_text import rate_read
from plumbline.engine.documents.units_in_text import unit_of

_HOURS_AND_MINUTES = re.compile(
    r"(?i)\s*(\d{1,4})\s*(?:h|hrs?|hours?|std\.?|stunden?)\s*(\d{1,2})\s*(?:m|mins?|minutes?|minuten?)\s*"
)
_PLAIN = re.compile(r"-?\d{1,15}(?:\.\d{1,2})?", re.ASCII)
"""A bare number, the usual cell: read without looking at it as a sentence."""

_EXAMPLE = re.compile(
    r"(?i)[\W_]*(?:e\.?g\.|z\.\s?B\.|for example|set (?:after|once|when)|tb[dca]\b)"
)
"""What makes the number behind it no value yet."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_NAMED_NUMBER = re.compile(r"\b[A-Za-z]{1,4}\d{1,3}\b")
"""Digits in a name behind a value ("< 1 s p95"), which make it no other value."""

_NUMBER = re.compile(r"[-−+]?\d[\d.,'’ ]*")

VALUES_KNOWN = 4_096  # different cells whose reading is remembered; tables repeat theirs


@lru_cache(maxsize=VALUES_KNOWN)
def value_read(text: str) -> tuple[Decimal | None, str | None, MetricKind | None]:
    """Read one value out of a cell such as `≥ 30 %`, `$1.2M` or `1.234,5`.

    Returns:
        Value, unit as written and the kind that a limit sign asks for; `None` where not stated.
    """
    text = digits_plain(text)
    if _PLAIN.fullmatch(text):
        return Decimal(text), None, None
    if rate := rate_read(text):
        return *rate, None
    if _EXAMPLE.match(text):
        return None, None, None
    if length := _HOURS_AND_MINUTES.fullmatch(text):
        return _hours(int(length[1]), int(length[2]))
    numbers = numbers_read(text)
    if len(_WORD.findall(text)) > 3:
        said = metric_read(text).metric
        target = said.target if said else None
        told = next((n for n in numbers if target is not None and n.value == target), None)
        if told is None or said is None:
            return None, None, None
        limit = said.kind if said.kind in {MetricKind.AT_LEAST, MetricKind.AT_MOST} else None
        return told.value, unit_of(text, told), limit
    if len(numbers) == 1 or (numbers and len(text) < 40):
        number = numbers[0]
        rest = _NAMED_NUMBER.sub("", text[: number.start] + " " + text[number.end :])
        if len(numbers) == 1 and any(character.isdigit() for character in rest):
            return None, None, None
        read = metric_read(text).metric
        kind = (
            read.kind if read and read.kind in {MetricKind.AT_LEAST, MetricKind.AT_MOST} else None
        )
        if number.plus:
            kind = MetricKind.AT_LEAST
        return number.value, unit_of(text, number), kind
    return _digits_alone(text), None, None


def _digits_alone(text: str) -> Decimal | None:
    """Read digits with signs and separators only; `None` where they make no number."""
    match = _NUMBER.fullmatch(text.strip())
    if not match or not any(character.isdigit() for character in text):
        return None
    digits = match.group().strip().lstrip("+-−").strip(" .,")
    try:
        value = decimal_read(digits)[0]
    except ArithmeticError:
        return None
    if value >= OUT_OF_REACH:
        return None
    return -value if text.strip()[0] in "-−" else value


def _hours(hours: int, minutes: int) -> tuple[Decimal, str, None]:
    """Return a duration such as `4h 30min` in hours, in minutes where hours do not come out."""
    total = hours * 60 + minutes
    whole = (Decimal(total) / 60).quantize(Decimal("0.01"))
    if whole * 60 == total:
        return whole.normalize() if total % 60 else Decimal(total // 60), "h", None
    return Decimal(total), "min", None

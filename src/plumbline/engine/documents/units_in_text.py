"""Units as the words behind a number tell them, and durations in one unit."""

import re
from decimal import Decimal

from plumbline.engine.documents.metric_words import (
    NOUN,
    RATE_BEHIND,
    STOP,
)
from plumbline.engine.documents.numbers_in_text import TextNumber
from plumbline.engine.documents.rates_in_text import times_unit


def unit_of(text: str, *numbers: TextNumber) -> str | None:
    """Return the unit of a number, or of the first that has one, or the noun behind it."""
    for number in numbers:
        if number.unit:
            if times := times_unit(text[number.end : number.end + 40], number.unit):
                return times
            rate = (
                RATE_BEHIND.match(text[number.end : number.end + 40])
                if number.kind != "percent"
                else None
            )
            return number.unit + (
                f" {rate['rate'].strip()}" if rate and rate["rate"][0] not in "aA" else ""
            )
    for number in numbers:
        noun = _noun_behind(text, number.end)
        if noun:
            return noun
    return None


def _noun_behind(text: str, position: int) -> str | None:
    """Return the noun a plain count is followed by, with its rate ("signups per week")."""
    tail = text[position : position + 80]
    words: list[str] = []
    end = 0
    for match in NOUN.finditer(tail):
        between = tail[end : match.start()]
        if between.strip(" +*") or "  " in between.strip("+*"):
            break
        word = match.group().lower()
        if word in STOP:
            if words or word not in {"new", "more"}:
                break
            end = match.end()
            continue
        words.append(match.group())
        end = match.end()
        if len(words) == 3:
            break
    if len(words) == 1 and (times := times_unit(tail[end:], words[0])):
        return times
    rate = RATE_BEHIND.match(tail[end:])
    text_of_rate = (
        rate["rate"].strip() if rate and rate["rate"].lower().split()[0] not in {"a"} else ""
    )
    noun = " ".join(words)
    if not noun:
        return text_of_rate or None
    return (
        f"{noun} {text_of_rate}".strip()
        if not text_of_rate.startswith("/")
        else noun + text_of_rate
    )


_SECONDS = (
    (r"ms|millisec\w*", Decimal("0.001")), (r"s|secs?|sec\w+|sek\w+|segundos?", Decimal(1)),
    (r"m|mins?\.?|minut\w+", Decimal(60)), (r"h|hrs?|hours?|std|stunden?|horas?|heures?", Decimal(3600)),  # noqa: E501
    (r"d|days?|tagen?|tage?|d[íi]as?|jours?", Decimal(86400)),
    (r"weeks?|wks?|wochen?|semanas?|semaines?", Decimal(604800)),
)  # fmt: skip


def duration_converted(number: TextNumber, unit: str) -> Decimal | None:
    """Return a duration in another unit; `None` when it does not come out evenly."""
    here = number.unit or ""
    if _seconds(here) is None or _seconds(unit) is None:
        return number.value if here.rstrip("sne") == unit.rstrip("sne") else None
    return duration_in(number.value, here, unit)


def duration_in(value: Decimal, here: str, there: str) -> Decimal | None:
    """Return a value in another unit of time.

    Args:
        value: The value.
        here: Its unit.
        there: The unit that is wanted.

    Returns:
        `None` where it does not come out evenly; the value as it stands where one of the two is
        no unit of time, because then nothing is known of how they belong together.
    """
    one, other = _seconds(here), _seconds(there)
    if one is None or other is None:
        return value
    converted = value * one / other
    return converted.normalize() if converted == round(converted, 3) else None


def _seconds(unit: str) -> Decimal | None:
    """Return how many seconds a unit of time has, `None` for any other."""
    return next(
        (size for words, size in _SECONDS if re.fullmatch(words, unit, re.IGNORECASE)), None
    )

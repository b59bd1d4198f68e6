"""Units as the words behind a number tell them, and durations in one unit."""

import re
from decimal import Decimal

from plumbline.engine.documents.metric_words import (
    NOUN,
    RATE_BEHIND,
    STOP,
)
from plumbline.engine.documents.numbers_in_text import TextNumber


def unit_of(text: str, *numbers: TextNumber) -> str | None:
    """Return the unit of a number, or of the first that has one, or the noun behind it."""
    for number in numbers:
        if number.unit:
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
        if STOP.match(match.group()):
            if words or match.group().lower() not in {"new", "more"}:
                break
            end = match.end()
            continue
        words.append(match.group())
        end = match.end()
        if len(words) == 3:
            break
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
    seconds = {}
    for name in (number.unit or "", unit):
        seconds[name] = next(
            (size for words, size in _SECONDS if re.fullmatch(words, name, re.IGNORECASE)), None
        )
    here, there = seconds[number.unit or ""], seconds[unit]
    if here is None or there is None:
        return number.value if (number.unit or "").rstrip("sne") == unit.rstrip("sne") else None
    value = number.value * here / there
    return value.normalize() if value == round(value, 3) else None

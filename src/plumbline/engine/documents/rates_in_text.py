"""How often something happens: "3x weekly" is three times a week, not three of a thing called x."""

import re
from decimal import Decimal
from typing import Final

_PERIODS: Final = (
    (r"da(?:y|ily)|täglich|tag|d[íi]a|jour", "day"),
    (r"week(?:ly)?|wk|wöchentlich|woche|semana|semaine", "week"),
    (r"fortnight(?:ly)?", "fortnight"),
    (r"month(?:ly)?|monatlich|monat|mes|mois", "month"),
    (r"quarter(?:ly)?|quartal(?:sweise)?|trimestre", "quarter"),
    (r"year(?:ly)?|annum|annually|jährlich|jahr|a[ñn]o|an", "year"),
)
_ONCE: Final = {"once": Decimal(1), "twice": Decimal(2), "thrice": Decimal(3)}
_EACH: Final = r"(?:/\s*|(?:an?|per|each|every|pro|im|por|par|am|in der|al|a la)\s+)"
_NOUN: Final = "|".join(words for words, _period in _PERIODS)
_PERIOD: Final = (
    rf"(?:{_EACH}?(?P<adverb>daily|weekly|fortnightly|monthly|quarterly|yearly|annually|täglich"
    rf"|wöchentlich|monatlich|jährlich)|{_EACH}(?P<noun>{_NOUN}))"
)
_TIMES: Final = r"(?:[x×]|times|mal|veces|fois)"
_BEHIND: Final = re.compile(rf"(?i)\s*{_TIMES}?\s*{_PERIOD}(?!\w)")
_WHOLE: Final = re.compile(
    rf"(?i)\s*(?:(?P<once>once|twice|thrice)|(?P<count>\d+(?:[.,]\d+)?)\s*{_TIMES})\s*{_PERIOD}\s*"
)


def rate_read(text: str) -> tuple[Decimal, str] | None:
    """Read a cell that says how often something happens.

    Returns:
        How often, and the unit "times per week"; `None` where the cell says something else.
    """
    found = _WHOLE.fullmatch(text)
    if found is None:
        return None
    once = found["once"]
    count = _ONCE[once.lower()] if once else Decimal(found["count"].replace(",", "."))
    return count, _unit(found)


def times_unit(behind: str, unit: str) -> str | None:
    """Return the unit of a count of times with its period; `None` where none stands behind it.

    Args:
        behind: The text behind the number and its unit.
        unit: What was taken for its unit.
    """
    if not re.fullmatch(rf"(?i){_TIMES}", unit):
        return None
    found = _BEHIND.match(behind)
    return _unit(found) if found else None


def _unit(found: re.Match[str]) -> str:
    said = (found["adverb"] or found["noun"]).lower()
    period = next(name for words, name in _PERIODS if re.fullmatch(words, said))
    return f"times per {period}"

"""Days that a field or a cell states, as people write them."""

import re
from datetime import date
from functools import lru_cache

from plumbline.engine.documents.due_in_text import due_read
from plumbline.engine.documents.months import month_named
from plumbline.engine.documents.scalars import FIRST_DAY, LAST_DAY

_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_DAY_DOTTED = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)(?![\d.])")
_DAY_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)(?![\d/])")
_DAY_NAMED = re.compile(
    r"(?<![\w.,])(?P<day>\d{1,2})\s?[.º°]?[\s-]?(?:de\s)?(?P<month>[^\W\d_]{3,10})\.?"
    r"[\s-]?(?:del?\s)?(?P<year>\d{4}(?![\w,%])|'?\d\d\Z)"
)
_MONTHS = 12
DAYS_KNOWN = 1_024  # different texts whose reading is remembered: a table names few days


@lru_cache(maxsize=DAYS_KNOWN)
def day_read(text: str | None) -> date | None:
    """Return the day that a field states, `None` when it states none.

    Understood are `2026-10-01`, `1.10.2026`, `31/12/2026` and `12/31/26` (where only one of the
    two can be the month), `31 December 2026` and `Dec 31, 2026`; a month after its day also in the
    other languages of headings: `31. Dezember 2026`, `31-Dec-26`, `31 de diciembre de 2026`.
    """
    if not text:
        return None
    match = _DAY.search(text)
    parts = [int(part) for part in match.groups()] if match else _parts_by_marks(text)
    if parts is None:
        due = due_read(f"by {text}")[0]
        parts = None if due else _parts_by_name(text)
        if parts is None:
            return due
    try:
        day = date(*parts)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def _parts_by_marks(text: str) -> list[int] | None:
    """Return year, month and day of a day written with dots or slashes."""
    if dotted := _DAY_DOTTED.search(text):
        day, month, year = map(int, dotted.groups())
    elif slashed := _DAY_SLASHED.search(text):
        first, second, year = map(int, slashed.groups())
        if first <= _MONTHS and second <= _MONTHS and first != second:
            return None  # either may be the month: whoever wrote it has to say
        day, month = (first, second) if second <= _MONTHS else (second, first)
    else:
        return None
    return [year if year >= 100 else 2000 + year, month, day]


def _parts_by_name(text: str) -> list[int] | None:
    """Return year, month and day of a day whose month is named after it."""
    named = _DAY_NAMED.search(text)
    month = month_named(named["month"]) if named else None
    if named is None or month is None:
        return None
    year = int(named["year"].lstrip("'"))
    return [year if year >= 100 else 2000 + year, month, int(named["day"])]

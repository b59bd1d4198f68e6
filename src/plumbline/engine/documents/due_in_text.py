"""Days that a title names as its end: "by 15 December 2026", "until March 3, 2027"."""

import re
from datetime import date

_MONTHS = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_NAME = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_BEFORE = r"(?i)\b(?:by|until|before|due|no later than)\s+(?:the\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>20\d\d))?(?![\w%])"
_DUE = (
    re.compile(rf"{_BEFORE}(?P<whole>{_DAY}\s+(?:of\s+)?{_NAME}{_YEAR})"),
    re.compile(rf"{_BEFORE}(?P<whole>{_NAME}\s+{_DAY}{_YEAR})"),
)
_LEAP_YEAR = 2024


def due_read(title: str) -> tuple[date | None, str | None]:
    """Return the day by which a title wants to be done.

    Args:
        title: Words without mark-up; only its first 500 characters are looked at.

    Returns:
        The day when it is written with its year, and the words of a day that no calendar has.
    """
    for pattern in _DUE:
        match = pattern.search(title[:500])
        if match is None:
            continue
        month = _MONTHS.index(match["month"][:3].lower()) + 1
        year = int(match["year"] or _LEAP_YEAR)
        try:
            due = date(year, month, int(match["day"]))
        except ValueError:
            return None, match["whole"]
        return (due if match["year"] else None), None
    return None, None

"""The weeks of a cycle: they begin on its first day, and a quarter of 92 days has 13 of them."""

from datetime import date, timedelta
from typing import Final

DAYS_A_WEEK: Final = 7


def week_count(start: date, end: date) -> int:
    """Return how many whole weeks a cycle has, rounded half up, at least one."""
    days = (end - start).days + 1
    return max(1, (2 * days + DAYS_A_WEEK) // (2 * DAYS_A_WEEK))


def week_ends(start: date, end: date) -> tuple[date, ...]:
    """Return the last day of each week; the last week lasts until the cycle ends."""
    first = start + timedelta(days=DAYS_A_WEEK - 1)
    whole = range(week_count(start, end) - 1)
    return (*(first + timedelta(days=DAYS_A_WEEK * week) for week in whole), end)


def week_number(start: date, end: date, day: date) -> int:
    """Return in which week a day is: from 1; 0 before the cycle begins, the last one behind it."""
    gone = (day - start).days + 1
    return max(0, min(-(-gone // DAYS_A_WEEK), week_count(start, end)))

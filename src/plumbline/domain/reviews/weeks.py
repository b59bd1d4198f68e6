"""Which week a day belongs to."""

from datetime import date, timedelta


def week_of(day: date) -> date:
    """Return the Monday of a day's week (ISO 8601)."""
    return day - timedelta(days=day.weekday())

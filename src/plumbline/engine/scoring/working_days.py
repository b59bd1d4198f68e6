"""Which days are worked on: some days of the week, without holidays."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

MONDAY_TO_FRIDAY = frozenset(range(5))
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The days that somebody works on.

    Attributes:
        weekdays: Days of the week that are worked on, 0 for Monday; at least one.
        holidays: Days off, in order, each once.
    """

    weekdays: frozenset[int]
    holidays: tuple[date, ...] = ()

    def includes(self, day: date) -> bool:
        """Whether a day is worked on."""
        return day.weekday() in self.weekdays and not self.is_holiday(day)

    def is_holiday(self, day: date) -> bool:
        """Whether a day is among the holidays, whatever day of the week it is."""
        place = bisect_left(self.holidays, day)
        return place < len(self.holidays) and self.holidays[place] == day

    def from_day(self, day: date) -> date:
        """The day itself if it is worked on, else the next one that is.

        At the end of what can be reckoned with, the last day stands for a next one.
        """
        while not self.includes(day) and day < date.max:
            day += _ONE_DAY
        return day

    def after(self, day: date) -> date:
        """The next working day behind a day."""
        return self.from_day(day + _ONE_DAY) if day < date.max else day

    def holidays_between(self, since: date, until: date) -> tuple[date, ...]:
        """The holidays from `since` up to, not including, `until`."""
        first = bisect_left(self.holidays, since)
        return self.holidays[first : bisect_left(self.holidays, until, lo=first)]


def working_days(weekdays: Iterable[int], holidays: Iterable[date] = ()) -> WorkingDays:
    """Put working days together from what is in any order, or there twice."""
    return WorkingDays(frozenset(weekdays), tuple(sorted(set(holidays))))

"""The stretches that cycles usually are, and what they are called.

A quarter is named `2026-Q4`, a half `2026-H2` and a year `2026`, after the calendar year in which
their fiscal year begins; a month is named `2026-11`. Where the cycle before has a name of another
pattern (`Q4 FY26`), the next one follows that.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from plumbline.domain.cycles.models import CycleKind

DAY: Final = timedelta(days=1)

#: How many months a cycle of each kind lasts; a custom one lasts as long as somebody says.
MONTHS: Final[Mapping[CycleKind, int]] = {
    CycleKind.MONTH: 1,
    CycleKind.QUARTER: 3,
    CycleKind.HALF: 6,
    CycleKind.YEAR: 12,
}
_MONTHS_A_YEAR: Final = 12

_NAMES: Final[Mapping[CycleKind, str]] = {
    CycleKind.MONTH: "{year}-{number:02}",
    CycleKind.QUARTER: "{year}-Q{number}",
    CycleKind.HALF: "{year}-H{number}",
    CycleKind.YEAR: "{year}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of whole days of one kind; `end` is its last day.

    Attributes:
        year: The calendar year that it is named after.
        number: Which one of that year it is, from 1.
    """

    kind: CycleKind
    year: int
    number: int
    start: date
    end: date

    @property
    def name(self) -> str:
        """What it is called where nothing else is the custom."""
        return _NAMES[self.kind].format(year=self.year, number=self.number)

    def name_after(self, earlier_name: str, earlier: "Period") -> str:
        """Return the name by the pattern that an earlier name follows, else the usual one.

        Args:
            earlier_name: What the earlier cycle is called.
            earlier: The period that it is, of the same kind.
        """
        parts = re.split(r"(\d+)", earlier_name)
        runs = range(1, len(parts), 2)
        for place in runs:
            year = self._year_as(parts[place], earlier)
            if year is None:
                continue
            if self.kind is CycleKind.YEAR:
                return _with(parts, {place: year})
            for other in runs:
                if other != place and int(parts[other]) == earlier.number:
                    width = len(parts[other]) if parts[other].startswith("0") else 1
                    width = max(width, len(parts[other]) if self.kind is CycleKind.MONTH else 1)
                    return _with(parts, {place: year, other: str(self.number).zfill(width)})
        return self.name

    def _year_as(self, digits: str, earlier: "Period") -> str | None:
        """Return this year as an earlier one is written by its digits, if they are that year."""
        for ahead in (0, 1):  # some call a fiscal year after the calendar year in which it ends
            for width in (4, 2):
                if digits == str(earlier.year + ahead)[-width:]:
                    return str(self.year + ahead)[-width:]
        return None


def _with(parts: list[str], others: Mapping[int, str]) -> str:
    return "".join(others.get(place, part) for place, part in enumerate(parts))


def period_of(kind: CycleKind, on: date, *, fiscal_year_start_month: int) -> Period:
    """Return the period of a kind that holds a day.

    Args:
        kind: Any but a custom one, which no calendar knows.
        on: The day.
        fiscal_year_start_month: 1 for January.
    """
    length = MONTHS[kind]
    offset = (on.month - fiscal_year_start_month) % _MONTHS_A_YEAR
    fiscal_year = on.year if on.month >= fiscal_year_start_month else on.year - 1
    number = offset // length
    # Months counted from the year 0, so that a year's end is no special case.
    first = fiscal_year * _MONTHS_A_YEAR + (fiscal_year_start_month - 1) + number * length
    start, end = _month_begin(first), _month_begin(first + length) - DAY
    if kind is CycleKind.MONTH:  # called by its place in the calendar
        return Period(kind=kind, year=start.year, number=start.month, start=start, end=end)
    return Period(kind=kind, year=fiscal_year, number=number + 1, start=start, end=end)


def _month_begin(months: int) -> date:
    return date(months // _MONTHS_A_YEAR, months % _MONTHS_A_YEAR + 1, 1)

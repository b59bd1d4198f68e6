"""Names of cycles by a pattern: `FY{fy2} Q{n}` reads `FY27 Q1`.

What a pattern may hold:

| | stands for |
|---|---|
| `{year}`, `{year2}` | the calendar year in which its fiscal year begins; of a month its own |
| `{fy}`, `{fy2}` | the calendar year in which its fiscal year ends |
| `{n}`, `{n2}` | which one of the fiscal year it is; of a month its number in the calendar |

A `2` behind a name writes two digits. Everything else stands as it is typed.
"""

import re
from typing import Final

from plumbline.domain.cycles.models import CycleKind
from plumbline.domain.cycles.periods import DAY, Period, period_of
from plumbline.engine.messages import Message

YEARS: Final = frozenset({"{year}", "{year2}", "{fy}", "{fy2}"})
NUMBERS: Final = frozenset({"{n}", "{n2}"})
_PLACE: Final = re.compile(r"\{[^{}]*\}|[{}]")


def pattern_problem(pattern: str, kind: CycleKind) -> Message | None:
    """Return why a pattern cannot name the cycles of a kind; `None` if it can.

    An empty one is none: the cycles are called as usual.
    """
    if not pattern:
        return None
    places = set(_PLACE.findall(pattern))
    unknown = sorted(places - YEARS - NUMBERS)
    if unknown:
        return Message("cycles.pattern_unknown", {"place": unknown[0]})
    if not pattern.isprintable():
        return Message("cycles.pattern_unprintable", {})
    if not places & YEARS:
        return Message("cycles.pattern_year", {})
    if kind is not CycleKind.YEAR and not places & NUMBERS:
        return Message("cycles.pattern_number", {})
    return None


def name_by_pattern(pattern: str, period: Period, *, fiscal_year_start_month: int) -> str:
    """Return what a period is called by a pattern; as usual by an empty one.

    Args:
        pattern: One that `pattern_problem` finds nothing wrong with.
        period: What is named.
        fiscal_year_start_month: 1 for January.
    """
    if not pattern:
        return period.name
    month = fiscal_year_start_month
    ends = period_of(CycleKind.YEAR, period.start, fiscal_year_start_month=month).end.year
    written = {
        "{year}": f"{period.year:04}",
        "{year2}": f"{period.year % 100:02}",
        "{fy}": f"{ends:04}",
        "{fy2}": f"{ends % 100:02}",
        "{n}": f"{period.number}",
        "{n2}": f"{period.number:02}",
    }
    return _PLACE.sub(lambda place: written[place.group()], pattern)


def names_ahead(
    pattern: str, kind: CycleKind, period: Period, *, count: int, fiscal_year_start_month: int
) -> tuple[str, ...]:
    """Return the names of a period and of those behind it.

    Args:
        pattern: One that `pattern_problem` finds nothing wrong with.
        kind: Of the cycles that are named.
        period: The first one.
        count: How many names.
        fiscal_year_start_month: 1 for January.
    """
    month = fiscal_year_start_month
    names: list[str] = []
    for _number in range(count):
        names.append(name_by_pattern(pattern, period, fiscal_year_start_month=month))
        period = period_of(kind, period.end + DAY, fiscal_year_start_month=month)
    return tuple(names)

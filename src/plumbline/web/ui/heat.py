"""A heat map: teams by weeks, the number in each cell, the surer the darker."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import get_language

from plumbline.charts.words import half_up
from plumbline.web.ui.signs import Counts

LIGHTEST: Final = 3
SHADES: Final = 7
LEAST, MOST = Decimal(1), Decimal(10)
#: So many weeks are left on a phone.
ON_A_PHONE: Final = 5


@dataclass(frozen=True, slots=True)
class HeatHeading:
    """A week: its number in the cycle."""

    number: int
    is_now: bool = False


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A team in a week.

    Attributes:
        shade: Number of its class, the surer the darker; 0 where there is none.
        words: The mean; a dash where all were silent; empty where nothing is known or to come.
        is_now: Whether it is the running week.
        is_ahead: Whether the week is still to come.
        is_wide: Whether it is left out on a phone.
    """

    shade: int
    words: str
    is_now: bool
    is_ahead: bool
    is_wide: bool

    @property
    def classes(self) -> str:
        """How it is drawn."""
        shade = f" c{self.shade}" if self.shade else ""
        now = " pl-heat-now" if self.is_now else ""
        ahead = " pl-heat-ahead" if self.is_ahead else ""
        return f"pl-heat-cell{shade}{now}{ahead}{' pl-heat-wide' if self.is_wide else ''}"


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A team with its counts and its weeks."""

    label: str
    url: str
    counts: Counts
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """Teams by weeks.

    Attributes:
        finding: What it shows, in a sentence.
        subtitle: What is measured, and in what.
        now: What the day of the counts is called.
        headings: A week each.
        rows: By name.
        note: What is left out; empty for nothing.
    """

    finding: str
    subtitle: str
    now: str
    headings: tuple[HeatHeading, ...]
    rows: tuple[HeatRow, ...]
    note: str = ""

    @property
    def columns(self) -> tuple[tuple[HeatHeading, bool], ...]:
        """Each week, and whether it is left out on a phone."""
        now = next((each.number for each in self.headings if each.is_now), len(self.headings))
        return tuple((each, _is_wide(each.number, now)) for each in self.headings)


def heat_cells(
    confidence: Mapping[int, Decimal | None], weeks: int, *, now: int = 0
) -> tuple[HeatCell, ...]:
    """Return the cells of a team.

    Args:
        confidence: Its mean confidence by week; `None` where all were silent.
        weeks: How many weeks there are.
        now: The running week; the last one that is known without.
    """
    now = now or max(confidence, default=0)
    return _cells(tuple(confidence.items()), weeks, now, get_language())


@lru_cache(maxsize=1024)
def _cells(
    said: tuple[tuple[int, Decimal | None], ...], weeks: int, now: int, language: str | None
) -> tuple[HeatCell, ...]:
    """Return the cells in the running language; most teams were the same the last time."""
    confidence = dict(said)
    return tuple(_cell(confidence, week, now, language) for week in range(1, weeks + 1))


def _cell(
    confidence: Mapping[int, Decimal | None], week: int, now: int, language: str | None
) -> HeatCell:
    value = confidence.get(week)
    shade, words = 0, "–" if week in confidence else ""
    if value is not None:
        shade, words = _told(value, language)
    return HeatCell(
        shade=shade,
        words=words,
        is_now=week == now,
        is_ahead=week > now,
        is_wide=_is_wide(week, now),
    )


@lru_cache(maxsize=1024)
def _told(value: Decimal, language: str | None) -> tuple[int, str]:
    """Return the shade of a mean and how it is written: with one decimal, so that columns align.

    There are some ninety means, and a page writes hundreds of them, in the running language.
    """
    del language  # only the key
    share = (min(MOST, max(LEAST, value)) - LEAST) / (MOST - LEAST)
    shade = LIGHTEST + min(SHADES - 1, int(share * SHADES))
    return shade, number_format(half_up(value, 1), decimal_pos=1, use_l10n=True)


def _is_wide(week: int, now: int) -> bool:
    return week > now or week <= now - ON_A_PHONE

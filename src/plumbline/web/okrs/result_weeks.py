"""How chance and confidence of a key result went, week by week, as a table of its page."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import dropwhile
from typing import Final

from django.utils.translation import gettext as _

from plumbline.domain.okrs.selectors.details import KeyResultDetails
from plumbline.domain.okrs.selectors.result_weeks import ResultWeek, result_weeks
from plumbline.web.okrs.chances import chance_figure
from plumbline.web.ui.chart_words import day_written
from plumbline.web.ui.signs import Confidence
from plumbline.web.visits import Visit

#: So many weeks are left on a phone.
ON_A_PHONE: Final = 4
#: One week alone says nothing of how it went.
FEWEST: Final = 2


@dataclass(frozen=True, slots=True)
class WeekCell:
    """A week: its number, the day it is told of, and what was said then.

    The chance has no colour: of a week that was silent it says how it would have gone on.
    `is_wide` marks those that are left out on a phone.
    """

    number: int
    day: str
    is_now: bool
    is_wide: bool
    chance: str
    confidence: Confidence | None


@dataclass(frozen=True, slots=True)
class WeeksShown:
    """The weeks of a key result; `finding` says from where to where they went."""

    finding: str
    cells: tuple[WeekCell, ...]


def weeks_shown(visit: Visit, details: KeyResultDetails) -> WeeksShown | None:
    """Return the weeks; `None` where fewer than two have a chance, and of a guardrail."""
    cycle = next((each for each in visit.cycles if each.public_id == details.cycle.public_id), None)
    if cycle is None or details.facts.is_guardrail:
        return None
    weeks = result_weeks(details, start=cycle.start, end=cycle.end, at=visit.at)
    said = [week for week in weeks if week.chance is not None]
    if len(said) < FEWEST:
        return None
    told = tuple(dropwhile(_is_silent, weeks))
    late = len(told) - ON_A_PHONE
    cells = (_cell(week, is_wide=place < late) for place, week in enumerate(told))
    return WeeksShown(weeks_finding(said), tuple(cells))


def _is_silent(week: ResultWeek) -> bool:
    return week.chance is None and week.confidence is None


def _cell(week: ResultWeek, *, is_wide: bool) -> WeekCell:
    sure = None if week.confidence is None else Confidence(Decimal(week.confidence))
    return WeekCell(
        number=week.number,
        day=day_written(week.day),
        is_now=week.is_now,
        is_wide=is_wide,
        chance="–" if week.chance is None else chance_figure(week.chance),
        confidence=sure,
    )


def weeks_finding(said: list[ResultWeek]) -> str:
    """Write from where to where the chance went, and the confidence beside it."""
    first, last = said[0], said[-1]
    words = {
        "week": first.number,
        "was": chance_figure(first.chance or Decimal(0)),
        "now": chance_figure(last.chance or Decimal(0)),
        "sure_was": first.confidence,
        "sure": last.confidence,
    }
    if words["was"] == words["now"]:
        chance = _("Since week %(week)d the chance has stayed at %(now)s") % words
    else:
        chance = _("Since week %(week)d the chance went from %(was)s to %(now)s") % words
    if first.confidence is None or last.confidence is None:
        return f"{chance}."
    if first.confidence != last.confidence:
        sure = _("confidence from %(sure_was)d to %(sure)d") % words
    elif any(week.confidence not in (None, last.confidence) for week in said):
        sure = _("confidence stands at %(sure)d again") % words
    else:
        sure = _("confidence stayed at %(sure)d") % words
    return f"{chance}, {sure}."

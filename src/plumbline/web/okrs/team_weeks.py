"""The teams of the organization by the week: how sure their people were."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.domain.cycles.weeks import week_count
from plumbline.domain.okrs.selectors.company_weeks import CompanyHistory, TeamWeeks
from plumbline.domain.okrs.selectors.team import StatusCounts
from plumbline.web.okrs.as_of import AsOf
from plumbline.web.ui.chart_words import chart_words
from plumbline.web.ui.heat import HeatHeading, HeatMap, HeatRow, heat_cells
from plumbline.web.ui.signs import Counts
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle

#: So much less is told in words.
FELL_BY: Final = Decimal(1)


def team_heat(visit: Visit, history: CompanyHistory, cycle: "Cycle", as_of: AsOf) -> HeatMap | None:
    """Draw teams by weeks; `None` without a team that has objectives."""
    if not history.teams:
        return None
    weeks = week_count(cycle.start, cycle.end)
    now = history.weeks[-1].number
    query = as_of.query(cycle=cycle.public_id)
    words = _("mean confidence (1 to 10) week by week; teams by name")
    if history.is_by_branch:
        words = _("mean confidence (1 to 10) week by week; teams with all below them")
    return HeatMap(
        finding=_finding(history.teams),
        subtitle=_("Key results by status; %(words)s") % {"words": words},
        now=_("that day") if as_of.day else _("now"),
        headings=tuple(HeatHeading(week, is_now=week == now) for week in range(1, weeks + 1)),
        rows=tuple(
            HeatRow(
                each.team.name,
                reverse("team", args=[visit.slug, each.team.public_id]) + query,
                _shown(each.counts),
                heat_cells(each.confidence, weeks, now=now),
            )
            for each in history.teams
        ),
    )


def _shown(counts: StatusCounts) -> Counts:
    return Counts(
        on_track=counts.on_track,
        at_risk=counts.at_risk,
        off_track=counts.off_track,
        stale=counts.stale,
        no_data=counts.no_data,
        unsaid=counts.unsaid,
    )


def _finding(teams: Sequence[TeamWeeks]) -> str:
    """Name the team whose confidence fell the most since it was first heard of."""
    falls = []
    for each in teams:
        said = [(week, value) for week, value in sorted(each.confidence.items()) if value]
        if len(said) > 1:
            (first, was), (_last, now) = said[0], said[-1]
            falls.append((was - now, each.team.name, first, was, now))
    if not falls:
        return _("How sure people are, team by team")
    fell, team, week, was, now = max(falls, key=lambda fall: fall[0])
    if fell < FELL_BY:
        return _("No team is a whole point less sure than it began")
    number = chart_words().number
    return _("%(team)s has gone from %(was)s to %(now)s since week %(week)d") % {
        "team": team,
        "was": number(was),
        "now": number(now),
        "week": week,
    }

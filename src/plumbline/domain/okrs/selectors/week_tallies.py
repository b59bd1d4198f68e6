"""How a cycle stood at the end of each of its weeks, read as it is kept.

One row a week and team, counted once the week was over (ADR 0028). What changed since and would
tell a past week otherwise is marked, and a page counts the few teams that are marked for itself.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, F, Func

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.cycles.weeks import week_ends
from plumbline.domain.okrs.models import PastMark, WeekCounts
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.okrs.selectors.names import then
from plumbline.domain.okrs.selectors.tallies import (
    NOTHING,
    TALLY_FIELDS,
    Tally,
    tallies_counted,
    tally_read,
    tally_sum,
)
from plumbline.domain.okrs.selectors.team_groups import objectives_counted
from plumbline.domain.okrs.selectors.team_tallies import MARKED_MOST
from plumbline.domain.orgs.days import organization_day_end
from plumbline.domain.orgs.models import Team
from plumbline.domain.tenancy.context import organization_bound

#: By team.
OfTeams = Mapping[int, Tally]


@dataclass(frozen=True, slots=True)
class WeekTallies:
    """One week that is over.

    Attributes:
        number: Of the week in its cycle, from 1.
        day: Its last day.
        own: What teams had themselves then; only where it was asked for.
        below: What the top team and those right below it had with all below them.
    """

    number: int
    day: date
    own: OfTeams
    below: OfTeams


def week_tallies(cycle: Cycle, moment: Moment, *, with_own: bool) -> tuple[WeekTallies, ...]:
    """Return the weeks of a cycle that were over before a day, as far as they are kept.

    Two queries, three with the teams' own. Where something is marked, for each week one more and
    those of `tallies_counted`; nothing is returned where too much is.

    Args:
        cycle: The cycle.
        moment: Weeks that end on its day or later are left out.
        with_own: Whether to tell of every team by itself.
    """
    marks = PastMark.objects.filter(cycle_id=cycle.pk).values_list("team_id", flat=True)
    marked = set(marks.distinct()[: MARKED_MOST + 1])
    if len(marked) > MARKED_MOST:
        return ()
    ends = [day for day in week_ends(cycle.start, cycle.end) if day < moment.day]
    below = week_rows(cycle, ends, is_below=True)
    own = week_rows(cycle, ends, is_below=False) if with_own and below else {}
    weeks = []
    for number, day in enumerate(ends, start=1):
        if day in below:
            week = WeekTallies(number, day, own.get(day, {}), below[day])
            weeks.append(_counted_anew(week, cycle, marked) if marked else week)
    return tuple(weeks)


def week_rows(
    cycle: Cycle, days: Collection[date], *, is_below: bool, teams: Collection[int] | None = None
) -> dict[date, dict[int, Tally]]:
    """Read what is kept of weeks, where it was judged as it would be now (one query)."""
    if not days:
        return {}
    organization = organization_bound()
    ends = {day: organization_day_end(organization, day) for day in days}
    rows = WeekCounts.objects.filter(
        _Ended(ends), cycle=cycle, is_below=is_below, calendar=organization.calendar_number
    )
    if teams is not None:
        rows = rows.filter(team__in=teams)
    found: dict[date, dict[int, Tally]] = defaultdict(dict)
    for day, team, *numbers in rows.values_list("day", "team_id", *TALLY_FIELDS):
        found[day][team] = tally_read(*numbers)
    return dict(found)


class _Ended(Func):
    """Whether a row tells of one of some days as they end now: a zone may have been chosen since.

    The database compares them, for turning hundreds of instants into Python's takes longer than
    reading the rows.
    """

    output_field = BooleanField()

    def __init__(self, ends: Mapping[date, datetime]) -> None:
        """Take the days with their ends; there is one at least."""
        super().__init__(F("day"), F("recorded_by"))
        self._ends = tuple(ends.items())

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> Any:  # type: ignore[override]  # noqa: ANN401 — Django's compiler and connection have no public types
        """Write it day by day."""
        columns = self.get_source_expressions()
        names = [compiler.compile(column)[0] for column in columns]
        one = f"({' AND '.join(f'{name} = %s' for name in names)})"
        values = [
            column.target.get_db_prep_value(value, connection)
            for pair in self._ends
            for column, value in zip(columns, pair, strict=True)
        ]
        return f"({' OR '.join([one] * len(self._ends))})", values


def weeks_kept(cycles: Collection[Cycle]) -> set[tuple[int, date]]:
    """Return the weeks that `week_rows` finds of cycles: cycle id and last day (one query).

    The top team has a row of every week that is kept.
    """
    organization = organization_bound()
    rows = WeekCounts.objects.filter(
        cycle__in=cycles,
        is_below=True,
        team__parent=None,
        calendar=organization.calendar_number,
    )
    return {
        (cycle, day)
        for cycle, day, recorded_by in rows.values_list("cycle_id", "day", "recorded_by")
        if recorded_by == organization_day_end(organization, day)
    }


def own_counted(cycle: Cycle, moment: Moment, teams: Collection[int] | None) -> dict[int, Tally]:
    """Count what everybody sees of some teams, or of all, as of a past day."""
    objectives = objectives_counted(cycle, moment).filter(is_inside=False)
    if teams is not None:
        objectives = objectives.filter(team__in=teams)
    parts: dict[int, list[Tally]] = defaultdict(list)
    for place, tally in tallies_counted(objectives, cycle, moment).items():
        parts[place.team_id].append(tally)
    return {team: tally_sum(tallies) for team, tallies in parts.items()}


def below_summed(own: OfTeams, moment: Moment) -> dict[int, Tally]:
    """Put teams together to the top team and those right below it, as the tree was (one query)."""
    paths = Team.objects.annotate(path_then=then(Team, "path", moment, by="pk"))
    parts: dict[int, list[Tally]] = defaultdict(list)
    for team, path in paths.values_list("pk", "path_then"):
        if team in own:
            for above in path.strip("/").split("/")[:2]:
                parts[int(above)].append(own[team])
    return {team: tally_sum(tallies) for team, tallies in parts.items()}


def _counted_anew(week: WeekTallies, cycle: Cycle, marked: Collection[int]) -> WeekTallies:
    """Replace in a week what was kept of marked teams by what is counted now."""
    moment = Moment(week.day, organization_day_end(organization_bound(), week.day))
    kept = week_rows(cycle, [week.day], is_below=False, teams=marked).get(week.day, {})
    again = own_counted(cycle, moment, marked)
    less, more = below_summed(kept, moment), below_summed(again, moment)
    below = {
        team: week.below.get(team, NOTHING) - less.get(team, NOTHING) + more.get(team, NOTHING)
        for team in {*week.below, *more}
    }
    own = {team: tally for team, tally in week.own.items() if team not in marked}
    return WeekTallies(week.number, week.day, {**own, **again} if week.own else {}, below)

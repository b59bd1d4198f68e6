"""Counting the weeks of cycles that are over, and what was marked of them; `past_counting` turns.

What is counted here in a reading phase is written there in a short one, with the same book.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.cycles.weeks import week_ends
from plumbline.domain.okrs.models import PastMark, WeekCounts
from plumbline.domain.okrs.selectors.moments import Moment, moment_of
from plumbline.domain.okrs.selectors.tallies import NOTHING, Tally
from plumbline.domain.okrs.selectors.week_tallies import (
    below_summed,
    own_counted,
    week_rows,
    weeks_kept,
)
from plumbline.domain.orgs.days import organization_day, organization_day_end
from plumbline.domain.orgs.models import Team
from plumbline.domain.tenancy.context import organization_bound

#: A day is counted once it has been over for so long: what began before midnight is done by then.
SETTLED = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Week:
    """A week that was counted, still to be written.

    Attributes:
        moment: Its last day.
        teams: Whose own rows are replaced; `None` for all.
        own: What they had themselves.
        below: What the top team and those right below it had with all below them.
    """

    cycle: Cycle
    moment: Moment
    teams: Collection[int] | None
    own: Mapping[int, Tally]
    below: Mapping[int, Tally]


def week_missing(*, at: datetime, settled: timedelta = SETTLED) -> Week | None:
    """Count a week that is over and not kept, or kept by another calendar; the latest first.

    Those of the cycle that is over next come first: its page is the one people look at. Two queries
    tell which; a turn after an upgrade asks no more than one with nothing to do.

    Args:
        at: Now.
        settled: How long a week has to be over before it is counted.
    """
    latest = organization_day(organization_bound(), at - settled) - timedelta(days=1)
    cycles = list(Cycle.objects.filter(start__lte=latest).order_by("end", "pk"))
    running = [cycle for cycle in cycles if cycle.end >= latest]
    over = [cycle for cycle in reversed(cycles) if cycle.end < latest]
    kept = weeks_kept(cycles)
    for cycle in (*running, *over):
        for day in reversed(week_ends(cycle.start, cycle.end)):
            if day <= latest and (cycle.pk, day) not in kept:
                moment = moment_of(at=at, as_of=day)
                own = own_counted(cycle, moment, None)
                return Week(cycle, moment, None, own, below_summed(own, moment))
    return None


def weeks_marked(cycle: Cycle, teams: Collection[int], *, at: datetime) -> Iterator[Week]:
    """Count marked teams of a cycle on the last day of each week that is kept."""
    ends = week_ends(cycle.start, cycle.end)
    for day, kept in week_rows(cycle, ends, is_below=False).items():
        moment = moment_of(at=at, as_of=day)
        again = own_counted(cycle, moment, teams)
        others = {team: tally for team, tally in kept.items() if team not in teams}
        yield Week(cycle, moment, teams, again, below_summed({**others, **again}, moment))


def week_write(week: Week) -> None:
    """Replace what is kept of a week. Must run inside `writing`, behind the lock of the book."""
    rows = WeekCounts.objects.filter(cycle=week.cycle, day=week.moment.day)
    own = rows.filter(is_below=False)
    if week.teams is not None:
        own = own.filter(team__in=week.teams)
    own.delete()
    rows.filter(is_below=True).delete()
    # The days of the cycle may have been moved since.
    ends = week_ends(week.cycle.start, week.cycle.end)
    WeekCounts.objects.filter(~Q(day__in=ends), cycle=week.cycle).delete()
    WeekCounts.objects.bulk_create(_rows(week))


def weeks_forget() -> None:
    """Throw away what is kept of weeks. Must run inside `writing`."""
    WeekCounts.objects.all().delete()


def weeks_compare(*, at: datetime) -> int:
    """Count the latest kept week of each cycle anew; return how many teams are kept otherwise.

    Must run inside `reading` or `writing`. What is marked is about to be counted and is left out.
    """
    wrong = 0
    for cycle in Cycle.objects.filter(pk__in=WeekCounts.objects.values("cycle")):
        if PastMark.objects.filter(cycle_id=cycle.pk).exists():
            continue
        day = WeekCounts.objects.filter(cycle=cycle).latest("day").day
        moment = moment_of(at=at, as_of=day)
        own = own_counted(cycle, moment, None)
        for is_below, counted in ((False, own), (True, below_summed(own, moment))):
            kept = week_rows(cycle, [day], is_below=is_below).get(day)
            if kept is not None:
                wrong += _differing(kept, counted)
    return wrong


def _differing(kept: Mapping[int, Tally], counted: Mapping[int, Tally]) -> int:
    teams = {*kept, *counted}
    return sum(kept.get(team, NOTHING) != counted.get(team, NOTHING) for team in teams)


def _rows(week: Week) -> Iterator[WeekCounts]:
    """Yield the rows of a week; of the top team always one, if only an empty one."""
    top = Team.objects.get(parent=None).pk
    below = week.below if top in week.below else {**week.below, top: NOTHING}
    for is_below, tallies in ((False, week.own), (True, below)):
        for team, tally in tallies.items():
            yield WeekCounts(
                cycle=week.cycle,
                is_below=is_below,
                day=week.moment.day,
                team_id=team,
                recorded_by=organization_day_end(organization_bound(), week.moment.day),
                calendar=organization_bound().calendar_number,
                **asdict(tally),
            )

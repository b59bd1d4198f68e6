"""Keeping the counts of past days ready: the days of large cycles, and the weeks of all.

A turn counts one day or week, or the marked teams of one cycle on all its days, in a reading phase,
and writes in a short one of its own. As in `counts_refreshing` it drops what it counted if another
worker has written of the past meanwhile, and it takes away only the marks that it had read.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import (
    CountsBook,
    Objective,
    PastCounts,
    PastMark,
    PastStatuses,
)
from plumbline.domain.okrs.selectors.moments import Moment, moment_of
from plumbline.domain.okrs.selectors.past_statuses import (
    Standing,
    statuses_counted,
    statuses_rows,
)
from plumbline.domain.okrs.selectors.tallies import NOTHING, Tally, tallies_counted
from plumbline.domain.okrs.selectors.team_groups import Place, Which, objectives_counted
from plumbline.domain.okrs.selectors.team_tallies import past_rows
from plumbline.domain.okrs.services.counts_refreshing import always, book_open
from plumbline.domain.okrs.services.week_counting import (
    SETTLED,
    Week,
    week_missing,
    week_write,
    weeks_compare,
    weeks_forget,
    weeks_marked,
)
from plumbline.domain.orgs.days import organization_day, organization_day_end
from plumbline.domain.orgs.models import Team
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.transactions import reading, writing

#: A cycle with fewer objectives is counted in time by the page itself.
OBJECTIVES_LEAST = 5_000
#: Days behind the end of a cycle on which people still look back.
DAYS_AFTER = 31
#: Of one turn: marks that are read, and teams that are counted anew on every day.
MARKS_AT_ONCE = 400
TEAMS_AT_ONCE = 20

#: Turns that others outran, one after the other, after which a run leaves it to the next one.
DROPPED_IN_A_ROW = 3

Day = tuple[Cycle, date]


@dataclass(frozen=True, slots=True)
class _Counted:
    """What everybody sees of a day; of key results without what moved away since."""

    moment: Moment
    tallies: Mapping[Place, Tally]
    statuses: Mapping[Standing, int]


@dataclass(frozen=True, slots=True)
class _Turn:
    """What one turn counted, still to be written.

    Attributes:
        number: Of the past in the book of counts, when it was read.
        counted: By cycle and day.
        teams: Whose rows are replaced; `None` for all of those days.
        marks: Ids of the marks that are done with it.
        marked: The cycle that they are of, if any of it is kept: what is kept of its other days
            was told by another calendar or clock, and goes.
        weeks: That were counted.
    """

    number: int
    counted: Mapping[Day, _Counted]
    teams: Collection[int] | None
    marks: Sequence[int] = ()
    marked: Cycle | None = None
    weeks: Sequence[Week] = ()


def past_refresh(
    *, at: datetime, goes_on: Callable[[], bool] = always, only_marked: bool = False
) -> int:
    """Count the weeks and days that are not kept yet, the latest first, and what was marked.

    Args:
        at: Now.
        only_marked: Whether to do only what was marked, which pages count for themselves till then.
        goes_on: Asked before each turn; false ends the run, and the next one takes up the rest.

    Returns:
        How many turns it took.
    """
    organization = organization_bound()
    turns = dropped = 0
    while dropped < DROPPED_IN_A_ROW and goes_on():
        with reading(organization, suspendable=True):
            number = CountsBook.objects.values_list("past_number", flat=True).first()
            turn = None if number is None else _counted(number, at=at, only_marked=only_marked)
        if number is None:
            book_open(at)
        elif turn is None:
            break
        elif _written(turn):
            turns, dropped = turns + 1, 0
        else:
            dropped += 1
    return turns


def past_forget() -> None:
    """Throw away what is kept of past days; the next refresh counts it anew."""
    with writing(organization_bound()):
        PastCounts.objects.all().delete()
        PastStatuses.objects.all().delete()
        weeks_forget()


def past_compare(*, at: datetime) -> int:
    """Count the latest kept day and week of each cycle anew; return how many teams are kept wrong.

    Must run inside `reading` or `writing`. What is marked is about to be counted and is left out.
    """
    wrong = weeks_compare(at=at)
    for cycle in Cycle.objects.filter(pk__in=PastCounts.objects.values("cycle")):
        marked = set(PastMark.objects.filter(cycle_id=cycle.pk).values_list("team_id", flat=True))
        day = PastCounts.objects.filter(cycle=cycle).latest("day").day
        moment = moment_of(at=at, as_of=day)
        kept: dict[tuple[int, str], Tally] = {}
        for row in past_rows(cycle, moment):
            kept[row.team_id, row.style] = Tally(
                **{name: getattr(row, name) for name in Tally.__dataclass_fields__}
            )
        if not kept:
            continue  # by another calendar or clock: to be counted anew
        counted = {
            (place.team_id, place.style): tally
            for place, tally in _tallies(cycle, moment, None).items()
        }
        wrong += sum(
            kept.get(key, NOTHING) != counted.get(key, NOTHING)
            for key in {*kept, *counted}
            if key[0] not in marked
        )
        wrong += _statuses_differing(cycle, moment, marked)
    return wrong


def _statuses_differing(cycle: Cycle, moment: Moment, marked: Collection[int]) -> int:
    counted = statuses_counted(cycle, moment, None)
    rows = statuses_rows(cycle, moment)
    values = rows.values_list("team_id", "priority_id", "status", "objectives")
    kept = {Standing(team, named, status): count for team, named, status, count in values}
    return sum(
        kept.get(key, 0) != counted.get(key, 0)
        for key in {*kept, *counted}
        if key.team_id not in marked
    )


def _counted(number: int, *, at: datetime, only_marked: bool) -> _Turn | None:
    """Count what waits, as much as one turn takes; `None` when nothing does."""
    if only_marked and not PastMark.objects.exists():
        return None
    cycles = _cycles()
    turn = _marked(number, cycles, at=at)
    if turn is not None or only_marked:
        return turn
    week = week_missing(at=at)
    if week is not None:
        return _Turn(number, {}, None, weeks=[week])
    for day in _days_missing(cycles, at=at):
        moment = moment_of(at=at, as_of=day[1])
        return _Turn(number, {day: _counted_of(day[0], moment, None)}, None)
    return None


def _cycles() -> dict[int, Cycle]:
    """Return the cycles that are kept, or large enough to be."""
    objectives = Objective.objects.filter(is_staged=False).order_by().values("cycle")
    large = objectives.annotate(count=Count("pk")).filter(count__gte=OBJECTIVES_LEAST)
    kept = PastCounts.objects.order_by().values_list("cycle", flat=True).distinct()
    return Cycle.objects.in_bulk({*(row["cycle"] for row in large), *kept})


def _marked(number: int, cycles: Mapping[int, Cycle], *, at: datetime) -> _Turn | None:
    """Count the marked teams of one cycle on every day that is kept; of others drop the marks."""
    first = PastMark.objects.order_by("pk").first()
    if first is None:
        return None
    cycle = cycles.get(first.cycle_id)
    rows = PastMark.objects.filter(cycle_id=first.cycle_id).order_by("pk")
    marks = list(rows.values_list("team_id", "pk")[:MARKS_AT_ONCE])
    teams = set(list(dict.fromkeys(team for team, _ in marks))[:TEAMS_AT_ONCE])
    done = [pk for team, pk in marks if team in teams]
    counted: dict[Day, _Counted] = {}
    for day, recorded_by in _days_kept(cycle) if cycle else ():
        moment = moment_of(at=at, as_of=day)
        if cycle and moment.recorded_by == recorded_by:
            counted[cycle, day] = _counted_of(cycle, moment, teams)
    weekly = Cycle.objects.filter(pk=first.cycle_id).first()
    weeks = list(weeks_marked(weekly, teams, at=at)) if weekly else ()
    return _Turn(number, counted, teams, done, cycle, weeks)


def _days_kept(cycle: Cycle) -> set[tuple[date, datetime]]:
    """Return the days that are kept by the calendar of today, each with its last instant."""
    rows = PastCounts.objects.filter(
        cycle=cycle, calendar=organization_bound().calendar_number
    ).order_by()
    return set(rows.values_list("day", "recorded_by").distinct())


def weeks_count(*, at: datetime) -> None:
    """Count all weeks that are over and not kept, up to the one that ended a moment ago.

    For whoever has written all of an organization and knows that nobody else writes: the worker
    waits until what began before midnight is surely done.

    Must run inside the `writing` in which all of it was written.
    """
    while (week := week_missing(at=at, settled=timedelta())) is not None:
        week_write(week)


def _days_missing(cycles: Mapping[int, Cycle], *, at: datetime) -> Iterator[Day]:
    """Yield the days that are over and not kept, or kept by another calendar or clock."""
    latest = organization_day(organization_bound(), at - SETTLED) - timedelta(days=1)
    for cycle in sorted(cycles.values(), key=lambda one: one.end, reverse=True):
        kept = _days_kept(cycle)
        day = min(latest, cycle.end + timedelta(days=DAYS_AFTER))
        while day >= cycle.start:
            if (day, moment_of(at=at, as_of=day).recorded_by) not in kept:
                yield cycle, day
            day -= timedelta(days=1)


def _counted_of(cycle: Cycle, moment: Moment, teams: Collection[int] | None) -> _Counted:
    return _Counted(moment, _tallies(cycle, moment, teams), statuses_counted(cycle, moment, teams))


def _tallies(cycle: Cycle, moment: Moment, teams: Collection[int] | None) -> Mapping[Place, Tally]:
    """Count what everybody sees of some teams, or of all, without what moved away since."""
    objectives = objectives_counted(cycle, moment).filter(is_inside=False)
    if teams is not None:
        objectives = objectives.filter(team__in=teams)
    return tallies_counted(objectives, cycle, moment, Which.STAYED)


def _written(turn: _Turn) -> bool:
    """Replace what is kept by what was counted, unless another one was quicker."""
    with writing(organization_bound()):
        book = CountsBook.objects.select_for_update().get()
        if book.past_number != turn.number:
            return False
        book.past_number += 1
        book.save(update_fields=["past_number"])
        PastMark.objects.filter(pk__in=turn.marks).delete()
        if turn.marked is not None:
            _others_forget(turn.marked, [counted.moment for counted in turn.counted.values()])
        for (cycle, day), counted in turn.counted.items():
            _day_write(cycle, day, counted, turn.teams)
        for week in turn.weeks:
            week_write(week)
    return True


def _day_write(cycle: Cycle, day: date, counted: _Counted, teams: Collection[int] | None) -> None:
    """Replace what is kept of some teams, or of all, on a day."""
    tallies = PastCounts.objects.filter(cycle=cycle, day=day)
    statuses = PastStatuses.objects.filter(cycle=cycle, day=day)
    if teams is not None:
        tallies = tallies.filter(team__in=teams)
        statuses = statuses.filter(team_id__in=teams)
    tallies.delete()
    statuses.delete()
    PastCounts.objects.bulk_create(_rows(cycle, day, counted.tallies, teams))
    PastStatuses.objects.bulk_create(
        PastStatuses(
            cycle=cycle,
            day=day,
            recorded_by=organization_day_end(organization_bound(), day),
            objectives=count,
            **standing._asdict(),
        )
        for standing, count in counted.statuses.items()
    )


def _others_forget(cycle: Cycle, moments: Collection[Moment]) -> None:
    """Throw away what is kept of a cycle as of other moments than these."""
    held = Q(recorded_by__in=[moment.recorded_by for moment in moments])
    PastStatuses.objects.filter(cycle=cycle).exclude(held).delete()
    held &= Q(calendar=organization_bound().calendar_number)
    PastCounts.objects.filter(cycle=cycle).exclude(held).delete()


def _rows(
    cycle: Cycle, day: date, tallies: Mapping[Place, Tally], teams: Collection[int] | None
) -> Iterator[PastCounts]:
    """Yield the rows of what was counted; of the top team always one, if only an empty one."""
    top = Team.objects.get(parent=None).pk
    found = {(place.team_id, place.style): tally for place, tally in tallies.items()}
    if (teams is None or top in teams) and not any(team == top for team, _ in found):
        found[top, ""] = NOTHING
    for (team, style), tally in found.items():
        yield PastCounts(
            cycle=cycle,
            day=day,
            team_id=team,
            style=style,
            recorded_by=organization_day_end(organization_bound(), day),
            calendar=organization_bound().calendar_number,
            **asdict(tally),
        )

"""The tallies of a team and those below it: as they are kept ready, or else counted now.

Kept counts are taken only where they tell of today and of all but the last moments. Where they do
not (nobody has counted yet, a new day has just begun, no worker runs), a page counts for itself and
writes nothing: it is slower then, never wrong.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Count,
    ExpressionWrapper,
    F,
    Func,
    Max,
    Min,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import CountsBook, CountsMark, PastCounts, PastMark, TeamCounts
from plumbline.domain.okrs.models.counts import of_other_days
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.okrs.selectors.tallies import (
    NOTHING,
    TALLY_FIELDS,
    Tally,
    tallies_counted,
    tally_read,
)
from plumbline.domain.okrs.selectors.team_groups import Place, Which, objectives_of
from plumbline.domain.orgs.models import Team
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.scoping import asked_alike

#: So long a change may wait before a page counts for itself; a worker counts within a second.
PATIENCE = timedelta(seconds=5)
#: So many teams are counted anew for a page of a past day; with more of them it counts everything.
MARKED_MOST = 100


class Part(NamedTuple):
    """A part of what a team and those below it have."""

    is_own: bool
    style: str
    whose: int = 0


class _Branch(Func):
    """The id of the team right below the organization that a path leads through; of none NULL.

    A case for each of a hundred branches would take longer to put together than to answer.
    """

    output_field = BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **_context: Any) -> Any:  # noqa: ANN401 — Django's compiler and connection have no public types
        """Write it: what follows the number is left out by the cast itself."""
        template = "NULLIF(CAST(SUBSTR(%(expressions)s + 1) AS INTEGER), 0)"
        return self.as_sql(compiler, connection, template=template)

    def as_postgresql(self, compiler: Any, connection: Any, **_context: Any) -> Any:  # noqa: ANN401 — as above
        """Write it."""
        template = "CAST(NULLIF(SPLIT_PART(SUBSTR(%(expressions)s + 1), '/', 1), '') AS bigint)"
        return self.as_sql(compiler, connection, template=template)


@dataclass(frozen=True, slots=True)
class Grouping:
    """That what everyone sees is told team by team, too.

    Attributes:
        top: Path of the organization's own team, where the teams right below it stand for all below
            them; empty where each team stands for itself.
    """

    top: str

    @property
    def whose(self) -> Any:  # noqa: ANN401 — an expression of Django
        """The team that a row with a team is told of."""
        if not self.top:
            return F("team_id")
        branch = _Branch(F("team__path"), Value(len(self.top)))
        return Coalesce(branch, F("team_id"), output_field=BigIntegerField())

    def placed(self, teams: Collection[int]) -> Mapping[int, int]:
        """Return the team that each of some is told of (one query, none where each by itself)."""
        if not self.top:
            return {team: team for team in teams}
        paths = Team.objects.filter(pk__in=teams).values_list("pk", "path")
        return {team: self._branch(team, path) for team, path in paths}

    def _branch(self, team: int, path: str) -> int:
        below = path.removeprefix(self.top).partition("/")[0]
        return int(below) if below else team


@dataclass(frozen=True, slots=True)
class PartTallies:
    """What everyone sees, or what a team alone sees, part by part.

    Attributes:
        counted_at: What was recorded by then is in them; `None` where they were counted for this
            very page, and where there is nothing to count.
    """

    tallies: Mapping[Part, Tally]
    counted_at: datetime | None


#: By whether the team alone sees it.
ByAudience = Mapping[bool, PartTallies]


def team_tallies(
    team: Team,
    cycle: Cycle,
    moment: Moment,
    *,
    at: datetime,
    with_inside: bool,
    grouping: Grouping | None = None,
) -> ByAudience:
    """Return the tallies of a team and those below it: two queries where they are kept.

    Args:
        team: The team.
        cycle: The cycle.
        moment: Of a past day only what everyone sees of the organization is kept.
        at: Now.
        with_inside: Whether to tell what the team alone sees too.
        grouping: Whether to tell it team by team; not without.
    """
    audiences = {False, True} if with_inside else {False}
    if moment.is_past:
        kept = _kept_past(team, cycle, moment, grouping)
    else:
        kept = _kept(team, cycle, audiences, on=moment.day, at=at, grouping=grouping)
    return {**kept, **_counted(team, cycle, moment, audiences - kept.keys(), grouping)}


def _counted(
    team: Team,
    cycle: Cycle,
    moment: Moment,
    audiences: Collection[bool],
    grouping: Grouping | None,
) -> ByAudience:
    """Count for the audiences asked for (seven queries at most)."""
    if not audiences:
        return {}
    objectives = objectives_of(team, cycle, moment).filter(is_inside__in=audiences)
    found = tallies_counted(objectives, cycle, moment)
    return {
        audience: PartTallies(
            _parts(
                team,
                [(place, each) for place, each in found.items() if place.is_inside is audience],
                grouping,
            ),
            None,
        )
        for audience in audiences
    }


def _parts(
    team: Team, found: Sequence[tuple[Place, Tally]], grouping: Grouping | None
) -> dict[Part, Tally]:
    """Put what was counted place by place together by whether it is the team's own, or by team."""
    parts: dict[Part, Tally] = {}
    placed = grouping.placed({place.team_id for place, _ in found}) if grouping else {}
    for place, tally in found:
        part = Part(place.team_id == team.pk, place.style, placed.get(place.team_id, 0))
        parts[part] = parts.get(part, NOTHING) + tally
    return parts


def _kept_past(team: Team, cycle: Cycle, moment: Moment, grouping: Grouping | None) -> ByAudience:
    """Read what is kept of a past day for everyone, what no longer holds of it counted anew.

    One query where nothing is kept; else two more, one for what ever moved, and those of
    `tallies_counted` where something is marked.
    """
    if team.parent_id is not None or not past_rows(cycle, moment).exists():
        return {}
    marks = PastMark.objects.filter(cycle_id=cycle.pk).values_list("team_id", flat=True)
    marked = set(marks.distinct()[: MARKED_MOST + 1])
    if len(marked) > MARKED_MOST:
        return {}
    found = _kept_past_parts(team, cycle, moment, marked, grouping)
    objectives = objectives_of(team, cycle, moment).filter(is_inside=False)
    moved = tallies_counted(objectives.exclude(team__in=marked), cycle, moment, Which.MOVED)
    again = tallies_counted(objectives.filter(team__in=marked), cycle, moment) if marked else {}
    for part, tally in _parts(team, [*moved.items(), *again.items()], grouping).items():
        found[part] = found.get(part, NOTHING) + tally
    return {False: PartTallies(found, None)}


def _kept_past_parts(
    team: Team,
    cycle: Cycle,
    moment: Moment,
    without: Collection[int],
    grouping: Grouping | None,
) -> dict[Part, Tally]:
    rows = past_rows(cycle, moment).exclude(team__in=without)
    own = ExpressionWrapper(Q(team=team.pk), output_field=BooleanField())
    rows = rows.annotate(is_own=own, whose=grouping.whose if grouping else Value(0))
    values = rows.order_by().values_list("is_own", "style", "whose")
    sums = values.annotate(**{f"{name}_sums": Sum(name) for name in TALLY_FIELDS})
    return {
        Part(bool(is_own), style, whose): tally_read(*numbers)
        for is_own, style, whose, *numbers in sums
    }


def past_rows(cycle: Cycle, moment: Moment) -> QuerySet[PastCounts]:
    """Return what is kept of a cycle as of a past day, where it was judged as it would be now."""
    return PastCounts.objects.filter(
        cycle=cycle,
        day=moment.day,
        recorded_by=moment.recorded_by,
        calendar=organization_bound().calendar_number,
    )


def _kept(
    team: Team,
    cycle: Cycle,
    audiences: Collection[bool],
    *,
    on: date,
    at: datetime,
    grouping: Grouping | None,
) -> ByAudience:
    """Read what is kept, as far as it can be told today."""
    waiting = _waiting_since(team, cycle)
    if waiting is None:
        return {}
    rows = list(_kept_rows(team, cycle, on, grouping))
    return {
        audience: _part_tallies([row for row in rows if row.is_inside is audience], since)
        for audience, since in waiting.items()
        if audience in audiences
        and (since is None or at - since <= PATIENCE)
        and not any(row.turned for row in rows if row.is_inside is audience)
    }


def _waiting_since(team: Team, cycle: Cycle) -> Mapping[bool, datetime | None] | None:
    """Return since when a change waits to be counted, by audience; `None`: nothing is kept."""
    below = None if team.parent_id is None else team.path
    found = next(iter(_waiting_asked(team.pk, below, cycle.pk)), None)
    return None if found is None else dict(zip((False, True), found, strict=True))


@asked_alike(128)
def _waiting_asked(team_id: int, below: str | None, cycle_id: int) -> QuerySet[CountsBook, Any]:
    marks = CountsMark.objects.filter(cycle_id=cycle_id)
    everyone = _oldest(marks.filter(_below(below), is_inside=False))
    inside = _oldest(marks.filter(is_inside=True, team_id=team_id))
    books = CountsBook.objects.order_by("pk")[:1]
    return books.values_list(Subquery(everyone), Subquery(inside))


def _below(path: str | None) -> Q:
    """Return the condition of a mark on a team or one below it; below the company all are."""
    if path is None:
        return Q()
    return Q(team_id__in=Team.objects.filter(path__startswith=path).values("pk"))


def _oldest(marks: QuerySet[CountsMark]) -> QuerySet[Any]:
    return marks.order_by().values("cycle_id").annotate(oldest=Min("made_at")).values("oldest")


class _KeptRow(NamedTuple):
    part: Part
    is_inside: bool
    counted_at: datetime
    turned: int
    tally: Tally


def _kept_rows(team: Team, cycle: Cycle, on: date, grouping: Grouping | None) -> Iterator[_KeptRow]:
    """Yield the sums of what is kept of a team and those below it (one query)."""
    below = None if team.parent_id is None else team.path
    calendar = organization_bound().calendar_number
    for is_own, is_inside, style, whose, counted_at, turned, *numbers in _sums_asked(
        team.pk, below, cycle.pk, on, calendar, grouping
    ):
        tally = tally_read(*numbers)
        yield _KeptRow(Part(bool(is_own), style, whose), is_inside, counted_at, turned, tally)


@asked_alike(128)
def _sums_asked(
    team_id: int,
    below: str | None,
    cycle_id: int,
    on: date,
    calendar: int,
    grouping: Grouping | None,
) -> QuerySet[TeamCounts, Any]:
    own = Q(team=team_id)
    of_all = Q(is_inside=False)
    if below is not None:
        of_all &= Q(team__path__startswith=below)
    rows = TeamCounts.objects.filter(of_all | Q(own, is_inside=True), cycle=cycle_id)
    sums = rows.annotate(
        is_own=ExpressionWrapper(own, output_field=BooleanField()),
        whose=grouping.whose if grouping else Value(0),
    ).order_by()
    values: QuerySet[TeamCounts, Any] = sums.values_list(
        "is_own", "is_inside", "style", "whose"
    ).annotate(
        last=Max("counted_at"),
        turned=Count("pk", filter=of_other_days(on, calendar=calendar)),
        **{f"{name}_sums": Sum(name) for name in TALLY_FIELDS},
    )
    return values


def _part_tallies(rows: Collection[_KeptRow], since: datetime | None) -> PartTallies:
    instants = [row.counted_at for row in rows]
    counted_at = max(instants, default=None)
    if since is not None and counted_at is not None:
        counted_at = min(counted_at, since)
    return PartTallies({row.part: row.tally for row in rows}, counted_at)

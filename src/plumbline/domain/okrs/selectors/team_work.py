"""What a team works on: its objectives by rank, what moved in a week, what nobody speaks of."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import KeyResult, Reading, State
from plumbline.domain.okrs.scoring import engine_readings_of
from plumbline.domain.okrs.selectors.facts import KeyResultFacts, Name, TreeLevel, TreeNode
from plumbline.domain.okrs.selectors.moments import Moment, day_before, moment_of
from plumbline.domain.okrs.selectors.nodes import key_result_facts, nodes_of
from plumbline.domain.okrs.selectors.rows_at import (
    Span,
    key_results_at,
    objective_key,
    objectives_at,
    objectives_read,
    pauses_at,
    span_at,
)
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.scoping import asked_alike
from plumbline.engine.scoring.decimals import exactly
from plumbline.engine.scoring.readings import Reading as Effective
from plumbline.engine.scoring.readings import readings_effective
from plumbline.engine.scoring.staleness import CheckInState

WEEK = timedelta(days=7)
RUNNING = (State.ACTIVE, State.GRADING)
#: What was closed this week moved this week all the same.
TOLD = (*RUNNING, State.CLOSED)
QUIET = (CheckInState.OVERDUE, CheckInState.STALE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A key result with a value from the last seven days.

    Attributes:
        change: By how much the value differs from the one that stood before the first day asked
            for, or from the baseline where none did, in the metric's unit; of a staged milestone in
            stages; `None` where there was nothing to compare with.
        is_first: Whether no value stood before.
        by: Who said so, by name; empty where a source or nobody known did.
    """

    facts: KeyResultFacts
    objective: Name
    change: Decimal | None
    is_first: bool
    by: str


@dataclass(frozen=True, slots=True)
class Quiet:
    """A key result that is stale or overdue."""

    facts: KeyResultFacts
    objective: Name


@dataclass(frozen=True, slots=True)
class TeamWeek:
    """What happened in the seven days up to the day shown, newest first, and what did not.

    The most overdue comes first among what is quiet.
    """

    moved: tuple[Moved, ...]
    quiet: tuple[Quiet, ...]


def team_objectives(
    *,
    viewer: Actor,
    team: Team,
    cycle: Cycle,
    at: datetime,
    as_of: date | None = None,
    after: str | None = None,
    limit: int = 25,
    states: Collection[State] | None = None,
) -> TreeLevel:
    """Return a team's own objectives that the viewer sees, by rank; at most 11 queries.

    Personal ones belong to a person, not to the team.

    Args:
        viewer: Who asks.
        team: Whose objectives.
        cycle: Of which cycle.
        at: Now.
        as_of: The day asked for, or `None` for now.
        after: Public id of the last one of the page before.
        limit: How many at most.
        states: Only these; all of them without.

    Raises:
        NotFound: The page before ended with an objective that is gone.
    """
    moment = moment_of(at=at, as_of=as_of)
    wanted = None if states is None else frozenset(states)
    if after is None:
        level = _first_asked(viewer, team.pk, cycle.pk, moment, wanted, limit + 1)
    else:
        rows = _own(viewer, team.pk, cycle.pk, moment, wanted)
        level = _ordered(rows.filter(_behind(rows, after, moment)))[: limit + 1]
    page = objectives_read(level, moment)
    spans = {cycle.pk: span_at(cycle, moment)}
    nodes = nodes_of(viewer=viewer, rows=page[:limit], moment=moment, spans=spans)
    return TreeLevel(
        cycle=Name(cycle.public_id, cycle.name),
        as_of=as_of,
        nodes=nodes,
        after=nodes[-1].public_id if len(page) > limit else None,
    )


def team_count(
    *, viewer: Actor, team: Team, cycle: Cycle, moment: Moment, states: Collection[State]
) -> int:
    """Return how many of a team's own objectives the viewer sees in some states (one query)."""
    count: int = _own(viewer, team.pk, cycle.pk, moment, frozenset(states)).count()
    return count


def team_week(
    *,
    viewer: Actor,
    team: Team,
    cycle: Cycle,
    at: datetime,
    as_of: date | None = None,
    known: Sequence[TreeNode] = (),
) -> TeamWeek:
    """Return what moved and what is stale of the objectives that run; at most 7 queries.

    What moved is told of closed ones too. Only what the viewer sees.

    Args:
        viewer: Who asks.
        team: Whose objectives.
        cycle: Of which cycle.
        at: Now.
        as_of: The day asked for, or `None` for now.
        known: Some of its objectives, read for the same viewer and day; they are not read again.
    """
    moment = moment_of(at=at, as_of=as_of)
    names = {
        pk: Name(public_id, title)
        for pk, public_id, title in _told_asked(viewer, team.pk, cycle.pk, moment)
    }
    found = _read_already(known, names.values())
    read = {node.public_id for node in known}
    left = {pk: name for pk, name in names.items() if name.public_id not in read}
    if left:
        spans, teams = dict.fromkeys(left, span_at(cycle, moment)), dict.fromkeys(left, team.pk)
        found += facts_running(left, spans, moment, teams=teams, states=TOLD).values()
    # Of one day they stand by objective, wherever they were read.
    place = {name.public_id: number for number, name in enumerate(names.values())}
    found.sort(key=lambda pair: place[pair[1].public_id])
    quiet = [
        Quiet(facts, objective)
        for facts, objective in found
        if facts.check_in in QUIET and facts.state in RUNNING
    ]
    since = day_before(moment.day, WEEK - timedelta(days=1))
    return TeamWeek(
        moved=moves_since(since, _by_key_result(since, found), moment),
        quiet=tuple(sorted(quiet, key=lambda each: each.facts.checked_in_on or since)),
    )


def _read_already(
    known: Iterable[TreeNode], wanted: Iterable[Name]
) -> list[tuple[KeyResultFacts, Name]]:
    """Return what is told of objectives that were read, each key result with its objective."""
    names = {name.public_id: name for name in wanted}
    return [
        (facts, names[node.public_id])
        for node in known
        if node.public_id in names
        for facts in node.key_results
        if facts.state in TOLD
    ]


def _by_key_result(
    since: date, found: Sequence[tuple[KeyResultFacts, Name]]
) -> dict[int, tuple[KeyResultFacts, Name]]:
    """Return what got a value since a day by the ids of rows (one query)."""
    fresh = {
        pair[0].public_id: pair
        for pair in found
        if pair[0].current_on is not None and pair[0].current_on >= since
    }
    ids = KeyResult.objects.filter(public_id__in=list(fresh)).values_list("pk", "public_id")
    return {pk: fresh[public_id] for pk, public_id in ids} if fresh else {}


def _own(
    viewer: Actor,
    team_id: int,
    cycle_id: int,
    moment: Moment,
    states: frozenset[State] | None,
) -> QuerySet[Any]:
    rows = objectives_at(viewer, moment)
    if states is not None:
        rows = rows.filter(state__in=sorted(states))
    return rows.filter(cycle=cycle_id, team=team_id, is_personal=False)


def _ordered(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by("order", "objective_id")


@asked_alike(128)
def _first_asked(
    viewer: Actor,
    team_id: int,
    cycle_id: int,
    moment: Moment,
    states: frozenset[State] | None,
    most: int,
) -> QuerySet[Any]:
    return _ordered(_own(viewer, team_id, cycle_id, moment, states))[:most]


@asked_alike(128)
def _told_asked(viewer: Actor, team_id: int, cycle_id: int, moment: Moment) -> QuerySet[Any, Any]:
    """Return ids, public ids and titles of what may have moved."""
    own = _own(viewer, team_id, cycle_id, moment, frozenset(TOLD))
    return own.values_list("objective_id", objective_key(moment, "public_id"), "title")


def _behind(rows: QuerySet[Any], after: str, moment: Moment) -> Q:
    """Return the condition of standing behind the objective a page ended with."""
    found = rows.filter(**{objective_key(moment, "public_id"): after})
    key = found.values_list("order", "objective_id").first()
    if key is None:
        raise NotFound("okrs.objective.not_found")
    order, objective_id = key
    return Q(order__gt=order) | Q(order=order, objective_id__gt=objective_id)


FactsOf = Mapping[int, tuple[KeyResultFacts, Name]]


def facts_running(
    names: Mapping[int, Name],
    spans: Mapping[int, Span],
    moment: Moment,
    *,
    teams: Mapping[int, int | None],
    states: Collection[State] = RUNNING,
) -> dict[int, tuple[KeyResultFacts, Name]]:
    """Return the key results that run, by id, each with its objective; two queries.

    Args:
        names: The objectives by id; the caller has asked whether they may be seen.
        spans: The cycle of each.
        moment: When.
        teams: The team of each, by row.
        states: Of the key results wanted.
    """
    pauses = pauses_at(list(names), moment)
    found = {}
    for objective_id, rows in key_results_at(list(names), moment).items():
        for row in rows:
            if State(row.fields.state) in states:
                pause = pauses.of(row)
                facts = key_result_facts(
                    row, spans[objective_id], pause, moment, team_id=teams[objective_id]
                )
                found[row.subject.pk] = (facts, names[objective_id])
    return found


def moves_since(since: date, found: FactsOf, moment: Moment) -> tuple[Moved, ...]:
    """Return which key results got a value since a day, the newest first (one query).

    Values of that day itself are told, against what stood when it began: every page that says
    "since" means this.
    """
    fresh = {
        pk: pair
        for pk, pair in found.items()
        if pair[0].current_on is not None and pair[0].current_on >= since
    }
    if not fresh:
        return ()
    rows: dict[int, list[Reading]] = defaultdict(list)
    for row in readings_said(Reading.objects.filter(moment.known(), key_result__in=list(fresh))):
        rows[row.key_result_id].append(row)
    moved = [
        each
        for pk, (facts, objective) in fresh.items()
        if (each := moved_by(facts, objective, rows[pk], since, on=moment.day))
    ]
    return tuple(sorted(moved, key=lambda each: each.facts.current_on or since, reverse=True))


def readings_said(rows: QuerySet[Reading]) -> QuerySet[Reading]:
    """Add to values the name of whoever said them, as `said_by`; `None` for those of a source."""
    return rows.annotate(said_by=Coalesce("check_in__deputy__name", "check_in__author__name"))


def moved_by(
    facts: KeyResultFacts, objective: Name, rows: Collection[Reading], since: date, *, on: date
) -> Moved | None:
    """Return by how much a key result moved since a day began; `None` where no value stands.

    Args:
        facts: The key result.
        objective: Whose it is.
        rows: All its values, as `readings_said` has them.
        since: The first day of which values count as moves.
        on: The day it is told for.
    """
    readings = readings_effective(engine_readings_of(rows), on=on)
    if not readings:
        return None
    *earlier, last = readings
    before = next((each for each in reversed(earlier) if each.on < since), None)
    return Moved(
        facts=facts,
        objective=objective,
        change=_change(facts, before, last),
        is_first=before is None,
        by=_said_by(rows, last),
    )


def _said_by(rows: Iterable[Reading], last: Effective) -> str:
    """Return who said the value that stands."""
    said = (
        row for row in rows if (row.effective_on, row.recorded_at) == (last.on, last.recorded_at)
    )
    return next((row.said_by or "" for row in said), "")  # type: ignore[attr-defined]  # annotated


@exactly
def _change(facts: KeyResultFacts, before: Effective | None, last: Effective) -> Decimal | None:
    if last.stage is not None:
        return Decimal(last.stage - (before.stage or 0 if before else 0))
    was = facts.metric.baseline if before is None else before.value
    return None if last.value is None or was is None else last.value - was

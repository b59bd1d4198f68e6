"""How a cycle ends: what is in which state, what waits for a grade, what was graded and learned.

Counts have one value for everyone: they take in what the whole organization sees, and nothing
personal. Lists hold what the viewer sees.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, QuerySet

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.lifecycle import OPEN_STATES, RUNNING_STATES
from plumbline.domain.okrs.models import (
    BetterState,
    Descent,
    Lineage,
    Objective,
    State,
    Style,
    Visibility,
)
from plumbline.domain.okrs.permissions import objective_acts, visible_to
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.selectors.lineage import carries_on
from plumbline.domain.okrs.selectors.names import person_name, team_name
from plumbline.domain.okrs.selectors.objectives import objectives_visible
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Actor
from plumbline.engine.scoring.grades import COMMITTED_FROM
from plumbline.engine.scoring.rollup import progress_unscaled

PAGE_SIZE = 50
#: So many misses, and so many lessons, are told on the page of a cycle.
TOLD_MAX = 20
#: Teams from the top down, each in its own order; what is personal stands behind them all.
_IN_ORDER = (F("team__path").asc(nulls_last=True), "rank", "pk")
OVER_STATES = frozenset({State.CLOSED, State.STOPPED})

StateCounts = Mapping[State, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenObjective:
    """An objective that still runs or waits for its grade.

    Attributes:
        version: What a decision about it is made on.
        progress: 0 to 1; `None` when it is not scored.
        has_data: Whether anything was measured.
        starts_grading: Whether the viewer may start its grading.
        grades: Whether the viewer may grade it, finally or for themselves.
        stops: Whether the viewer may stop it.
        carries_over: Whether the viewer may let it go on in another cycle.
        goes_on_in: Cycles into which it was carried over already, as far as the viewer sees.
    """

    public_id: str
    title: str
    version: int
    state: State
    style: Style | None
    owner: Name | None
    team: Name | None
    progress: Decimal | None
    has_data: bool
    starts_grading: bool
    grades: bool
    stops: bool
    carries_over: bool
    goes_on_in: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedObjective:
    """An objective that is closed or was stopped.

    Attributes:
        score: The final score, 0 to 1; `None` where none was given.
        note: What was said of the grade; of a stopped one why it was stopped.
        learned: What was learned.
    """

    public_id: str
    title: str
    state: State
    style: Style | None
    owner: Name | None
    team: Name | None
    better_state: BetterState | None
    score: Decimal | None
    note: str
    learned: str
    learned_evidence: str


@dataclass(frozen=True, slots=True)
class OpenPage:
    """One page of what is open; `number` counts from 1 up to `pages`."""

    objectives: Sequence[OpenObjective]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class EndedPage:
    """One page of what is over; `number` counts from 1 up to `pages`."""

    objectives: Sequence[EndedObjective]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Told:
    """What was said at the end, the first `TOLD_MAX` of `total`."""

    objectives: Sequence[EndedObjective]
    total: int


def cycles_counted(*, viewer: Actor, cycles: Iterable[Cycle]) -> Mapping[int, StateCounts]:
    """Count the objectives of cycles by state, by the id of the cycle (one query)."""
    del viewer  # a count has one value for everyone
    counts: dict[int, dict[State, int]] = defaultdict(dict)
    rows = _counted().filter(cycle__in=[cycle.pk for cycle in cycles])
    for cycle_id, state, count in rows.values_list("cycle_id", "state").annotate(count=Count("pk")):
        counts[cycle_id][State(state)] = count
    return counts


def cycle_styles(*, viewer: Actor, cycle: Cycle) -> Mapping[Style | None, StateCounts]:
    """Count the objectives of one cycle by style and state (one query)."""
    del viewer
    counts: dict[Style | None, dict[State, int]] = defaultdict(dict)
    rows = _counted().filter(cycle=cycle).values_list("style", "state")
    for style, state, count in rows.annotate(count=Count("pk")):
        counts[Style(style) if style else None][State(state)] = count
    return counts


def cycle_open(*, viewer: Actor, cycle: Cycle, page: int = 1, size: int = PAGE_SIZE) -> OpenPage:
    """Return what the viewer sees of a cycle that still runs or waits for its grade.

    Four queries, however many there are.

    Args:
        viewer: Who asks.
        cycle: Whose objectives.
        page: From 1; beyond the end the last one is returned.
        size: Objectives of a page.
    """
    rows = objectives_visible(viewer=viewer).filter(cycle=cycle, state__in=OPEN_STATES)
    total = rows.count()
    number, pages = _place(page, total, size)
    first = (number - 1) * size
    found = list(rows.order_by(*_IN_ORDER)[first : first + size])
    owners = _participants(found)
    further = _goes_on(viewer, found)
    return OpenPage([_open(viewer, row, owners, further) for row in found], total, number, pages)


def cycle_ended(*, viewer: Actor, cycle: Cycle, page: int = 1, size: int = PAGE_SIZE) -> EndedPage:
    """Return what the viewer sees of a cycle that is over (two queries); see `cycle_open`."""
    rows = objectives_visible(viewer=viewer).filter(cycle=cycle, state__in=OVER_STATES)
    total = rows.count()
    number, pages = _place(page, total, size)
    first = (number - 1) * size
    found = rows.order_by(*_IN_ORDER)[first : first + size]
    return EndedPage([_ended(row) for row in found], total, number, pages)


def cycle_misses(*, viewer: Actor, cycle: Cycle) -> Told:
    """Return the commitments that were missed, as far as the viewer sees them.

    Scores are text in the database, so they are compared here; of one cycle that is read at once.
    """
    rows = objectives_visible(viewer=viewer).filter(
        cycle=cycle, state=State.CLOSED, style=Style.COMMITTED, final_score__isnull=False
    )
    scores = rows.order_by(*_IN_ORDER).values_list("pk", "final_score")
    missed = [pk for pk, score in scores if score is not None and score < COMMITTED_FROM]
    shown = missed[:TOLD_MAX]
    found = {row.pk: row for row in rows.filter(pk__in=shown)}
    return Told([_ended(found[pk]) for pk in shown if pk in found], len(missed))


def cycle_learned(*, viewer: Actor, cycle: Cycle) -> Told:
    """Return what was learned, as far as the viewer sees it (two queries)."""
    rows = objectives_visible(viewer=viewer).filter(cycle=cycle, state=State.CLOSED)
    rows = rows.exclude(learned="").order_by(*_IN_ORDER)
    total = rows.count()
    return Told([_ended(row) for row in rows[:TOLD_MAX]], total)


def _counted() -> QuerySet[Objective]:
    rows: QuerySet[Objective] = Objective.objects.filter(
        visibility=Visibility.ORGANIZATION, is_personal=False, is_staged=False
    ).order_by()
    return rows


def _place(page: int, total: int, size: int) -> tuple[int, int]:
    pages = max(1, -(-total // size))
    return min(max(1, page), pages), pages


def _participants(rows: Sequence[Objective]) -> Mapping[int, frozenset[int]]:
    """Return who owns a key result of each objective (one query)."""
    owners: dict[int, set[int]] = defaultdict(set)
    ids = [row.pk for row in rows]
    found = Objective.objects.filter(pk__in=ids, key_results__owner__isnull=False)
    for objective_id, owner_id in found.order_by().values_list("pk", "key_results__owner_id"):
        owners[objective_id].add(owner_id)
    return {pk: frozenset(owners[pk]) for pk in ids}


def _goes_on(viewer: Actor, rows: Sequence[Objective]) -> Mapping[int, tuple[str, ...]]:
    """Return in which cycles objectives go on, by their ids (one query)."""
    further: dict[int, list[str]] = defaultdict(list)
    lineages = Lineage.objects.filter(
        visible_to(viewer, of="objective"),
        source__in=[row.pk for row in rows],
        descent=Descent.CARRIED_OVER,
    )
    for source, name in lineages.order_by("pk").values_list("source_id", "objective__cycle__name"):
        further[source].append(name)
    return {pk: tuple(names) for pk, names in further.items()}


def _open(
    viewer: Actor,
    row: Objective,
    owners: Mapping[int, frozenset[int]],
    further: Mapping[int, tuple[str, ...]],
) -> OpenObjective:
    acts = objective_acts(viewer, row, participant_ids=owners[row.pk])
    runs = row.state in RUNNING_STATES
    score = row.score
    return OpenObjective(
        public_id=row.public_id,
        title=row.title,
        version=row.version,
        state=State(row.state),
        style=Style(row.style) if row.style else None,
        owner=person_name(row.owner),
        team=team_name(row.team),
        progress=None if score.progress is None else progress_unscaled(score.progress),
        has_data=bool(score.data_parts),
        starts_grading=runs and Act.GRADE_START in acts,
        grades=not runs and bool(acts & {Act.GRADE_FINAL, Act.GRADE_SELF}),
        stops=runs and Act.STOP in acts,
        carries_over=carries_on(viewer, row),
        goes_on_in=further.get(row.pk, ()),
    )


def _ended(row: Objective) -> EndedObjective:
    stopped = row.state == State.STOPPED
    return EndedObjective(
        public_id=row.public_id,
        title=row.title,
        state=State(row.state),
        style=Style(row.style) if row.style else None,
        owner=person_name(row.owner),
        team=team_name(row.team),
        better_state=BetterState(row.better_state) if row.better_state else None,
        score=None if stopped else row.final_score,
        note=row.state_reason if stopped else row.grade_note or row.grade_reason,
        learned=row.learned,
        learned_evidence=row.learned_evidence,
    )

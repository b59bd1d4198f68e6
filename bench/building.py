"""An organization of any size, inserted in bulk: the rows that the services would have left.

A forest of eight trees, each objective with eight children that contribute to it, every tenth
also to a second parent; four key results each. How many check-ins, teams and people there are says
the shape. The journal is left empty: no measured act reads it. Sums are put in place by the
recomputation and compared with the parts at the end.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise

from django.db.models import Model

from bench.bulk import history_insert, rows_insert
from bench.wording import key_result_worded, objective_worded
from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.cycles.models import Cycle, CyclePhase
from plumbline.domain.cycles.services import CycleValues, cycle_create
from plumbline.domain.okrs.models import (
    Alignment,
    AlignmentState,
    KeyResult,
    KeyResultScore,
    KeyResultScoreState,
    KeyResultState,
    MetricKind,
    Objective,
    ObjectiveScore,
    ObjectiveScoreState,
    ObjectiveState,
    Reading,
    State,
    Style,
)
from plumbline.domain.okrs.models.alignment import AlignmentFields
from plumbline.domain.okrs.models.key_result import KeyResultFields, KeyResultScoreFields
from plumbline.domain.okrs.models.objective import ObjectiveFields, ObjectiveScoreFields
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.okrs.services.sums_restoring import sums_restore
from plumbline.domain.okrs.services.tree_tops import ties_restore
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.services.memberships import membership_add
from plumbline.domain.orgs.services.people import person_create
from plumbline.domain.orgs.services.set_up import organization_set_up
from plumbline.domain.orgs.services.teams import team_create
from plumbline.domain.orgs.viewers import SystemActor
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.transactions import writing

BRANCHES = 8
KEY_RESULTS = 4
TODAY = date(2026, 11, 22)
AT = datetime.combine(TODAY, time(10), tzinfo=UTC)
START = TODAY - timedelta(days=56)
WRITTEN = datetime.combine(START, time(8), tzinfo=UTC)
WEIGHT = 1000
PROGRESS_OF_ONE = 10**7  # of a metric from 0 to 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How many there are of what.

    Attributes:
        check_ins: The most that a key result has, evenly over eight weeks.
        detailed: Every so manieth key result has all of them; the others have one.
        worded: Titles are as people write them, for what reads them; else they are all alike.
    """

    teams: int = 25
    people: int = 50
    check_ins: int = 10
    detailed: int = 10
    worded: bool = False

    def moment(self, number: int) -> datetime:
        """Return when a key result was checked in for the time of that number."""
        return WRITTEN + timedelta(days=50 // self.check_ins * (number + 1), hours=1)

    @property
    def last(self) -> int:
        """The number of the last check-in."""
        return self.check_ins - 1


@dataclass(frozen=True, slots=True)
class Built:
    """What was built.

    Attributes:
        levels: Ids of objectives by depth, the roots first.
        strides: By how much the ids of each copy lie behind those of the one before it, by model;
            empty where there are no copies.
    """

    organization: Organization
    cycle: Cycle
    teams: Sequence[Team]
    people: Sequence[Person]
    levels: Sequence[Sequence[int]]
    shape: Shape = field(default_factory=Shape)
    strides: Mapping[type[Model], int] = field(default_factory=dict)


def organization_built(size: int, shape: Shape | None = None) -> Built:
    """Build an organization with `size` objectives."""
    shape = shape or Shape()
    made = organization_set_up(
        organization_name="Bench",
        slug="bench",
        email="bench@example.org",
        name="Bench",
        password=None,
        at=WRITTEN,
    )
    with writing(made.organization):
        actor = SystemActor(
            organization_id=made.organization.pk,
            name="bench",
            rights=frozenset((Act.MANAGE, kind) for kind in Kind),
        )
        teams = [
            team_create(actor=actor, name=f"Team {n}", parent=made.team, at=WRITTEN)
            for n in range(shape.teams)
        ]
        people = [_person(actor, teams[n % shape.teams], n) for n in range(shape.people)]
        cycle = cycle_create(
            actor=actor,
            values=CycleValues(name="2026-Q4", start=START, end=START + timedelta(days=90)),
            phase=CyclePhase.ACTIVE,
            at=WRITTEN,
        )
        objectives = _objectives(size, cycle, teams, people, shape)
        _links(objectives)
        _key_results(objectives, people, shape)
        levels = _levels(objectives)
    return Built(made.organization, cycle, teams, people, levels, shape)


def parent_place(place: int) -> int | None:
    """Return the place of the objective above, or None for a root."""
    return None if place < BRANCHES else (place - BRANCHES) // BRANCHES


def _person(actor: SystemActor, team: Team, number: int) -> Person:
    person = person_create(
        actor=actor, name=f"Person {number}", email=f"person-{number}@example.org", at=WRITTEN
    )
    membership_add(actor=actor, person=person, team=team, since=START, at=WRITTEN)
    return person


def _objectives(
    size: int, cycle: Cycle, teams: Sequence[Team], people: Sequence[Person], shape: Shape
) -> list[Objective]:
    objectives = rows_insert(
        Objective(
            title=objective_worded(place)
            if shape.worded
            else f"The better state number {place} is true",
            why="Because it is measured.",
            owner=people[place % len(people)],
            team=teams[place % len(teams)],
            cycle=cycle,
            rank=place // len(teams) + 1,
            style=Style.ASPIRATIONAL,
            state=State.ACTIVE,
            document_key=f"objective-{place}",
            created_at=WRITTEN,
            activated_at=WRITTEN,
        )
        for place in range(size)
    )
    history_insert(objectives, ObjectiveFields, ObjectiveState, at=WRITTEN)
    scores = rows_insert(ObjectiveScore(objective=row) for row in objectives)
    history_insert(scores, ObjectiveScoreFields, ObjectiveScoreState, at=WRITTEN)
    return objectives


def _links(objectives: Sequence[Objective]) -> None:
    links = rows_insert(
        Alignment(
            child_objective=objectives[child],
            parent_objective=objectives[parent],
            weight=WEIGHT,
            created_at=WRITTEN,
        )
        for child, parent in _pairs(len(objectives))
    )
    history_insert(links, AlignmentFields, AlignmentState, at=WRITTEN)


def _pairs(size: int) -> Iterator[tuple[int, int]]:
    for place in range(size):
        parent = parent_place(place)
        if parent is None:
            continue
        yield place, parent
        second = (parent + 1) % BRANCHES if parent < BRANCHES else parent - 1
        if place % 10 == 0 and parent_place(second) != parent:
            yield place, second


def _key_results(objectives: Sequence[Objective], people: Sequence[Person], shape: Shape) -> None:
    key_results = rows_insert(
        KeyResult(
            objective=objective,
            title=key_result_worded(place * KEY_RESULTS + number)
            if shape.worded
            else f"Key result {number} of {objective.document_key} from 0 % to 100 %",
            owner=people[(place + number) % len(people)],
            metric_kind=MetricKind.INCREASE,
            unit="%",
            baseline=Decimal(0),
            target=Decimal(100),
            state=State.ACTIVE,
            rank=number + 1,
            weight=WEIGHT * (1 + number % 2),
            created_at=WRITTEN,
        )
        for place, objective in enumerate(objectives)
        for number in range(KEY_RESULTS)
    )
    history_insert(key_results, KeyResultFields, KeyResultState, at=WRITTEN)
    _check_ins(key_results, shape)


def _check_ins(key_results: Sequence[KeyResult], shape: Shape) -> None:
    """Give every so manieth key result all check-ins and the others one."""
    entries = [
        (row, number)
        for place, row in enumerate(key_results)
        for number in (range(shape.check_ins) if place % shape.detailed == 0 else (shape.last,))
    ]
    readings = rows_insert(
        Reading(
            key_result=row,
            effective_on=shape.moment(number).date(),
            recorded_at=shape.moment(number),
            value=Decimal(_value(row, number)),
        )
        for row, number in entries
    )
    rows_insert(
        CheckIn(
            key_result=row,
            effective_on=shape.moment(number).date(),
            recorded_at=shape.moment(number),
            reading=reading,
            confidence=1 + (row.pk + number) % 10,
            author_id=row.owner_id,
            progress=_value(row, number) * PROGRESS_OF_ONE,
        )
        for (row, number), reading in zip(entries, readings, strict=True)
    )
    _scores(key_results, entries, shape)


def _scores(
    key_results: Sequence[KeyResult], entries: Sequence[tuple[KeyResult, int]], shape: Shape
) -> None:
    """Insert the present scores, and what each was after every check-in before."""
    scores = rows_insert(_score(row, shape.last, shape) for row in key_results)
    of = {score.key_result_id: score for score in scores}
    steps: dict[int, list[int | None]] = {row.pk: [None] for row in key_results}
    for row, number in entries:
        steps[row.pk].append(number)
    states = []
    for row in key_results:
        ends_with: list[int | None] = [*steps[row.pk], None]
        for step, following in pairwise(ends_with):
            then = KeyResultScore() if step is None else _score(row, step, shape)
            then.pk = of[row.pk].pk
            begins = WRITTEN if step is None else shape.moment(step)
            ends = None if following is None else shape.moment(following)
            states.append((then, begins, ends))
    history_insert(
        [then for then, _, _ in states],
        KeyResultScoreFields,
        KeyResultScoreState,
        at=WRITTEN,
        spans=[(begins, ends) for _, begins, ends in states],
    )


def _score(row: KeyResult, number: int, shape: Shape) -> KeyResultScore:
    """Return the score that the engine gives a metric from 0 to 100 after a check-in."""
    value = _value(row, number)
    return KeyResultScore(
        key_result=row,
        current_value=Decimal(value),
        current_on=shape.moment(number).date(),
        current_order=float(value),
        confidence=1 + (row.pk + number) % 10,
        checked_in_on=shape.moment(number).date(),
        raw_progress=Decimal(value) / 100,
        progress=value * PROGRESS_OF_ONE,
        has_data=True,
        computed_on=shape.moment(number).date(),
    )


def _value(row: KeyResult, number: int) -> int:
    return (row.pk % 10) + number * (3 + row.pk % 6)


def _levels(objectives: Sequence[Objective]) -> list[list[int]]:
    depths: list[int] = []
    levels: list[list[int]] = []
    for place, row in enumerate(objectives):
        parent = parent_place(place)
        depth = 0 if parent is None else depths[parent] + 1
        depths.append(depth)
        if depth == len(levels):
            levels.append([])
        levels[depth].append(row.pk)
    return levels


def history_lengthen(built: Built, rows: int) -> None:
    """Give every root as many past state rows of its score as years of check-ins would leave."""
    with writing(built.organization):
        for score in ObjectiveScore.objects.filter(objective_id__in=built.levels[0]):
            begins = [WRITTEN - timedelta(minutes=rows - number) for number in range(rows + 1)]
            history_insert(
                [score] * rows,
                ObjectiveScoreFields,
                ObjectiveScoreState,
                at=WRITTEN,
                spans=list(pairwise(begins)),
            )


def sums_fill(built: Built) -> None:
    """Add all sums up, as of the last check-in, and refuse to go on if one is wrong."""
    with writing(built.organization):
        sums_restore(at=built.shape.moment(built.shape.last))
        ties_restore()
        wrong = recomputation_compare()
    if wrong:
        raise RuntimeError(f"{len(wrong)} sums do not fit their parts, such as {wrong[0]}")

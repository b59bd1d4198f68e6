"""A cycle closes only when nothing in it is open; what ends is decided in one act."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from plumbline.domain.cycles.models import Cycle, CyclePhase
from plumbline.domain.okrs.models import BetterState, Lineage, Objective, State, Visibility
from plumbline.domain.okrs.services.cycle_phases import (
    Decided,
    Fate,
    cycle_move,
    cycle_wrap_up,
)
from plumbline.domain.okrs.services.grading import GradeValues, grade_close, grading_start
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import (
    DomainError,
    NotFound,
    PermissionRefused,
    Refused,
    StaleVersion,
    ValidationRefused,
)
from tests.world import AT, World
from tests.world_okrs import make_cycle, make_next_cycle, make_objective, stored

LATER = AT + timedelta(hours=1)
CAST = ("ada", "carl", "lena", "mia", "max", "dee", "vic", "aud", "fin")


def close(world: World, cycle: Cycle, actor: Actor | None = None) -> Cycle:
    with world.reading():
        return cycle_move(
            actor=actor or world.system,
            cycle=cycle,
            phase=CyclePhase.CLOSED,
            expected=Cycle.objects.get(pk=cycle.pk).version,
            at=LATER,
        )


def wrap_up(
    world: World,
    fates: dict[str, Fate],
    *objectives: Objective,
    actor: Actor | None = None,
    into: Cycle | None = None,
    reason: str = "",
) -> None:
    """Decide what becomes of objectives by their titles."""
    cycle = make_cycle(world)
    decided = [
        Decided(row.public_id, stored(world, row).version, fates[row.title]) for row in objectives
    ]
    with world.reading():
        cycle_wrap_up(
            actor=actor or world.system,
            cycle=cycle,
            decided=decided,
            into=into,
            reason=reason,
            expected=cycle.version,
            at=LATER,
        )


def graded(world: World, objective: Objective) -> Objective:
    """Bring an objective to its end."""
    with world.reading():
        started = grading_start(
            actor=world.system,
            objective=objective,
            expected=stored(world, objective).version,
            at=LATER,
        )
        return grade_close(
            actor=world.system,
            objective=started,
            values=GradeValues(better_state=BetterState.NO, note="A strike", score=Decimal(0)),
            expected=started.version,
            at=LATER,
        )


@pytest.mark.parametrize("state", ["active", "grading"])
def test_a_cycle_does_not_close_while_something_in_it_is_open(world: World, state: str) -> None:
    objective = make_objective(world, visibility=Visibility.TEAM)
    if state == "grading":
        with world.reading():
            grading_start(actor=world.system, objective=objective, expected=2, at=LATER)
    cycle = make_cycle(world)
    with pytest.raises(Refused) as refused:
        close(world, cycle)
    assert refused.value.message.id == "okrs.cycle.still_open"
    with world.reading():
        assert Cycle.objects.get().phase == CyclePhase.ACTIVE


def test_it_closes_when_everything_is_over_or_never_began(world: World) -> None:
    graded(world, make_objective(world))
    make_objective(world, "A draft", active=False)
    assert close(world, make_cycle(world), world.viewer("carl")).phase == CyclePhase.CLOSED


@pytest.mark.parametrize("how", [{"visibility": Visibility.PRIVATE}, {"is_personal": True}])
def test_what_is_its_owners_alone_never_stands_in_the_way(
    world: World, how: dict[str, object]
) -> None:
    make_objective(world, **how)  # type: ignore[arg-type]  # fields of ObjectiveValues
    assert close(world, make_cycle(world)).phase == CyclePhase.CLOSED


def test_a_year_closes_behind_its_quarters(world: World) -> None:
    year = make_cycle(world, "2026", end=date(2026, 12, 31))
    quarter = make_cycle(world, "2026-Q1", parent=year)
    with pytest.raises(Refused) as refused:
        close(world, year)
    assert refused.value.message.id == "okrs.cycle.child_open"
    close(world, quarter)
    assert close(world, year).phase == CyclePhase.CLOSED


@pytest.mark.parametrize("who", CAST)
def test_only_who_runs_cycles_decides_at_their_end(world: World, who: str) -> None:
    objective = make_objective(world)
    may = who in {"ada", "carl"}
    try:
        wrap_up(world, {objective.title: Fate.GRADE}, objective, actor=world.viewer(who))
    except PermissionRefused:
        assert not may
    assert stored(world, objective).state == (State.GRADING if may else State.ACTIVE)


def test_each_objective_gets_its_own_end(world: World) -> None:
    rows = [make_objective(world, title) for title in ("Grade", "Go on", "Stop")]
    into = make_next_cycle(world)
    fates = {"Grade": Fate.GRADE, "Go on": Fate.CARRY_OVER, "Stop": Fate.STOP}
    wrap_up(world, fates, *rows, actor=world.viewer("carl"), into=into, reason="Overtaken")
    states = [stored(world, row).state for row in rows]
    assert states == [State.GRADING, State.GRADING, State.STOPPED]
    assert stored(world, rows[2]).state_reason == "Overtaken"
    with world.reading():
        lineage = Lineage.objects.select_related("objective__cycle").get()
    assert (lineage.source_id, lineage.objective.cycle, lineage.objective.state) == (
        rows[1].pk,
        into,
        State.DRAFT,
    )


def test_what_waits_for_its_grade_already_is_carried_over_and_waits_on(world: World) -> None:
    objective = make_objective(world)
    with world.reading():
        grading_start(actor=world.system, objective=objective, expected=2, at=LATER)
    into = make_next_cycle(world, CyclePhase.ACTIVE)
    wrap_up(world, {objective.title: Fate.CARRY_OVER}, objective, into=into)
    assert stored(world, objective).state == State.GRADING
    with world.reading():
        assert Lineage.objects.count() == 1


@pytest.mark.parametrize(("fate", "field"), [(Fate.STOP, "reason"), (Fate.CARRY_OVER, "into")])
def test_what_is_missing_is_said_at_its_field(world: World, fate: Fate, field: str) -> None:
    objective = make_objective(world)
    with pytest.raises(ValidationRefused) as refused:
        wrap_up(world, {objective.title: fate}, objective)
    assert set(refused.value.field_errors) == {field}
    assert stored(world, objective).state == State.ACTIVE


@pytest.mark.parametrize("case", ["stale cycle", "stale objective", "hidden"])
def test_nothing_is_done_unless_all_can_be(world: World, case: str) -> None:
    first = make_objective(world, "First")
    second = make_objective(
        world,
        "Second",
        visibility=Visibility.PRIVATE if case == "hidden" else Visibility.ORGANIZATION,
    )
    refusals: dict[str, type[DomainError]] = {"hidden": NotFound}
    with world.reading(), pytest.raises(refusals.get(case, StaleVersion)):
        cycle_wrap_up(
            actor=world.viewer("carl"),
            cycle=make_cycle(world),
            decided=[
                Decided(first.public_id, 2, Fate.GRADE),
                Decided(second.public_id, 1 if case == "stale objective" else 2, Fate.GRADE),
            ],
            into=None,
            reason="",
            expected=9 if case == "stale cycle" else 1,
            at=LATER,
        )
    assert stored(world, first).state == State.ACTIVE


def test_only_what_is_in_the_cycle_is_decided_about(world: World) -> None:
    elsewhere = make_next_cycle(world, CyclePhase.ACTIVE)
    moved = make_objective(world, "Moved on", cycle=elsewhere)
    with pytest.raises(NotFound):
        wrap_up(world, {"Moved on": Fate.STOP}, moved, reason="It is over")
    assert stored(world, moved).state == State.ACTIVE

"""Cycles are made, changed and moved through their phases by those who run them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from plumbline.domain.cycles.models import Cycle, CycleKind, CyclePhase, CycleState
from plumbline.domain.cycles.services import (
    CycleValues,
    cycle_create,
    cycle_edit,
    cycle_phase_set,
)
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.tenancy.errors import (
    PermissionRefused,
    Refused,
    StaleVersion,
    ValidationRefused,
)
from tests.world import AT, World
from tests.world_okrs import make_cycle

QUARTER = CycleValues(name="2026-Q2", start=date(2026, 4, 1), end=date(2026, 6, 30))
YEAR = CycleValues(name="2026", start=date(2026, 1, 1), end=date(2026, 12, 31), kind=CycleKind.YEAR)
LATER = AT + timedelta(hours=1)
CAST = ("ada", "carl", "lena", "mia", "max", "dee", "vic", "aud", "fin")
# Who sets an organization up is its admin and its champion.
RUNS_CYCLES = frozenset({"ada", "carl"})


def create(world: World, values: CycleValues = QUARTER, **further: object) -> Cycle:
    with world.reading():
        return cycle_create(
            actor=world.system,
            values=replace(values, **further),  # type: ignore[arg-type]  # fields of CycleValues
            at=AT,
        )


def refused_edit(world: World, cycle: Cycle, values: CycleValues) -> dict[str, list[str]]:
    """Try to edit a cycle; return the ids of what is said, by field."""
    with world.reading():
        before = list(Cycle.objects.order_by("pk").values())
        with pytest.raises(ValidationRefused) as refused:
            cycle_edit(
                actor=world.system, cycle=cycle, values=values, expected=cycle.version, at=LATER
            )
        assert list(Cycle.objects.order_by("pk").values()) == before
        assert not CycleState.objects.filter(valid_from=LATER).exists()
    said = refused.value.field_errors
    return {name: [message.id for message in messages] for name, messages in said.items()}


@pytest.mark.parametrize("who", CAST)
def test_champions_run_cycles_and_nobody_else(world: World, who: str) -> None:
    cycle = make_cycle(world)
    viewer = world.viewer(who)
    further = CyclePhase.GRADING
    with world.reading():
        before = list(Cycle.objects.values())
        if who in RUNS_CYCLES:
            cycle_create(actor=viewer, values=QUARTER, at=AT)
            cycle_edit(actor=viewer, cycle=cycle, values=YEAR, expected=1, at=AT)
            cycle_phase_set(actor=viewer, cycle=cycle, phase=further, expected=2, at=AT)
            return
        with pytest.raises(PermissionRefused):
            cycle_create(actor=viewer, values=QUARTER, at=AT)
        with pytest.raises(PermissionRefused):
            cycle_edit(actor=viewer, cycle=cycle, values=YEAR, expected=1, at=AT)
        with pytest.raises(PermissionRefused):
            cycle_phase_set(actor=viewer, cycle=cycle, phase=further, expected=1, at=AT)
        assert list(Cycle.objects.values()) == before


def test_a_new_cycle_is_planned_and_its_beginning_is_kept(world: World) -> None:
    cycle = create(world, name="  2026-Q2 ")
    assert (cycle.name, cycle.phase, cycle.version) == ("2026-Q2", "planning", 1)
    with world.reading():
        state = CycleState.objects.get(subject=cycle)
        entry = JournalEntry.objects.get(act="cycle.create")
    assert (state.name, state.start, state.valid_from, state.valid_to) == (
        "2026-Q2",
        date(2026, 4, 1),
        AT,
        None,
    )
    assert entry.subject_public_id == cycle.public_id
    assert entry.changes["end"] == {"old": None, "new": "2026-06-30"}


def test_a_change_closes_the_state_before_and_tells_the_journal_what_differs(world: World) -> None:
    cycle = create(world)
    changed = replace(QUARTER, name="Second quarter")
    with world.reading():
        cycle_edit(actor=world.system, cycle=cycle, values=changed, expected=1, at=LATER)
        states = list(CycleState.objects.filter(subject=cycle).order_by("valid_from"))
        entry = JournalEntry.objects.get(act="cycle.edit")
    assert [(state.name, state.valid_to) for state in states] == [
        ("2026-Q2", LATER),
        ("Second quarter", None),
    ]
    assert entry.changes == {"name": {"old": "2026-Q2", "new": "Second quarter"}}


def test_the_second_of_two_writers_is_refused(world: World) -> None:
    cycle = create(world)
    with world.reading():
        cycle_edit(actor=world.system, cycle=cycle, values=QUARTER, expected=1, at=LATER)
        with pytest.raises(StaleVersion) as stale:
            cycle_edit(actor=world.system, cycle=cycle, values=YEAR, expected=1, at=LATER)
    assert stale.value.current.version == 2


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        (replace(QUARTER, name=" "), "name", "cycles.name_missing"),
        (replace(QUARTER, name="2026-Q1"), "name", "cycles.name_taken"),
        (replace(QUARTER, end=date(2026, 3, 31)), "end", "cycles.end_before_start"),
        (replace(QUARTER, end=date(2062, 6, 30)), "end", "cycles.too_long"),
        (replace(QUARTER, name="x" * 81), "name", "orgs.field"),
    ],
)
def test_what_no_cycle_can_be_is_refused_at_its_field(
    world: World, values: CycleValues, field: str, message: str
) -> None:
    make_cycle(world, "2026-Q1")
    assert refused_edit(world, create(world), values) == {field: [message]}


def test_a_cycle_of_one_day_is_one(world: World) -> None:
    cycle = create(world, end=QUARTER.start)
    assert cycle.start == cycle.end


def test_a_cycle_lies_inside_the_one_above_it(world: World) -> None:
    year = create(world, YEAR)
    quarter = create(world, parent=year)
    outside = replace(QUARTER, parent=year, end=date(2027, 1, 1))
    assert refused_edit(world, quarter, outside) == {"parent": ["cycles.outside_parent"]}


def test_no_cycle_begins_in_one_that_is_closed(world: World) -> None:
    year = create(world, YEAR)
    with world.reading():
        year = cycle_phase_set(
            actor=world.system,
            cycle=year,
            phase=CyclePhase.CLOSED,
            expected=year.version,
            at=AT,
        )
    with pytest.raises(ValidationRefused) as refused:
        create(world, parent=year)
    assert list(refused.value.field_errors) == ["parent"]


def test_a_cycle_does_not_shrink_away_from_those_inside_it(world: World) -> None:
    year = create(world, YEAR)
    create(world, parent=year)
    shorter = replace(YEAR, start=date(2026, 5, 1))
    assert refused_edit(world, year, shorter) == {"start": ["cycles.outside_child"]}


def test_cycles_never_lie_inside_one_another_in_a_ring(world: World) -> None:
    top = create(world, YEAR)
    middle = create(world, replace(YEAR, name="middle"), parent=top)
    bottom = create(world, replace(YEAR, name="bottom"), parent=middle)
    for parent in (top, middle, bottom):
        ring = replace(YEAR, parent=parent)
        assert refused_edit(world, top, ring) == {"parent": ["cycles.parent_loop"]}


def test_a_cycle_goes_forward_by_any_number_of_phases_and_back_by_one(world: World) -> None:
    cycle = create(world)
    version = 1
    for phase in (CyclePhase.GRADING, CyclePhase.MID_CYCLE_REVIEW, CyclePhase.CLOSED):
        with world.reading():
            cycle = cycle_phase_set(
                actor=world.system, cycle=cycle, phase=phase, expected=version, at=LATER
            )
        version += 1
        assert (cycle.phase, cycle.version) == (phase, version)
    with world.reading():
        with pytest.raises(Refused):
            cycle_phase_set(
                actor=world.system,
                cycle=cycle,
                phase=CyclePhase.ACTIVE,
                expected=version,
                at=LATER,
            )
        assert Cycle.objects.get().phase == CyclePhase.CLOSED


def test_phases_of_one_step_are_moved_between_freely_and_a_closed_cycle_goes_back_to_grading(
    world: World,
) -> None:
    cycle = create(world)
    way = ("closed", "grading", "retrospective", "grading", "mid_cycle_review", "active")
    for version, phase in enumerate(way, start=1):
        with world.reading():
            cycle = cycle_phase_set(
                actor=world.system,
                cycle=cycle,
                phase=CyclePhase(phase),
                expected=version,
                at=LATER,
            )
        assert cycle.phase == phase

"""Nothing begins in a cycle, or for a team, that is closed; what lies there stays as it is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from plumbline.domain.cycles.models import Cycle, CyclePhase
from plumbline.domain.okrs.models import Objective, State
from plumbline.domain.okrs.services.adjustments import objective_adjust
from plumbline.domain.okrs.services.cycle_phases import cycle_move
from plumbline.domain.okrs.services.objectives import objective_edit
from plumbline.domain.okrs.services.team_closing import team_close
from plumbline.domain.okrs.values import objective_values
from plumbline.domain.orgs.models import Team
from plumbline.domain.tenancy.errors import ValidationRefused
from tests.world import AT, TODAY, World
from tests.world_okrs import activate, make_cycle, make_objective, stored

LATER = AT + timedelta(hours=1)


def cycle_closed(world: World) -> Cycle:
    cycle = make_cycle(world, "2025-Q4", start=TODAY - timedelta(120), end=TODAY - timedelta(30))
    with world.reading():
        return cycle_move(
            actor=world.system, cycle=cycle, phase=CyclePhase.CLOSED, expected=1, at=AT
        )


def team_closed(world: World) -> Team:
    with world.reading():
        return team_close(actor=world.system, team=world.teams["finance"], expected=1, at=AT)


def refused(act: Callable[[], object], field: str) -> str:
    with pytest.raises(ValidationRefused) as said:
        act()
    ((name, (message,)),) = said.value.field_errors.items()
    assert name == field
    return message.id


def test_none_is_written(world: World) -> None:
    cycle, team = cycle_closed(world), team_closed(world)
    in_cycle = refused(lambda: make_objective(world, cycle=cycle, active=False), "cycle")
    assert in_cycle == "okrs.objective.cycle_closed"
    for_team = refused(lambda: make_objective(world, team=team, active=False), "team")
    assert for_team == "okrs.objective.team_closed"
    with world.reading():
        assert not Objective.objects.exists()


def test_a_draft_that_was_left_there_does_not_begin_and_can_still_be_moved_away(
    world: World,
) -> None:
    draft = make_objective(world, cycle=make_cycle(world, "2026-Q1"), active=False)
    open_cycle = make_cycle(
        world, "2026-Q2", start=TODAY + timedelta(30), end=TODAY + timedelta(120)
    )
    with world.reading():
        old = Cycle.objects.get(name="2026-Q1")
        cycle_move(actor=world.system, cycle=old, phase=CyclePhase.CLOSED, expected=1, at=AT)
    assert refused(lambda: activate(world, draft, at=LATER), "cycle")
    assert stored(world, draft).state == State.DRAFT
    with world.reading():
        now = stored(world, draft)
        values = replace(objective_values(now), title="Still worth it", cycle=open_cycle)
        objective_edit(
            actor=world.system, objective=now, values=values, expected=now.version, at=LATER
        )
    assert activate(world, draft, at=LATER).state == State.ACTIVE


def test_what_runs_is_not_moved_there(world: World) -> None:
    row, team = make_objective(world), team_closed(world)

    def moved() -> None:
        with world.reading():
            now = stored(world, row)
            objective_adjust(
                actor=world.system,
                objective=now,
                values=replace(objective_values(now), team=team),
                reason="It fits better",
                effective_on=TODAY,
                expected=now.version,
                at=LATER,
            )

    assert refused(moved, "team") == "okrs.objective.team_closed"

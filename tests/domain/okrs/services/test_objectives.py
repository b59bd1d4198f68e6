"""What the acts of an objective's life do to its numbers and to those above it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from plumbline.domain.custom_fields.models import FieldKind, FieldSubject
from plumbline.domain.custom_fields.selectors import custom_values
from plumbline.domain.custom_fields.services import field_define
from plumbline.domain.cycles.models import CyclePhase
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES
from plumbline.domain.okrs.models import KeyResult, Objective, Style, Visibility
from plumbline.domain.okrs.selectors.details import key_result_details, objective_details
from plumbline.domain.okrs.services import objectives as acts
from plumbline.domain.okrs.services.adjustments import key_result_adjust, objective_adjust
from plumbline.domain.okrs.services.progress_refreshing import progress_refresh
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.okrs.values import key_result_values, objective_values
from plumbline.domain.tenancy.errors import (
    PermissionRefused,
    Refused,
    StaleVersion,
    ValidationRefused,
)
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    activate,
    first_key_result,
    key_results_of,
    limit,
    make_check_in,
    make_cycle,
    make_key_result,
    make_link,
    make_next_cycle,
    make_objective,
    progress_of,
    stored,
)

DAY = timedelta(days=1)


def changed(world: World, objective: Objective, **values: object) -> Objective:
    row = stored(world, objective)
    wanted = replace(objective_values(row), **values)  # type: ignore[arg-type]  # its fields
    with world.reading():
        if row.state in EDITABLE_STATES:
            return acts.objective_edit(
                actor=world.system, objective=row, values=wanted, expected=row.version, at=AT
            )
        objective_adjust(
            actor=world.system,
            objective=row,
            values=wanted,
            reason="a new fact",
            effective_on=TODAY,
            expected=row.version,
            at=AT,
        )
    return stored(world, objective)


def test_a_stopped_child_leaves_its_parents_mean_and_is_kept(world: World) -> None:
    parent = make_objective(world, "Parent", team=world.company)
    child = make_objective(world, "Child")
    make_check_in(world, first_key_result(world, child), "80")
    make_link(world, child, parent, weight="1")
    assert progress_of(world, parent) == Decimal("0.4")
    with world.reading():
        acts.objective_stop(
            actor=world.system, objective=child, reason="dropped", expected=child.version, at=AT
        )
        assert recomputation_compare() == []
    assert progress_of(world, parent) == 0
    assert progress_of(world, child) is None, "what was stopped is not scored"
    assert first_key_result(world, child).score.progress == 800_000_000


def test_a_draft_that_contributes_counts_from_its_activation_on(world: World) -> None:
    parent = make_objective(world, "Parent", team=world.company, key_results=1)
    child = make_objective(world, "Child", active=False)
    make_link(world, child, parent, weight="3")
    assert stored(world, parent).score.weight_sum == 1000
    activate(world, child)
    assert stored(world, parent).score.weight_sum == 4000


def test_a_learning_child_leaves_its_parents_mean(world: World) -> None:
    parent = make_objective(world, "Parent", team=world.company)
    child = make_objective(world, "Child")
    make_link(world, child, parent, weight="1")
    changed(world, child, style=Style.LEARNING)
    assert stored(world, parent).score.weight_sum == 1000
    changed(world, child, style=Style.COMMITTED)
    assert stored(world, parent).score.weight_sum == 2000


@pytest.mark.parametrize("active", [False, True])
def test_what_contributes_cannot_turn_private(world: World, active: bool) -> None:
    parent = make_objective(world, "Parent", team=world.company)
    child = make_objective(world, "Child", active=active)
    make_link(world, child, parent, weight="1")
    with pytest.raises(Refused):
        changed(world, child, visibility=Visibility.PRIVATE)
    assert stored(world, child).visibility == Visibility.ORGANIZATION


def test_a_private_objective_supports_and_never_contributes(world: World) -> None:
    parent = make_objective(world, "Parent", team=world.company)
    child = make_objective(world, "Child", visibility=Visibility.PRIVATE)
    with pytest.raises(Refused):
        make_link(world, child, parent, weight="1")
    make_link(world, child, parent)
    make_check_in(world, first_key_result(world, child), "80")
    assert progress_of(world, parent) == 0


def test_the_companys_objectives_are_open_to_everybody(world: World) -> None:
    with pytest.raises(ValidationRefused) as refused:
        make_objective(world, team=world.company, visibility=Visibility.TEAM)
    assert set(refused.value.field_errors) == {"visibility"}


def test_a_pause_stops_the_days_of_a_limit_and_going_on_counts_them_again(world: World) -> None:
    start = AT - 20 * DAY
    make_cycle(world, at=start)
    draft = make_objective(world, key_results=0, active=False, at=start)
    make_key_result(world, draft, metric=limit("85"), at=start)
    objective = activate(world, draft, at=start)
    key_result = first_key_result(world, objective)
    make_check_in(world, key_result, "80", on=start.date(), at=start)
    make_check_in(world, key_result, "90", on=start.date() + 10 * DAY, at=start + 10 * DAY)
    with world.reading():
        acts.objective_pause(
            actor=world.system,
            objective=objective,
            reason="waiting",
            since=start.date() + 10 * DAY,
            expected=objective.version,
            at=start + 12 * DAY,
        )
    assert progress_of(world, objective) == 1
    with world.reading():
        acts.objective_resume(
            actor=world.system,
            objective=objective,
            until=TODAY - 5 * DAY,
            expected=stored(world, objective).version,
            at=AT,
        )
        assert recomputation_compare() == []
    assert progress_of(world, objective) == Decimal("0.666666667")
    with world.reading():
        assert progress_refresh(at=AT + DAY) == 1
    assert progress_of(world, objective) == Decimal("0.625")
    with world.reading():
        assert progress_refresh(at=AT + DAY) == 0, "scored for that day already"


def test_no_pause_begins_in_the_future(world: World) -> None:
    objective = make_objective(world)
    with pytest.raises(ValidationRefused), world.reading():
        acts.objective_pause(
            actor=world.system,
            objective=objective,
            reason="later",
            since=TODAY + DAY,
            expected=objective.version,
            at=AT,
        )
    assert stored(world, objective).state == "active"


def test_another_cycle_must_hold_the_days_of_the_key_results(world: World) -> None:
    draft = make_objective(world, key_results=0, active=False)
    make_key_result(world, draft, due=date(2026, 3, 15))
    objective = activate(world, draft)
    later = make_next_cycle(world, CyclePhase.ACTIVE)
    with pytest.raises(ValidationRefused) as refused:
        changed(world, objective, cycle=later)
    assert set(refused.value.field_errors) == {"cycle"}
    assert stored(world, objective).cycle.name == "2026-Q1"


def test_a_second_editor_learns_that_they_are_second(world: World) -> None:
    objective = make_objective(world, active=False)
    values = objective_values(stored(world, objective))
    with world.reading():
        acts.objective_edit(
            actor=world.system,
            objective=objective,
            values=replace(values, title="First"),
            expected=objective.version,
            at=AT,
        )
    with pytest.raises(StaleVersion), world.reading():
        acts.objective_edit(
            actor=world.system,
            objective=objective,
            values=replace(values, title="Second"),
            expected=objective.version,
            at=AT,
        )
    assert stored(world, objective).title == "First"


def test_an_edit_that_names_no_custom_values_leaves_them(world: World) -> None:
    with world.reading():
        field_define(
            actor=world.system,
            subject=FieldSubject.OBJECTIVE,
            key="region",
            label="Region",
            kind=FieldKind.TEXT,
            at=AT,
        )
    objective = make_objective(world, active=False, custom={"region": "north"})
    changed(world, objective, title="Said better")
    set_id = stored(world, objective).custom_values_id
    assert set_id is not None
    with world.reading():
        assert custom_values([set_id]) == {set_id: {"region": "north"}}


def test_an_active_key_results_target_changes_by_an_adjustment_that_is_shown(
    world: World,
) -> None:
    objective = make_objective(world)
    key_result = first_key_result(world, objective)
    make_check_in(world, key_result, "50")
    row = key_results_of(world, objective)[0]
    metric = replace(key_result_values(row).metric, target=Decimal(200))
    with world.reading():
        key_result_adjust(
            actor=world.system,
            key_result=row,
            values=replace(key_result_values(row), metric=metric, owner=world.person("max")),
            reason="the market doubled",
            effective_on=TODAY,
            expected=row.version,
            at=AT,
        )
    assert progress_of(world, objective) == Decimal("0.25")
    viewer = world.viewer("vic")
    with world.reading():
        found = key_result_details(viewer=viewer, public_id=row.public_id, at=AT)
    assert [point.value for point in found.targets] == [Decimal(100), Decimal(200)]
    (adjustment,) = found.adjustments
    assert adjustment.reason == "the market doubled"
    assert {(change.field, change.old, change.new) for change in adjustment.changes} == {
        ("target", "100", "200"),
        ("owner", "Mia", "Max"),
    }
    assert [(point.on, point.value) for point in found.readings] == [(TODAY, Decimal(50))]
    # The line bends today, from what was expected of the old target.
    assert [(point.on, round(point.value, 4)) for point in found.expected] == [
        (found.facts.start, Decimal(0)),
        (TODAY, Decimal("67.4157")),
        (found.facts.due, Decimal(200)),
    ]


def test_the_page_of_an_objective_names_only_links_the_viewer_sees(world: World) -> None:
    parent = make_objective(world, "Parent", team=world.company)
    child = make_objective(world, "Child")
    hidden = make_objective(world, "Hidden", visibility=Visibility.PRIVATE)
    make_link(world, child, parent, weight="1")
    make_link(world, hidden, parent)
    for who, names in (("mia", {"Child", "Hidden"}), ("ada", {"Child"})):
        viewer = world.viewer(who)
        with world.reading():
            found = objective_details(viewer=viewer, public_id=parent.public_id, at=AT)
            past = objective_details(viewer=viewer, public_id=parent.public_id, at=AT, as_of=TODAY)
        assert {link.objective.name for link in found.children} == names
        assert past.children == found.children
        assert found.facts.children_count == len(names)


def test_deleting_a_draft_parent_leaves_its_children_whole(world: World) -> None:
    parent = make_objective(world, "Parent", team=world.company, active=False)
    child = make_objective(world, "Child")
    make_link(world, child, parent, weight="1")
    with world.reading():
        acts.objective_delete(actor=world.system, objective=parent, expected=parent.version, at=AT)
        assert recomputation_compare() == []
    make_check_in(world, first_key_result(world, child), "80")
    assert progress_of(world, child) == Decimal("0.8")
    with world.reading():
        assert KeyResult.objects.count() == 1


def test_loops_and_towers_are_refused_with_a_reason(world: World) -> None:
    rows = [
        make_objective(world, f"Level {number}", key_results=0, active=False)
        for number in range(22)
    ]
    for below, above in zip(rows[1:20], rows[:19], strict=True):
        make_link(world, below, above)
    with pytest.raises(Refused) as loop:
        make_link(world, rows[0], rows[19])
    assert loop.value.message.id == "okrs.alignment.loop"
    make_link(world, rows[20], rows[19])
    with pytest.raises(Refused) as tower:
        make_link(world, rows[21], rows[20])
    assert tower.value.message.id == "okrs.alignment.too_large"


def test_nobody_takes_a_draft_to_a_team_for_which_they_could_only_propose_one(
    world: World,
) -> None:
    mine = make_objective(world, "Mine", is_personal=True, active=False)
    proposed = make_objective(world, "Proposed", active=False, proposed=True)

    def move(objective: Objective, who: str) -> None:
        with world.reading():
            row = stored(world, objective)
            values = replace(objective_values(row), is_personal=False, team=world.company)
            acts.objective_edit(
                actor=world.viewer(who), objective=row, values=values, expected=row.version, at=AT
            )

    with pytest.raises(PermissionRefused):
        move(mine, "mia")
    assert stored(world, mine).is_personal
    move(proposed, "mia")
    assert stored(world, proposed).team == world.company
    draft = make_objective(world, "Draft", active=False)
    with pytest.raises(PermissionRefused):
        move(draft, "mia")
    move(draft, "carl")
    assert stored(world, draft).team == world.company

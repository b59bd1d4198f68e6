"""A cycle with objectives changes together with what is measured over its days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.cycles.services import CycleValues
from plumbline.domain.okrs.models import KeyResult, KeyResultScore, Objective, State, Visibility
from plumbline.domain.okrs.services.cycle_days import cycle_change, key_results_outside
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.tenancy.errors import (
    PermissionRefused,
    Refused,
    StaleVersion,
    ValidationRefused,
)
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    END,
    START,
    activate,
    limit,
    make_check_in,
    make_cycle,
    make_key_result,
    make_link,
    make_objective,
    progress_of,
)

DAY = timedelta(days=1)
VALUES = CycleValues(name="2026-Q1", start=START, end=END)
LONGER = replace(VALUES, end=END + 91 * DAY)


def change(world: World, who: str, values: CycleValues, *, expected: int = 1) -> Cycle:
    viewer = world.viewer(who)
    with world.reading():
        cycle = Cycle.objects.get(name="2026-Q1")
        return cycle_change(actor=viewer, cycle=cycle, values=values, expected=expected, at=AT)


def with_limit(world: World, title: str = "Child") -> KeyResult:
    """Make an active objective whose limit was kept from mid-February on."""
    objective = make_objective(world, title, key_results=0, active=False)
    key_result = make_key_result(world, objective, metric=limit("60"))
    activate(world, objective)
    make_check_in(world, key_result, "70", on=START)
    make_check_in(world, key_result, "50", on=TODAY - 15 * DAY)
    return key_result


def test_a_limit_is_judged_over_the_new_days_up_to_the_top(world: World) -> None:
    key_result = with_limit(world)
    parent = make_objective(world, "Parent", team=world.company, key_results=0, active=False)
    with world.reading():
        child = Objective.objects.get(pk=key_result.objective_id)
    make_link(world, child, parent, weight="1")
    before = progress_of(world, parent)
    change(world, "carl", replace(VALUES, start=START + 31 * DAY))
    after = progress_of(world, parent)
    assert before is not None
    assert after is not None
    assert after != before
    with world.reading():
        assert recomputation_compare() == []


def test_the_days_that_something_was_graded_by_stand(world: World) -> None:
    with_limit(world)
    with world.writing():
        Objective.objects.update(state=State.CLOSED)
    with pytest.raises(Refused):
        change(world, "carl", LONGER)
    assert change(world, "carl", replace(VALUES, name="First quarter")).end == END


def test_what_is_private_stands_in_nobodys_way_and_keeps_its_days_and_its_grade(
    world: World,
) -> None:
    hidden = make_objective(
        world, "Secret", visibility=Visibility.PRIVATE, key_results=0, active=False
    )
    own = make_key_result(world, hidden, "Hidden result", due=END)
    done = make_objective(world, "Done", visibility=Visibility.PRIVATE)
    with world.writing():
        Objective.objects.filter(pk=done.pk).update(state=State.CLOSED)
    before = progress_of(world, done)
    assert change(world, "carl", replace(VALUES, end=END - DAY)).end == END - DAY
    with world.reading():
        own.refresh_from_db()
    assert own.due == END
    assert progress_of(world, done) == before


def test_what_was_stopped_keeps_its_number_and_is_in_nobodys_way(world: World) -> None:
    key_result = with_limit(world)
    with world.writing():
        Objective.objects.update(state=State.STOPPED)
        KeyResult.objects.update(state=State.STOPPED, due=END)
    with world.reading():
        before = KeyResultScore.objects.get(key_result=key_result).progress
    change(world, "carl", replace(VALUES, start=START + 31 * DAY, end=END - DAY))
    with world.reading():
        assert KeyResultScore.objects.get(key_result=key_result).progress == before


def test_a_change_of_the_name_alone_scores_nothing_anew(world: World) -> None:
    key_result = with_limit(world)
    with world.writing():
        KeyResultScore.objects.update(computed_on=date(2026, 1, 1))
    assert change(world, "carl", replace(VALUES, name="First quarter")).name == "First quarter"
    with world.reading():
        score = KeyResultScore.objects.get(key_result=key_result)
    assert score.computed_on == date(2026, 1, 1)


def test_key_results_with_days_outside_are_named_and_nothing_changes(world: World) -> None:
    objective = make_objective(world, active=False)
    for number in range(7):
        make_key_result(world, objective, f"Due at the end {number}", due=END)
    hidden = make_objective(
        world, "Secret", visibility=Visibility.PRIVATE, active=False, key_results=0
    )
    make_key_result(world, hidden, "Hidden result", due=END)
    with pytest.raises(ValidationRefused) as refused:
        change(world, "carl", replace(VALUES, end=END - DAY))
    said = refused.value.field_errors["start"]
    assert [message.params.get("title") for message in said[:5]] == [
        f"Due at the end {number}" for number in range(5)
    ]
    assert [(message.id, message.params) for message in said[5:]] == [
        ("okrs.cycle.others_outside", {"count": 2})
    ]
    with world.reading():
        cycle = Cycle.objects.get()
        assert (cycle.end, cycle.version) == (END, 1)
        assert key_results_outside(cycle) == []


@pytest.mark.parametrize("who", ["lena", "mia", "max", "vic"])
def test_who_does_not_run_cycles_changes_none(world: World, who: str) -> None:
    make_cycle(world)
    with pytest.raises(PermissionRefused):
        change(world, who, LONGER)
    with world.reading():
        assert Cycle.objects.get().end == END


def test_the_second_of_two_is_refused(world: World) -> None:
    make_cycle(world)
    change(world, "carl", LONGER)
    with pytest.raises(StaleVersion):
        change(world, "carl", VALUES)
    with world.reading():
        assert Cycle.objects.get().end == LONGER.end

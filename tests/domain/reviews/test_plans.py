"""One's own plan of a week: what it says, what it serves, and that nobody else reads it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from plumbline.domain.accounts.scopes import TokenScope
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.models import Objective, Visibility
from plumbline.domain.reviews.models import PRIORITY_LENGTH
from plumbline.domain.reviews.selectors.plans import WeekPlanFacts, results_to_serve, week_plan
from plumbline.domain.reviews.services.plans import (
    PlannedValues,
    week_plan_write,
    week_priority_settle,
)
from plumbline.domain.tenancy.errors import (
    NotFound,
    PermissionRefused,
    StaleVersion,
    ValidationRefused,
)
from plumbline.domain.tenancy.transactions import writing
from tests.world import AT, World
from tests.world_okrs import first_key_result, make_objective

WEEK = timedelta(weeks=1)


def plan(
    world: World,
    *priorities: PlannedValues,
    by: str = "mia",
    expected: int = 0,
    intention: str = "Find out why",
    weeks: int = 0,
) -> None:
    viewer = world.viewer(by)
    with world.reading():
        week_plan_write(
            actor=viewer,
            intention=intention,
            priorities=priorities,
            expected=expected,
            at=AT + weeks * WEEK,
        )


def read(world: World, by: str = "mia", weeks: int = 0) -> WeekPlanFacts:
    viewer = world.viewer(by)
    with world.reading():
        found = week_plan(viewer=viewer, at=AT + weeks * WEEK)
    assert found is not None
    return found


def served(found: WeekPlanFacts) -> Sequence[tuple[str, str]]:
    return [(each.text, each.serves.name if each.serves else "") for each in found.priorities]


def test_a_plan_says_what_each_thing_serves_and_is_read_by_nobody_else(world: World) -> None:
    result = first_key_result(world, make_objective(world))
    plan(world, PlannedValues(text="Call six", key_result=result), PlannedValues(text="Tax export"))
    assert read(world).intention == "Find out why"
    assert served(read(world)) == [("Call six", result.title), ("Tax export", "")]
    assert read(world, "lena") == WeekPlanFacts(week=read(world).week)
    with world.reading():
        assert not JournalEntry.objects.filter(act__contains="plan").exists()


def test_the_next_week_begins_with_what_is_left(world: World) -> None:
    plan(world, PlannedValues(text="First"), PlannedValues(text="Second"))
    viewer = world.viewer("mia")
    with world.reading():
        week_priority_settle(actor=viewer, place=1, text="First", is_done=True, at=AT)
        with pytest.raises(NotFound):
            week_priority_settle(actor=viewer, place=3, text="First", is_done=True, at=AT)
        with pytest.raises(NotFound):  # written anew in another window meanwhile
            week_priority_settle(actor=viewer, place=2, text="Other", is_done=True, at=AT)
    assert [each.text for each in read(world, weeks=1).left] == ["Second"]
    assert read(world, weeks=1).priorities == ()
    assert read(world, weeks=2).left == ()


def test_who_may_only_read_ticks_nothing_off(world: World) -> None:
    plan(world, PlannedValues(text="First"))
    reader = replace(world.viewer("mia"), scopes=frozenset({TokenScope.READ}))
    with world.reading(), pytest.raises(PermissionRefused):
        week_priority_settle(actor=reader, place=1, text="First", is_done=True, at=AT)
    assert not read(world).priorities[0].is_done


def test_what_one_does_not_see_any_more_is_not_named(world: World) -> None:
    objective = make_objective(world, owner=world.person("max"))
    result = first_key_result(world, objective)
    plan(world, PlannedValues(text="Help", key_result=result), by="dee")
    with writing(world.organization):
        Objective.objects.filter(pk=objective.pk).update(visibility=Visibility.PRIVATE)
    assert served(read(world, "dee")) == [("Help", "")]
    with world.reading():
        assert not results_to_serve(viewer=world.viewer("dee"))


def test_a_plan_written_elsewhere_is_not_overwritten_and_faults_are_said_together(
    world: World,
) -> None:
    plan(world, PlannedValues(text="First"))
    with pytest.raises(StaleVersion):
        plan(world, PlannedValues(text="Another"))
    long = PlannedValues(text="x" * (PRIORITY_LENGTH + 1))
    with pytest.raises(ValidationRefused) as refused:
        plan(world, PlannedValues(text=""), long, expected=1, intention="y" * 301)
    assert refused.value.field_errors.keys() == {"intention", "text_2"}
    plan(world, expected=1, intention="")
    assert read(world).priorities == ()

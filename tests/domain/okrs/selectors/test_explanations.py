"""Every number explains itself: the tree computes what is stored."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from plumbline.domain.okrs.models import MetricKind, Objective, Style, Visibility
from plumbline.domain.okrs.selectors.explanations import (
    explanation_of_key_result,
    explanation_of_objective,
)
from plumbline.domain.okrs.services.progress_refreshing import progress_refresh
from plumbline.domain.tenancy.errors import NotFound
from plumbline.engine.documents.model import Stage
from plumbline.engine.scoring.explain import Step, render_text
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
    make_objective,
    metric,
    progress_of,
)

WEEK = timedelta(days=7)


def explained(world: World, objective: Objective, who: str = "mia", **kwargs: date) -> Step:
    viewer = world.viewer(who)
    with world.reading():
        return explanation_of_objective(
            viewer=viewer, public_id=objective.public_id, at=AT, **kwargs
        )


def every_kind(world: World) -> Objective:
    """An objective with a key result of each kind, measured four weeks ago and last week."""
    early = AT - 4 * WEEK
    make_cycle(world, at=early)
    objective = make_objective(world, "Every kind", key_results=1, active=False, at=early)
    make_key_result(world, objective, "Limit", metric=limit("85"), weight="2", at=early)
    make_key_result(
        world,
        objective,
        "Range",
        metric=metric(MetricKind.RANGE, None, None, low=Decimal(72), high=Decimal(78)),
        at=early,
    )
    staged = metric(
        MetricKind.MILESTONE, None, None, stages=(Stage(title="drawn"), Stage(title="built"))
    )
    make_key_result(world, objective, "Stages", metric=staged, weight="0.5", at=early)
    passed = metric(MetricKind.MILESTONE, None, None)
    make_key_result(world, objective, "Pass", metric=passed, at=early)
    make_key_result(world, objective, "Guard", metric=limit("3"), is_guardrail=True, at=early)
    make_key_result(world, objective, "Unmeasured", at=early)
    objective = activate(world, objective, at=early)
    for days, values in (
        (28, ("10", "90", "75", "1", "0", "2")),
        (7, ("40", "80", "80", "2", "1", "4")),
    ):
        at = AT - timedelta(days=days)
        for key_result, value in zip(key_results_of(world, objective), values, strict=False):
            make_check_in(world, key_result, value, on=at.date(), at=at)
    return objective


def test_the_explanation_of_an_objective_has_the_stored_number(world: World) -> None:
    parent = make_objective(world, "Parent", team=world.company, at=AT - 5 * WEEK)
    objective = every_kind(world)
    make_link(world, objective, parent, weight="3", at=AT - WEEK)
    for row in (objective, parent):
        assert explained(world, row).value == progress_of(world, row)


def test_the_explanation_of_each_key_result_has_the_stored_number(world: World) -> None:
    objective = every_kind(world)
    viewer = world.viewer("vic")
    for refreshed in (False, True):
        if refreshed:
            with world.reading():
                progress_refresh(at=AT)
        for key_result in key_results_of(world, objective):
            with world.reading():
                step = explanation_of_key_result(
                    viewer=viewer, public_id=key_result.public_id, at=AT
                )
            assert step.value == Decimal(key_result.score.progress) / 10**9, key_result.title


def test_a_past_day_is_explained_with_what_was_known_then(world: World) -> None:
    objective = every_kind(world)
    then = explained(world, objective, as_of=(AT - 2 * WEEK).date())
    assert then.value != explained(world, objective).value
    assert "10" in render_text(then)
    assert "40 " not in render_text(then.parts[0])


def test_as_of_today_is_explained_as_now(world: World) -> None:
    objective = every_kind(world)
    assert explained(world, objective, as_of=TODAY) == explained(world, objective)


def test_a_learning_objective_explains_why_it_has_no_number(world: World) -> None:
    objective = make_objective(world, style=Style.LEARNING)
    step = explained(world, objective)
    assert step.value is None
    assert step.message.id == "scoring.learning_not_scored"


def test_nobody_is_explained_what_they_may_not_see(world: World) -> None:
    objective = make_objective(world, visibility=Visibility.PRIVATE)
    with pytest.raises(NotFound):
        explained(world, objective, "ada")
    viewer = world.viewer("ada")
    with pytest.raises(NotFound), world.reading():
        explanation_of_key_result(
            viewer=viewer, public_id=first_key_result(world, objective).public_id, at=AT
        )


def test_a_child_that_is_not_for_ones_eyes_stands_without_its_title(world: World) -> None:
    parent = make_objective(world, "Parent", visibility=Visibility.TEAM, owner=world.person("dee"))
    child = make_objective(world, "Delicate", visibility=Visibility.TEAM)
    make_check_in(world, first_key_result(world, child), "80")
    make_link(world, child, parent, weight="1")
    assert "Delicate" in render_text(explained(world, parent, "mia"))
    outsider = explained(world, parent, "dee")
    assert "Delicate" not in render_text(outsider)
    assert outsider.value == progress_of(world, parent) == Decimal("0.4")

"""Letting an objective go on in another cycle, from its own page."""

import pytest

from plumbline.domain.okrs.models import Lineage, Objective, State, Visibility
from tests.web.conftest import BrowserOf
from tests.web.ui.pieces import Page
from tests.world import World
from tests.world_okrs import (
    first_key_result,
    make_check_in,
    make_key_result,
    make_next_cycle,
    make_objective,
)

pytestmark = pytest.mark.usefixtures("clock")


def of(objective: Objective, act: str = "/carry-over") -> str:
    return f"/o/freight/objectives/{objective.public_id}{act}"


def test_it_is_offered_to_those_who_may_write_or_propose_it(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world)
    for who, may in (("carl", True), ("lena", True), ("mia", True), ("dee", False), ("vic", False)):
        assert (of(objective) in browser_of(world, who).get(of(objective, "")).text) == may, who


def test_the_next_cycle_is_chosen_and_the_way_of_each_key_result_said(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world)
    make_check_in(world, first_key_result(world, objective), "40")
    later = make_next_cycle(world)
    page = browser_of(world, "lena").get(of(objective)).text
    assert f'value="{later.public_id}" selected' in page
    assert "begins at 40, target 100" in Page(page).text


def test_both_pages_name_each_other(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world, "A calm claim")
    sent = {"into": make_next_cycle(world).public_id, "descent": "carried_over"}
    browser = browser_of(world, "lena")
    answer = browser.post(of(objective), sent)
    with world.reading():
        later = Lineage.objects.select_related("objective").get().objective
    assert answer["Location"] == of(later, "")
    assert "goes on with what began in 2026-Q1" in browser.get(of(later, "")).text
    assert "goes on in 2026-Q2" in browser.get(of(objective, "")).text
    twice = browser.post(of(objective), sent)
    assert twice.status_code == 422
    assert "was carried over into 2026-Q2 already" in twice.text


def test_a_private_beginning_is_not_named_to_others(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world, "The secret", visibility=Visibility.PRIVATE)
    browser_of(world, "mia").post(
        of(objective), {"into": make_next_cycle(world).public_id, "descent": "carried_over"}
    )
    with world.writing():
        later = Lineage.objects.select_related("objective").get().objective
        Objective.objects.filter(pk=later.pk).update(visibility=Visibility.ORGANIZATION)
    assert "goes on with" in browser_of(world, "mia").get(of(later, "")).text
    told = browser_of(world, "vic").get(of(later, "")).text
    assert "goes on with" not in told
    assert objective.public_id not in told


def test_without_another_cycle_one_is_asked_for(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world)
    browser = browser_of(world, "lena")
    assert "Choose a cycle" in browser.get(of(objective)).text
    answer = browser.post(of(objective), {"into": "", "descent": "carried_over"})
    assert answer.status_code == 422


def test_a_draft_is_cloned_and_not_carried_over(world: World, browser_of: BrowserOf) -> None:
    draft = make_objective(world, active=False)
    page = browser_of(world, "lena").get(of(draft)).text
    assert 'value="cloned" checked' in page
    assert 'value="carried_over"' not in page


def test_team_owner_and_the_key_results_that_come_along_are_chosen(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world, "A calm claim", active=False)
    left = make_key_result(world, objective, "Left behind")
    taken = make_key_result(world, objective, "Taken along")
    finance, max_ = world.teams["finance"], world.person("max")
    sent = {
        "into": make_next_cycle(world).public_id,
        "descent": "cloned",
        "team": finance.public_id,
        "owner": max_.public_id,
        "key_results": [taken.public_id],
    }
    page = browser_of(world, "carl").get(of(objective)).text
    assert f'value="{left.public_id}"' in page
    assert browser_of(world, "carl").post(of(objective), sent).status_code == 302
    with world.reading():
        made = Lineage.objects.select_related("objective").get(source=objective).objective
        assert (made.team_id, made.owner_id) == (finance.pk, max_.pk)
        assert [each.title for each in made.key_results.all()] == [taken.title]


def test_what_one_may_not_decide_elsewhere_is_refused_or_proposed_there(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world, "A calm claim")
    sent = {
        "into": make_next_cycle(world).public_id,
        "descent": "cloned",
        "team": world.teams["finance"].public_id,
        "owner": world.person("mia").public_id,
    }
    assert browser_of(world, "mia").post(of(objective), sent).status_code == 302
    with world.reading():
        assert Lineage.objects.get(source=objective).objective.state == State.PROPOSED

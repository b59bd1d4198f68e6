"""What becomes of each objective of a cycle that ends: chosen, looked at, done."""

import pytest

from plumbline.domain.okrs.models import Lineage, Objective, State
from tests.web.conftest import BrowserOf
from tests.web.ui.pieces import Page
from tests.world import World
from tests.world_okrs import (
    first_key_result,
    make_check_in,
    make_cycle,
    make_next_cycle,
    make_objective,
    stored,
)

pytestmark = pytest.mark.usefixtures("clock")


def url(world: World) -> str:
    return f"/o/freight/cycles/{make_cycle(world).public_id}/wrap-up"


def chosen(world: World, fates: dict[Objective, str], **further: str) -> dict[str, list[str] | str]:
    """Return what is sent where these fates are chosen."""
    return {
        "objective": [row.public_id for row in fates],
        "seen": [str(stored(world, row).version) for row in fates],
        "fate": list(fates.values()),
        "version": "1",
        "into": "",
        "reason": "",
        **further,
    }


def lineages(world: World) -> int:
    with world.reading():
        count: int = Lineage.objects.count()
        return count


def test_each_open_objective_is_listed_with_its_choices(
    world: World, browser_of: BrowserOf
) -> None:
    make_objective(world, "Runs")
    make_objective(world, "Somebody's own", is_personal=True)
    make_objective(world, "Draft", active=False)
    make_next_cycle(world)
    page = browser_of(world, "carl").get(url(world)).text
    text = Page(page).text
    assert "What becomes of 2 objectives?" in text
    assert page.count('name="fate"') == 1
    assert "Its owner decides" in text
    assert "Draft" not in text.split("What becomes of 2 objectives?")[1].split("Carry over into")[0]
    assert ">2026-Q2</option>" in page


def test_where_no_cycle_comes_behind_it_the_page_leads_to_making_one(
    world: World, browser_of: BrowserOf
) -> None:
    make_objective(world, "Runs")
    browser = browser_of(world, "carl")
    link = 'href="/o/freight/cycles/new">Make the next cycle</a>'
    assert link in browser.get(url(world)).text
    make_next_cycle(world)
    assert link not in browser.get(url(world)).text


def test_nothing_is_done_before_it_was_looked_at(world: World, browser_of: BrowserOf) -> None:
    grade, carry, stop = (make_objective(world, title) for title in ("Grade", "Carry", "Stop"))
    make_check_in(world, first_key_result(world, carry), "40")
    fates = {grade: "grade", carry: "carry_over", stop: "stop"}
    sent = chosen(world, fates, into=make_next_cycle(world).public_id, reason="Overtaken")
    browser = browser_of(world, "carl")
    preview = browser.post(url(world), sent)
    text = Page(preview.text).text
    assert "Grading of 2 starts" in text
    assert "1 goes on in 2026-Q2 as a draft" in text
    assert "begins at 40, target 100" in text
    assert "1 is stopped and leaves every mean" in text
    assert {stored(world, row).state for row in fates} == {State.ACTIVE}
    assert lineages(world) == 0
    done = browser.post(url(world), {**sent, "confirm": "1"})
    assert done["Location"] == url(world)
    assert [stored(world, row).state for row in fates] == ["grading", "grading", "stopped"]
    assert lineages(world) == 1


def test_one_choice_may_be_for_all_others_on_the_page(world: World, browser_of: BrowserOf) -> None:
    first, second = make_objective(world, "First"), make_objective(world, "Second")
    sent = chosen(world, {first: "", second: "stop"}, reason="Overtaken", everything="grade")
    browser_of(world, "carl").post(url(world), {**sent, "confirm": "1"})
    assert [stored(world, row).state for row in (first, second)] == ["grading", "stopped"]


@pytest.mark.parametrize(
    ("fate", "said"),
    [
        ("stop", "Say why: everybody who is affected reads it."),
        ("carry_over", "Choose the cycle in which it goes on."),
        ("", "Choose what becomes of at least one."),
        ("nonsense", "Choose what becomes of at least one."),
    ],
)
def test_what_is_missing_is_asked_for_and_the_choices_stay(
    world: World, browser_of: BrowserOf, fate: str, said: str
) -> None:
    objective = make_objective(world)
    answer = browser_of(world, "carl").post(
        url(world), chosen(world, {objective: fate}, confirm="1")
    )
    assert answer.status_code == 422
    assert said in answer.text
    if fate in {"stop", "carry_over"}:
        assert f'value="{fate}" selected' in answer.text
    assert stored(world, objective).state == State.ACTIVE


def test_an_objective_changed_meanwhile_is_looked_at_again(
    world: World, browser_of: BrowserOf
) -> None:
    objective = make_objective(world)
    sent = chosen(world, {objective: "grade"}, confirm="1") | {"seen": "1"}
    answer = browser_of(world, "carl").post(url(world), sent)
    assert answer.status_code == 409
    assert "Nothing is done" in answer.text
    assert 'value="grade" selected' in answer.text
    assert 'name="seen" value="2"' in answer.text
    assert stored(world, objective).state == State.ACTIVE


def test_going_back_from_the_preview_keeps_the_choices(world: World, browser_of: BrowserOf) -> None:
    objective = make_objective(world)
    answer = browser_of(world, "carl").post(
        url(world), chosen(world, {objective: "grade"}, again="1")
    )
    assert answer.status_code == 200
    assert 'value="grade" selected' in answer.text


def test_where_nothing_is_open_the_cycle_is_closed_next(
    world: World, browser_of: BrowserOf
) -> None:
    text = browser_of(world, "carl").get(url(world)).text
    assert "Nothing is open any more" in text
    assert "Close the cycle…" in text

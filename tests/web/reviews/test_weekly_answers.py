"""The three questions, from My week to the page of the team."""

from datetime import timedelta

from tests.web.conftest import BrowserOf
from tests.web.moments import Clock
from tests.world import AT, World
from tests.world_okrs import make_objective

WEEK = "/o/freight/my-week"
SENT = {
    "version": "1",
    "shipped": "Two depots load at night",
    "effect": "One hour less\nat each of them",
    "learn_next": "Who drives at night",
    "blockers": "",
}


def address(world: World, team: str = "claims") -> str:
    return f"/o/freight/teams/{world.teams[team].public_id}/weekly-answers"


def test_my_week_leads_to_them_and_the_team_reads_them(
    world: World, browser_of: BrowserOf, clock: Clock
) -> None:
    make_objective(world)
    mia, url = browser_of(world, "mia"), address(world)
    team = url.removesuffix("/weekly-answers")
    week = mia.get(WEEK).text
    assert "Then three questions for Claims, once this week" in week
    assert f'href="{url}"' in week
    assert "Nobody has answered the three questions yet." in mia.get(team).text
    answer = mia.post(url, SENT, follow=True)
    assert "Your answers for Claims are in." in answer.text
    assert "Three questions for Claims, answered" in answer.text
    told = browser_of(world, "vic").get(team).text
    assert "One hour less<br>at each of them" in told
    assert "In the way" not in told, "an empty answer has no head"
    assert f'href="{url}"' not in told, "who is not in the team is not asked"


def test_the_week_after_begins_with_what_one_wanted_to_learn(
    world: World, browser_of: BrowserOf, clock: Clock
) -> None:
    make_objective(world)
    mia, url = browser_of(world, "mia"), address(world)
    mia.post(url, SENT)
    clock(AT + timedelta(days=7))
    assert "the first is filled in from what you wanted to learn" in mia.get(WEEK).text
    page = mia.get(url).text
    assert "What you wanted to learn: Who drives at night" in page
    assert page.count("Who drives at night") == 2, "it is said, and stands in the first field"


def test_answers_written_elsewhere_meanwhile_are_shown_and_nothing_typed_is_lost(
    world: World, browser_of: BrowserOf, clock: Clock
) -> None:
    mia, url = browser_of(world, "mia"), address(world)
    mia.post(url, SENT)
    answer = mia.post(url, {**SENT, "shipped": "Typed on the phone"})
    assert answer.status_code == 409
    assert "Typed on the phone" in answer.text
    assert "Two depots load at night" in answer.text


def test_nothing_answered_is_said_at_the_first_question(
    world: World, browser_of: BrowserOf, clock: Clock
) -> None:
    answer = browser_of(world, "mia").post(address(world), {"version": "1", "shipped": " "})
    assert answer.status_code == 422
    assert "Answer at least one of the questions." in answer.text


def test_who_owns_nothing_is_not_asked(world: World, browser_of: BrowserOf, clock: Clock) -> None:
    make_objective(world)
    assert "three questions" not in browser_of(world, "max").get(WEEK).text

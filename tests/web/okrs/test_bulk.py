"""The list of all objectives, and one act on many of them, as people do it."""

import pytest

from plumbline.domain.okrs.models import Objective, Visibility
from tests.web.conftest import BrowserOf
from tests.web.ui.pieces import Page
from tests.world import World
from tests.world_okrs import make_cycle, make_objective, stored

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.single_page]

LIST = "/o/freight/objectives"


def choose(browser: object, *rows: Objective, act: str = "owner", **sent: str) -> str:
    """Choose rows and return where that leads."""
    answer = browser.post(  # type: ignore[attr-defined]  # a test client
        LIST, {"row": [row.public_id for row in rows], "act": act, "query": "", **sent}
    )
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def test_the_list_holds_what_one_sees_and_is_narrowed_by_its_address(
    world: World, browser_of: BrowserOf
) -> None:
    cycle = make_cycle(world)
    make_objective(world, "A calm claim", cycle=cycle)
    make_objective(world, "A draft", cycle=cycle, active=False)
    make_objective(world, "Hidden plan", cycle=cycle, visibility=Visibility.PRIVATE)
    browser = browser_of(world, "lena")
    assert "2 objectives" in Page(browser.get(LIST).text).text
    narrowed = browser.get(f"{LIST}?state=planned&q=DRA&team={world.teams['freight'].public_id}")
    assert "A draft" in narrowed.text
    assert "A calm claim" not in narrowed.text
    assert "Hidden plan" not in browser.get(f"{LIST}?q=hidden&sort=progress").text
    assert "No objective matches." in browser.get(f"{LIST}?q=hidden").text
    assert browser.get(f"{LIST}?team=nowhere&state=x&page=0").status_code == 200


def test_an_owner_is_changed_by_choosing_looking_doing_and_taken_back(
    world: World, browser_of: BrowserOf
) -> None:
    cycle = make_cycle(world)
    draft = make_objective(world, "A draft", cycle=cycle, active=False)
    running = make_objective(world, "It runs", cycle=cycle)
    browser = browser_of(world, "lena")
    url = choose(browser, draft, running)
    assert "Some of them run already" in browser.get(url).text
    batch = url.partition("?")[0]
    dee = world.person("dee")
    sent = {"act": "owner", "value": dee.public_id, "step": "try"}
    refused = browser.post(batch, sent)
    assert refused.status_code == 422
    assert "Give the reason" in refused.text
    reads = {"value": world.person("vic").public_id, "reason": "Mia leaves"}
    browser.post(batch, {**sent, **reads})
    assert "Vic only reads here" in Page(browser.get(batch).text).text
    browser.post(batch, {**sent, "reason": "Mia leaves"})
    preview = Page(browser.get(batch).text).text
    assert "2 of 2 will change" in preview
    assert "only reads here" not in preview
    assert "Mia → Dee, as an adjustment with your reason" in preview
    assert stored(world, draft).owner == world.person("mia")
    browser.post(batch, {"step": "do"})
    assert "2 of 2 are changed" in Page(browser.get(batch).text).text
    assert stored(world, running).owner == dee
    browser.post(batch, {"step": "undo"})
    assert "2 objectives are as they were before" in Page(browser.get(batch).text).text
    assert stored(world, running).owner == world.person("mia")


def test_all_that_match_are_chosen_without_naming_any(world: World, browser_of: BrowserOf) -> None:
    cycle = make_cycle(world)
    for title in ("Draft one", "Draft two", "Another"):
        make_objective(world, title, cycle=cycle, active=False)
    browser = browser_of(world, "carl")
    answer = browser.post(LIST, {"all": "1", "query": "q=draft", "act": "submit"})
    page = Page(browser.get(answer.headers["Location"]).text).text
    assert "2 of 2 will change" in page
    assert "Hand in for review" in page


def test_nothing_chosen_is_said_on_the_list_which_stays_narrowed(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "carl")
    answer = browser.post(LIST, {"query": "q=x", "act": "owner"}, follow=True)
    assert "Choose at least one objective." in answer.text
    assert answer.redirect_chain[-1][0].endswith("?q=x")


def test_whoever_only_reads_is_offered_no_choice(world: World, browser_of: BrowserOf) -> None:
    row = make_objective(world)
    browser = browser_of(world, "vic")
    assert 'name="row"' not in browser.get(LIST).text
    assert browser.post(LIST, {"row": row.public_id, "act": "owner"}).status_code == 403


def test_the_list_asks_the_database_no_more_for_more_rows(
    world: World, browser_of: BrowserOf, django_assert_max_num_queries: object
) -> None:
    cycle = make_cycle(world)
    for number in range(12):
        make_objective(world, f"Number {number}", cycle=cycle, active=False, key_results=0)
    browser = browser_of(world, "carl")
    browser.get(LIST)  # the first visit of a session costs more
    with django_assert_max_num_queries(23):  # type: ignore[operator]  # a fixture
        assert browser.get(LIST).status_code == 200


@pytest.mark.parametrize(
    ("act", "value", "row", "button"),
    [
        ("delete", "", "Is deleted", "Delete 1 draft"),
        ("activate", "", "Becomes active", "Activate 1 objective"),
        ("carry_over", "2026-Q2", "A draft is written in 2026-Q2", "Carry 1 objective over"),
    ],
)
def test_the_preview_and_its_button_name_what_happens(
    world: World, browser_of: BrowserOf, act: str, value: str, row: str, button: str
) -> None:
    objective = make_objective(world, "Claims settle", active=act == "carry_over")
    if value:
        value = make_cycle(world, value).public_id
    browser = browser_of(world, "carl")
    batch = choose(browser, objective, act=act).partition("?")[0]
    browser.post(batch, {"act": act, "value": value, "step": "try"})
    text = Page(browser.get(batch).text).text
    assert row in text
    assert button in text

"""The help: every page has some, in its place and in the panel; it is looked through and found."""

import re
from pathlib import Path

import pytest

from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.web.guides_read import guides_told
from plumbline.web.help_topics.pages import TOPIC_OF_PAGE, TOPICS, topics_found, topics_told
from plumbline.web.urls import urlpatterns
from tests.standing.registry_pages import PAGE_ROUTES
from tests.web.conftest import BrowserOf
from tests.web.moments import clock
from tests.web.ui.pieces import Page
from tests.world import World

__all__ = ["clock"]

pytestmark = [pytest.mark.usefixtures("clock")]

ROOT = Path(__file__).resolve().parents[2]
HELP = "/o/freight/help"
#: What answers a GET and is no page to stand on.
NO_PAGES = {
    "start",
    "organization",
    "health",
    "my-team",
    "check-in-preview",
    "wording",
    "journal-export",
    "audit-export",
    "export-file",
    "attachment",
    "import-text",
}


def route_of(pattern: str) -> str:
    return "/" + re.sub(r"<\w+:(\w+)>", r"{\1}", pattern)


def test_every_page_of_the_url_list_has_a_subject() -> None:
    """A page without one: say in `web/help_topics/pages.py` which subject speaks of it."""
    names = {route_of(str(each.pattern)): each.name for each in urlpatterns}
    pages = {
        names[route]
        for route, asks in PAGE_ROUTES.items()
        if any(ask.method == "GET" for ask in asks)
    }
    assert pages - NO_PAGES <= TOPIC_OF_PAGE.keys()
    assert set(TOPIC_OF_PAGE.values()) == TOPICS.keys()
    assert TOPIC_OF_PAGE.keys() <= set(names.values())


def test_every_guide_that_is_named_is_served() -> None:
    guides = {topic.guide for topic in TOPICS.values() if topic.guide}
    assert guides
    assert guides <= guides_told()
    assert guides_told() == {each.stem for each in (ROOT / "docs/how-to").glob("*.md")} - {"index"}


def test_a_guide_is_read_in_the_app_and_leads_only_to_what_is_served(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "vic")
    for guide in sorted(guides_told()):
        answer = browser.get(f"{HELP}/guides/{guide}")
        assert answer.status_code == 200, guide
        page = Page(answer.text)
        assert "style" not in {name for tag in page.all("td") for name in tag}
        own = [link["href"] for link in page.all("a") if "data-help-on" in link]
        for url in own:
            assert browser.get(url).status_code == 200, (guide, url)
        assert ".md" not in "".join(own)
        assert not re.search(r"<a [^>]*>\s*</a>", answer.text), guide
    words = browser.get(f"{HELP}/guides/check-in", headers={"HX-Request": "true"})
    assert "<html" not in words.text
    assert "Add evidence or another day" in Page(words.text).text
    for missing in ("nothing", "index"):
        assert browser.get(f"{HELP}/guides/{missing}").status_code == 404
    outside = browser_of(world, "").get("/help/guides/sign-in").text
    assert 'action="/help"' in outside


def test_a_guide_names_the_pages_it_points_to_even_where_its_link_has_no_words(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "vic")
    for guide, says in {
        "sign-in": "choose your name and a password; see Invite people",
        "explain-a-number": "The rules behind the steps are in “What the numbers mean”",
    }.items():
        assert says in Page(browser.get(f"{HELP}/guides/{guide}").text).text


def test_a_page_leads_to_its_own_help_and_the_panel_holds_the_words_alone(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "vic")
    [link] = {
        each["href"] for each in Page(browser.get("/o/freight/teams").text).all("a", "pl-nav-link")
        if "data-help" in each
    }  # fmt: skip
    assert link == f"{HELP}/team-tree"
    whole = browser.get(link)
    assert "Help: The tree of teams" in whole.text
    words = browser.get(link, headers={"HX-Request": "true"})
    assert "HX-Request" in words["Vary"]
    assert "<html" not in words.text
    for text in (Page(whole.text).text, Page(words.text).text):
        assert "pick up a team or a person; then up, down and Enter" in text
        assert "Change the team tree" in text
    assert browser.get(f"{HELP}/nothing").status_code == 404


def test_the_help_is_looked_through_with_titles_first(world: World, browser_of: BrowserOf) -> None:
    assert topics_found("GRADING", topics_told())[0][0] == "grade"
    text = Page(browser_of(world, "vic").get(HELP, {"q": "clone"}).text).text
    assert "1 subject holds “clone”" in text
    assert "Carrying over and cloning" in text
    nothing = Page(browser_of(world, "vic").get(HELP, {"q": "zebra"}).text).text
    assert "0 subjects hold “zebra”" in nothing
    everything = Page(browser_of(world, "vic").get(HELP).text).text
    light = topics_told(
        {ModuleKey.LEARNING, ModuleKey.WEEKLY_REVIEW}
    )  # governance is off in this world
    told = {key for key, topic in TOPICS.items() if str(topic.title) in everything}
    assert told == set(light)


def test_find_or_do_leads_to_the_help_of_what_is_typed(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world, "vic")
    found = Page(browser.get("/o/freight/find", {"q": "clone"}).text)
    assert f"{HELP}/carry-over" in [link["href"] for link in found.all("a") if "href" in link]


def test_whoever_is_in_no_organization_yet_finds_the_help_of_signing_in(
    world: World, browser_of: BrowserOf
) -> None:
    browser = browser_of(world, "")
    assert 'href="/help/sign-in"' in browser.get("/sign-in").text
    page = browser.get("/help/sign-in")
    assert "Signing in" in Page(page.text).text
    assert 'action="/help"' in page.text

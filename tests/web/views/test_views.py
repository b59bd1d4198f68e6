"""Saved views as people use them: chips above the list and the map."""

import pytest

from plumbline.domain.views.models import SavedView
from tests.web.conftest import BrowserOf
from tests.web.ui.pieces import Page
from tests.world import World
from tests.world_okrs import make_cycle, make_objective

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.single_page]

LIST = "/o/freight/objectives"
MAP = "/o/freight/map"
NEW = "/o/freight/views/new"


def latest(world: World) -> SavedView:
    with world.reading():
        view: SavedView = SavedView.objects.latest("pk")
        return view


def test_what_is_narrowed_is_saved_shown_as_a_chip_renamed_deleted_and_put_back(
    world: World, browser_of: BrowserOf
) -> None:
    cycle = make_cycle(world)
    make_objective(world, "It runs", cycle=cycle)
    make_objective(world, "A draft", cycle=cycle, active=False)
    browser = browser_of(world, "mia")
    assert "Save this view" not in browser.get(LIST).text
    assert f"{NEW}/objectives?state=planned" in browser.get(f"{LIST}?state=planned").text
    query = {"query": "state=planned"}
    assert browser.post(f"{NEW}/objectives", {**query, "name": ""}).status_code == 422
    shown = browser.post(f"{NEW}/objectives", {**query, "name": "Coming"}, follow=True)
    assert "A draft" in shown.text
    assert "It runs" not in shown.text
    view = latest(world)
    change = f"/o/freight/views/{view.public_id}"
    assert f'href="{change}"' in shown.text
    assert "Everybody in the organization has it" not in browser.get(f"{NEW}/objectives?q=a").text
    browser.post(change, {"name": "Planned", "version": "1"})
    assert "Planned" in Page(browser.get(LIST).text).text
    gone = browser.post(f"{change}/delete", {"version": "2"}, follow=True)
    assert "“Planned” is deleted." in gone.text
    assert f'action="{change}/put-back"' in gone.text
    assert "Planned" in browser.post(f"{change}/put-back", follow=True).text
    assert "View: Planned" in browser.get("/o/freight/find?q=planned").text


@pytest.mark.parametrize(
    ("path", "page", "query"),
    [(LIST, "objectives", "state=planned"), (MAP, "map", "form=list")],
)
def test_a_page_opens_with_its_view_and_everything_leads_out(
    world: World, browser_of: BrowserOf, path: str, page: str, query: str
) -> None:
    make_objective(world, "It runs", cycle=make_cycle(world))
    browser = browser_of(world, "mia")
    browser.post(f"{NEW}/{page}", {"name": "Mine", "query": query, "is_default": "on"})
    opened = browser.get(path)
    assert opened.status_code == 302
    assert opened.headers["Location"].endswith(query)
    assert f'href="{path}?view=all"' in browser.get(path, follow=True).text
    whole = browser.get(f"{path}?view=all")
    assert whole.status_code == 200
    assert "It runs" in whole.text
    browser.post(f"/o/freight/views/{latest(world).public_id}/default", {"default": "0"})
    assert browser.get(path).status_code == 200


def test_what_a_view_looks_for_and_is_gone_finds_nothing_and_says_so(
    world: World, browser_of: BrowserOf
) -> None:
    make_objective(world, "It runs", cycle=make_cycle(world))
    browser = browser_of(world, "carl")
    sent = {"name": "Ours", "query": "team=0123456789ab", "is_shared": "on"}
    browser.post(f"{NEW}/objectives", sent)
    browser.post(f"{NEW}/map", sent)
    reader = browser_of(world, "vic")
    for path, words in (
        (LIST, "The team looked for is not there any more"),
        (MAP, "Nothing in this cycle is what you look for."),
    ):
        page = reader.get(f"{path}?team=0123456789ab")
        assert words in page.text
        assert "It runs" not in page.text
        assert "Ours" in page.text


def test_a_page_that_has_no_views_is_not_found(world: World, browser_of: BrowserOf) -> None:
    assert browser_of(world, "mia").get(f"{NEW}/plan").status_code == 404

"""The tree of teams by keys, by finger and by drag: chosen there, asked on a page, taken back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Instance
from tests.browser.steps import organization_set_up

pytestmark = [pytest.mark.browser]


@pytest.fixture
def tree(instance: Instance, visitor: Callable[[], Page]) -> Page:
    """The page of teams of a company with two teams."""
    page = visitor()
    organization_set_up(page, instance)
    teams = page.url.split("/import")[0] + "/teams"
    for name in ("Crew", "Deck"):
        page.goto(teams)
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    page.goto(teams)
    moves_by_hand(page)
    return page


def moves_by_hand(page: Page) -> None:
    """Wait until the script of the tree is there: until then its links lead to the same."""
    expect(page.get_by_role("treegrid")).to_be_visible()


def level_of(page: Page, team: str) -> str | None:
    return page.get_by_role("row", name=team).get_attribute("aria-level")


def test_a_team_is_moved_by_keys_and_back_then_by_drag(tree: Page) -> None:
    said = tree.locator("#status_line")
    tree.get_by_role("row", name="Lantern Ferries").focus()
    for key in ("ArrowDown", "ArrowDown", "m"):
        tree.keyboard.press(key)
    expect(said).to_contain_text("Deck is picked up.")
    tree.keyboard.press("ArrowUp")
    expect(said).to_have_text("Below Crew, level 2: place 1 of 1.")
    tree.keyboard.press("Escape")
    expect(said).to_have_text("Deck stays where it is.")
    tree.keyboard.press("m")
    tree.keyboard.press("Enter")
    expect(tree.get_by_role("heading", level=1)).to_have_text("Move Deck below Crew?")
    tree.get_by_role("button", name="Move", exact=True).click()
    expect(tree.get_by_text("Deck lies below Crew.")).to_be_visible()
    moves_by_hand(tree)
    assert level_of(tree, "Deck") == "3"
    tree.get_by_role("button", name="Undo").click()
    expect(tree.get_by_text("Deck lies below Lantern Ferries.")).to_be_visible()
    moves_by_hand(tree)
    assert level_of(tree, "Deck") == "2"
    handle = tree.get_by_role("button", name="Move Crew")
    handle.hover()
    tree.mouse.down()
    tree.get_by_role("row", name="Deck").hover()
    expect(tree.locator(".pl-team-ghost")).to_have_text("Crew below Deck")
    tree.keyboard.press("Escape")
    expect(tree.locator(".pl-team-ghost")).to_have_count(0)
    tree.mouse.up()
    expect(said).to_have_text("Crew stays where it is.")
    handle.drag_to(tree.get_by_role("row", name="Deck"))
    expect(tree.get_by_role("heading", level=1)).to_have_text("Move Crew below Deck?")

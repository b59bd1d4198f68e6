"""Behind an @ in a comment a name is taken from those who may read it, by keys and by pointer."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Instance
from tests.browser.steps import company_brought

pytestmark = [pytest.mark.browser]

DOCUMENT = """
objectives:
  - title: Ferries leave when they say
    owner: Carla Ferry
    state: active
    key_results:
      - {title: Departures on time, owner: Carlo Quay, baseline: 60, target: 90}
"""


def test_a_name_begun_behind_an_at_sign_is_taken_from_the_list(
    instance: Instance, visitor: Callable[[], Page]
) -> None:
    page = visitor()
    company_brought(page, instance, DOCUMENT)
    page.get_by_role("link", name="Ferries leave when they say").first.click()
    field = page.get_by_label("Comment", exact=True)
    offered = page.get_by_role("listbox", name="Whom to mention")
    field.press_sequentially("Who knows, @car")
    expect(offered.get_by_role("option")).to_have_text(["CCarla Ferry", "CCarlo Quay"])
    field.press("ArrowDown")
    field.press("Enter")
    expect(offered).to_be_hidden()
    expect(field).to_have_value("Who knows, @Carlo Quay ")
    field.press_sequentially("or @fer")
    offered.get_by_role("option", name="Carla Ferry").click()
    expect(field).to_have_value("Who knows, @Carlo Quay or @Carla Ferry ")
    field.press_sequentially("and @car")
    expect(offered.get_by_role("option", selected=True)).to_have_text("CCarla Ferry")
    page.route("**whom=carlo*", lambda _route: None)  # the answer is still on its way
    field.press_sequentially("lo")
    expect(offered).to_be_hidden()  # Enter would take somebody who is not meant
    field.press("Backspace")
    expect(offered).to_be_visible()
    field.press("Escape")
    expect(offered).to_be_hidden()
    page.get_by_role("button", name="Send").click()
    mentions = page.locator(".pl-mention")
    expect(mentions).to_have_text(["@Carlo Quay", "@Carla Ferry"])

"""A long page lays out what is not in sight after the first screen, and nobody misses it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Instance
from tests.browser.steps import document_import, organization_set_up

pytestmark = [pytest.mark.browser]

DOCUMENT = """
objectives:
  - title: Ferries leave when they say
    state: active
    key_results:
      - {title: Departures on time, baseline: 60, target: 90}
"""


def test_a_page_in_parts_is_whole_in_time_on_paper_without_script_and_for_whoever_acts(
    browser: Browser, instance: Instance, visitor: Callable[[], Page]
) -> None:
    page = visitor()
    organization_set_up(page, instance)
    document_import(page, DOCUMENT)
    page.get_by_role("link", name="Company", exact=True).first.click()
    tree = page.locator(".pl-tree")
    expect(tree).to_be_visible()
    company = page.url

    signed_in = page.context.storage_state()
    plain = browser.new_context(storage_state=signed_in, java_script_enabled=False)
    page = plain.new_page()
    page.goto(company)
    expect(page.locator(".pl-tree")).to_be_visible()
    plain.close()

    still = browser.new_context(storage_state=signed_in)
    still.add_init_script("window.requestAnimationFrame = () => 0")  # no further part ever comes
    page = still.new_page()
    page.goto(company)
    tree = page.locator(".pl-tree")
    expect(tree).to_be_hidden()
    page.emulate_media(media="print")
    expect(tree).to_be_visible()
    page.emulate_media(media="screen")
    expect(tree).to_be_hidden()
    page.keyboard.press("Shift")
    expect(tree).to_be_visible()
    second = still.new_page()
    second.goto(company)
    expect(second.locator(".pl-tree")).to_be_hidden()
    second.locator("body").dispatch_event("click")  # as a screen reader does, without a pointer
    expect(second.locator(".pl-tree")).to_be_visible()
    page.reload()
    expect(tree).to_be_visible()  # whoever comes back finds all of it where it was
    still.close()

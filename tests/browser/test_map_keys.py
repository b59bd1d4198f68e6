"""The map is walked with keys, and what loads it anew leaves one where one stood."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Instance
from tests.browser.steps import company_brought

pytestmark = [pytest.mark.browser]

DOCUMENT = """
objectives:
  - id: ferries
    title: Ferries leave when they say
    state: active
    key_results:
      - {title: Departures on time, baseline: 60, target: 90}
  - title: Crews know their week
    state: active
    supports: [ferries]
    key_results:
      - {title: Plans out by Friday, baseline: 2, target: 12}
"""


def test_keys_go_on_from_what_they_brought_into_focus(
    instance: Instance, visitor: Callable[[], Page]
) -> None:
    page = visitor()
    company_brought(page, instance, DOCUMENT)
    page.get_by_role("link", name="Map", exact=True).click()
    drawing = page.get_by_role("region", name="Map of")
    crews = drawing.get_by_role("link", name="Crews know their week")
    crews.first.focus()
    page.keyboard.press("f")
    page.wait_for_url("**focus=**")
    expect(crews.first).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(crews.first).not_to_be_focused()
    page.reload()
    expect(page.locator("body")).to_be_focused()  # opened without a key, it begins at its top

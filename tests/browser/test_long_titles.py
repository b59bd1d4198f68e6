"""What people write as one long word breaks: no page is wider than its window for it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Instance
from tests.browser.steps import company_brought

pytestmark = [pytest.mark.browser]

WORD = "Wirtschaftlichkeitsbetrachtung" * 6
DOCUMENT = f"""
objectives:
  - title: {WORD}
    owner: Ada
    state: active
    key_results:
      - {{title: Share of {WORD}, owner: Ada, baseline: 60, target: 90}}
"""
SIZES = ((1440, 900), (390, 844))


def widths(page: Page) -> list[int]:
    """Return how much wider than the window a page is, on a desk and on a phone."""
    found = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        found.append(page.evaluate("document.documentElement.scrollWidth") - width)
    page.set_viewport_size({"width": 1440, "height": 900})
    return found


def test_no_page_is_wider_than_its_window_for_a_long_word(
    instance: Instance, visitor: Callable[[], Page]
) -> None:
    page = visitor()
    company_brought(page, instance, DOCUMENT)
    home = page.url.removesuffix("/company")
    company = page.locator(".pl-tree a")
    addresses = {str(each.get_attribute("href")) for each in company.all()}
    objective = next(each for each in addresses if "/objectives/" in each)
    key_result = next(each for each in addresses if "/key-results/" in each)
    page.get_by_role("link", name="Team", exact=True).first.click()
    team = page.url
    wide = {}
    for address in (
        *(f"{home}/{part}" for part in ("my-week", "company", "objectives", "map")),
        *(f"{team}{part}" for part in ("", "/review")),
        *(f"{objective}{part}" for part in ("", "/links", "/carry-over", "/discussion")),
        *(f"{key_result}{part}" for part in ("", "/external-links", "/explanation")),
    ):
        answer = page.goto(
            address if address.startswith("http") else f"{instance.address.rstrip('/')}{address}"
        )
        assert answer is not None
        assert answer.ok, (address, answer.status)
        wide[address] = widths(page)
    assert {address: by for address, by in wide.items() if by != [0, 0]} == {}

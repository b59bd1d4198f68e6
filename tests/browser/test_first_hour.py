"""The first hour of an organization, by what a person sees: labels, headings, buttons, links."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Instance
from tests.browser.steps import PASSWORD, organization_set_up

pytestmark = [pytest.mark.browser]

SECRET_TITLE = "The founders know whether they want to sell"
DOCUMENT = """\
plumbline: 1
organization: Lantern Ferries
objectives:
  - id: calm-crossings
    title: Passengers arrive rested, whatever the weather
    why: They take the train when a crossing was rough
    owner: ida@example.org
    team: company
    style: committed
    state: active
    key_results:
      - id: rested
        title: Passengers who say they arrived rested from 40 % to 60 %
        owner: ida@example.org
        metric: {kind: increase, unit: "%", baseline: 40, target: 60}
      - id: delays
        title: Crossings that leave late from 20 to 10 a week
        owner: ida@example.org
        metric: {kind: decrease, unit: crossings, baseline: 20, target: 10}
  - id: founders
    title: The founders know whether they want to sell
    owner: ida@example.org
    team: company
    style: committed
    state: active
    visibility: private
    key_results:
      - id: talks
        title: Talks with other ferry lines from 0 to 6
        owner: ida@example.org
        metric: {kind: increase, unit: talks, baseline: 0, target: 6}
"""


def import_document(page: Page) -> None:
    page.get_by_label("File").set_input_files(
        {"name": "ferries.yaml", "mimeType": "text/yaml", "buffer": DOCUMENT.encode()}
    )
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", name="2 objectives and 3 key results")).to_be_visible()
    expect(page.get_by_text("Nothing is written until you confirm.")).to_be_visible()
    page.get_by_role("button", name="Import 2 objectives").click()
    expect(page.get_by_role("heading", name="came in from ferries.yaml")).to_be_visible()


def invite(page: Page, name: str, email: str) -> str:
    page.get_by_role("link", name="People").first.click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("E-mail", exact=True).fill(email)
    page.get_by_label("Invite", exact=False).check()
    page.get_by_role("button", name="Add", exact=True).click()
    return page.get_by_label("Link to hand over").input_value()


def join(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("password", exact=False).first.fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("link", name="My week").first).to_be_visible()


def test_an_organization_starts_imports_invites_checks_in_and_keeps_what_is_private(
    instance: Instance, visitor: Callable[[], Page]
) -> None:
    ida = visitor()
    organization_set_up(ida, instance)
    import_document(ida)

    ida.get_by_role("link", name="My week").first.click()
    expect(ida.get_by_role("heading", level=1)).to_contain_text("Three key results to check in")
    row = ida.get_by_role("listitem").filter(has_text="Passengers who say they arrived rested")
    row.get_by_label("Value now").fill("50")
    row.get_by_role("radio", name="7", exact=True).check(force=True)
    row.get_by_role("button", name="Save, next").click()
    expect(ida.get_by_role("heading", level=1)).to_contain_text("one done")

    ida.get_by_role("link", name="Company").first.click()
    ida.get_by_role("link", name="Passengers arrive rested").first.click()
    expect(ida.get_by_text("25 %").first).to_be_visible()
    ida.get_by_role("link", name="Explain").first.click()
    expect(ida.get_by_text(re.compile(r"\(50 − 40\) ÷ \(60 − 40\)"))).to_be_visible()

    link = invite(ida, "Max Pier", "max@example.org")
    max_pier = visitor()
    join(max_pier, link)
    max_pier.get_by_role("link", name="Company").first.click()
    expect(max_pier.get_by_text("Passengers arrive rested").first).to_be_visible()
    expect(max_pier.get_by_text(SECRET_TITLE)).to_have_count(0)
    expect(max_pier.get_by_text("Talks with other ferry lines")).to_have_count(0)

    ida.get_by_role("link", name="Company").first.click()
    ida.get_by_role("link", name=SECRET_TITLE).first.click()
    hidden = ida.url
    response = max_pier.goto(hidden)
    assert response is not None
    assert response.status == 404
    assert SECRET_TITLE not in max_pier.content()

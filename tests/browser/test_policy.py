"""A policy by visible labels: seen before it bites, blocks, is waived, and the audit lists that."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Instance
from tests.browser.steps import TODAY, document_import, invite, join, organization_set_up

pytestmark = [pytest.mark.browser]

CALM = "Passengers arrive rested, whatever the weather"
WORK = "Publish 30 blog articles about the new boats"
PRACTICE = "Results, not work"
REASON = "The boats come in May, and then we count passengers"
DOCUMENT = f"""\
plumbline: 1
organization: Lantern Ferries
objectives:
  - id: calm-crossings
    title: {CALM}
    owner: Max Pier
    team: company
    style: committed
    key_results:
      - id: blog
        title: {WORK}
        owner: Max Pier
        metric: {{kind: increase, unit: articles, baseline: 0, target: 30}}
"""


def governance_switched_on(page: Page) -> None:
    """Let the administrator switch the module on."""
    page.get_by_role("link", name="Settings").first.click()
    page.get_by_role("link", name="Modules").first.click()
    page.get_by_role("switch", name="Governance").click()
    expect(page.get_by_role("switch", name="Governance")).to_be_checked()


def guideline_adopted(page: Page) -> None:
    """Take a practice of the library into use."""
    page.get_by_role("link", name="Governance").first.click()
    page.get_by_role("link", name="Library").first.click()
    page.get_by_role("link", name=PRACTICE).first.click()
    page.get_by_label("Why", exact=True).fill("Half of our key results were to-do lists")
    page.get_by_role("button", name="Adopt").click()


def promoted(page: Page) -> None:
    """Make it a policy, knowing what that would stop."""
    page.get_by_role("link", name=re.compile("policy", re.IGNORECASE)).first.click()
    effect = page.get_by_role("region", name=re.compile("objective"))
    expect(effect).to_contain_text("1")
    expect(effect.get_by_role("link", name=CALM)).to_be_visible()
    page.get_by_label("Why", exact=True).fill("It proved itself over the winter")
    page.locator("form.pl-form").get_by_role("button").click()
    page.get_by_role("checkbox").check()  # what it would stop is asked once more
    page.locator("form.pl-form").get_by_role("button").click()
    expect(page.get_by_text("Policy", exact=False).first).to_be_visible()


def blocked_and_asked(page: Page) -> None:
    """Try to begin, read what to mend, and ask to be let off for a while."""
    page.get_by_role("link", name="Plan").first.click()
    page.get_by_role("link", name=CALM).first.click()
    page.get_by_role("button", name="Activate").click()
    expect(page.get_by_text(PRACTICE).first).to_be_visible()
    expect(page.get_by_text("names work", exact=False).first).to_be_visible()
    page.get_by_role("link", name="Ask for a waiver…").first.click()
    page.get_by_label("Why it cannot be met now").fill(REASON)
    page.get_by_label("Until").fill((TODAY + timedelta(days=30)).isoformat())
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_text("waits for somebody else", exact=False)).to_be_visible()


def granted(page: Page) -> None:
    """Find the request, and grant it."""
    page.get_by_role("link", name="Governance").first.click()
    page.get_by_role("link", name=PRACTICE).first.click()
    page.get_by_role("link", name=re.compile(CALM)).first.click()
    expect(page.get_by_text(REASON)).to_be_visible()
    page.get_by_label("Your answer").fill("Until the boats are here")
    page.get_by_role("button", name="Grant").click()
    expect(page.get_by_role("button", name="End it now")).to_be_visible()


def activated(page: Page) -> None:
    """Begin, now that it may."""
    page.get_by_role("link", name=CALM).first.click()
    page.get_by_role("button", name="Activate").click()
    expect(page.get_by_role("button", name="Activate")).to_have_count(0)


def audited(page: Page) -> None:
    """Run an audit: what is waived is listed with its reason, and counts as waived."""
    page.get_by_role("link", name="Governance").first.click()
    page.get_by_role("link", name="Audits").first.click()
    page.get_by_role("link", name="Run audit").first.click()
    page.get_by_role("button", name="Run audit").click()
    waivers = page.get_by_role("region", name="Waivers in force")
    expect(waivers).to_contain_text(REASON)
    expect(page.get_by_text("1 waived", exact=False).first).to_be_visible()
    expect(page.get_by_role("region", name="Findings")).to_contain_text(WORK)


def test_a_champion_sees_what_a_policy_breaks_it_blocks_is_waived_and_the_audit_lists_the_waiver(
    instance: Instance, visitor: Callable[[], Page]
) -> None:
    ida = visitor()
    organization_set_up(ida, instance)
    document_import(ida, DOCUMENT)
    governance_switched_on(ida)
    max_pier = join(visitor, invite(ida, "Max Pier", "OKR champion"))
    guideline_adopted(max_pier)
    promoted(max_pier)
    blocked_and_asked(max_pier)
    granted(ida)
    activated(max_pier)
    audited(ida)

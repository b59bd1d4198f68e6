"""An organization that governs its OKRs, so that every page of governance has something to show."""

import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.steps import TODAY


def governance_switched_on(page: Page, home: str) -> None:
    """Switch governance on: a new organization begins without, and its pages are shut so far."""
    page.goto(f"{home}/settings/modules")
    page.get_by_role("switch", name="Governance").click()
    expect(page.get_by_role("switch", name="Governance")).to_be_checked()


def governed(page: Page, home: str) -> Iterator[str]:
    """Let each part of governance happen once, and yield the pages of that."""
    page.goto(f"{home}/company")
    objective = page.get_by_role("link", name=re.compile("^Passengers arrive rested"))
    objective_url = urlsplit(objective.first.get_attribute("href") or "").path
    practice = policy_made(page, f"{home}/governance/library/from-a-baseline")
    yield from (f"{objective_url}/approvals", f"{practice}/attest", f"{practice}/attestations")
    _sent(page, f"{practice}/attesting", {}, "Ask them")
    yield f"{objective_url}/waivers/{practice.rpartition('/')[2]}"
    yield f"{practice}/waive"
    asked = {"Why it cannot be met now": "The counters come in May", "Until": soon()}
    yield _sent(page, f"{objective_url}/waivers/{practice.rpartition('/')[2]}", asked, "Ask")
    page.goto(f"{practice}/feedback")
    page.get_by_role("radio").first.check(force=True)
    page.locator("textarea").first.fill("It takes an hour each week")
    page.get_by_role("button", name="Say it").click()
    page.goto(f"{practice}/feedback")
    yield page.locator(f"a[href*='{practice}/feedback/']").first.get_attribute("href") or ""
    audits = f"{home}/governance/audits"
    _sent(page, f"{audits}/new", {}, "Run audit")
    audit = _sent(page, f"{audits}/new", {}, "Run audit")
    # Behind them: the worker makes what a schedule asks for at once, and makes one at a time.
    _sent(page, f"{audits}/schedules", {}, "Set it")
    yield from (audit, f"{audit}/compare")


def policy_made(page: Page, entry: str) -> str:
    """Adopt a practice of the library, make it a policy, and return where it stands."""
    practice = _sent(page, entry, {"Why": "Nobody knew where we started"}, "Adopt")
    page.goto(f"{practice}/move?to=policy")
    page.get_by_label("Why", exact=True).fill("It proved itself")
    meant = page.get_by_label("It may stop")
    if meant.is_visible():  # asked from the first look, where it would stop anything
        meant.check()
    page.locator("form.pl-form").get_by_role("button").click()
    expect(page.get_by_role("heading", name="What checks it")).to_be_visible()
    return practice


def soon() -> str:
    """Return a day in a month."""
    return (TODAY + timedelta(days=30)).isoformat()


def _sent(page: Page, address: str, fields: dict[str, str], button: str) -> str:
    """Fill in a form, send it, and return where that leads."""
    page.goto(address)
    for label, text in fields.items():
        page.get_by_label(label, exact=True).fill(text)
    # The form that is left has no mistakes either: it is the answer that is asked for them.
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".pl-field-error")).to_have_text([])
    return urlsplit(page.url).path

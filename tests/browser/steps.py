"""What visitors do again and again, by what they see."""

from collections.abc import Callable
from datetime import UTC, datetime

from playwright.sync_api import Page, expect

from tests.browser.conftest import Instance

TODAY = datetime.now(tz=UTC).date()  # a real server has the real day
PASSWORD = "a plumb line hangs straight"


def organization_set_up(page: Page, instance: Instance) -> None:
    """Found Lantern Ferries as Ida Quay, and come to the page where documents come in."""
    page.goto(instance.set_up_link)
    page.get_by_label("Name of the organization").fill("Lantern Ferries")
    page.get_by_label("Your name").fill("Ida Quay")
    page.get_by_label("Your e-mail").fill("ida@example.org")
    page.get_by_label("Your password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="bring an OKR document").click()
    expect(page.get_by_role("heading", name="Bring a document with OKRs")).to_be_visible()


def document_import(page: Page, document: str, name: str = "ferries.yaml") -> None:
    """Bring a document and confirm what was read."""
    page.get_by_label("File").set_input_files(
        {"name": name, "mimeType": "text/yaml", "buffer": document.encode()}
    )
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("heading", name=f"came in from {name}")).to_be_visible()


def company_brought(page: Page, instance: Instance, document: str) -> None:
    """Set an organization up, bring a document and look at what the company does."""
    organization_set_up(page, instance)
    document_import(page, document)
    page.get_by_role("link", name="Company", exact=True).first.click()


def join(visitor: Callable[[], Page], link: str) -> Page:
    """Follow an invitation."""
    page = visitor()
    page.goto(link)
    page.get_by_label("password", exact=False).first.fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("link", name="My week").first).to_be_visible()
    return page


def invite(page: Page, name: str, role: str) -> str:
    """Add somebody with a role and return the link that lets them in."""
    page.get_by_role("link", name="People").first.click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("E-mail", exact=True).fill(f"{name.split()[0].lower()}@example.org")
    page.get_by_label("Role", exact=True).select_option(label=role)
    page.get_by_role("button", name="Add", exact=True).click()
    return page.get_by_label("Link to hand over").input_value()

"""An owner writes an objective, a lead lets it begin, both work by it: by visible labels."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

from tests.browser.conftest import Instance
from tests.browser.steps import PASSWORD, organization_set_up

pytestmark = [pytest.mark.browser]

TITLE = "Passengers arrive rested, whatever the weather"
WHY = "They take the train when a crossing was rough"
RESULT = "Passengers who say they arrived rested"


def invited(page: Page, name: str, email: str) -> str:
    """Add a member and return the link that lets them in."""
    page.get_by_role("link", name="People").first.click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("E-mail", exact=True).fill(email)
    page.get_by_role("button", name="Add", exact=True).click()
    return page.get_by_label("Link to hand over").input_value()


IMPATIENT = "button => { button.click(); setTimeout(() => button.click(), 20); }"
"""Clicks again before an answer can have come."""


@contextmanager
def sent_once(page: Page) -> Iterator[None]:
    """Whatever is clicked meanwhile, only one form is sent."""
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            sent.append(request.url)

    page.on("request", note)
    yield
    page.remove_listener("request", note)
    assert len(sent) == 1, sent


def lost_and_found(page: Page) -> Page:
    """Lose the connection while typing, then the tab, and go on in another one."""
    expect(page.get_by_text("What you type is kept for you")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_label("Why?").fill(WHY)
    expect(page.get_by_text("Not kept at the moment")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("What you type is kept for you")).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    page.close()
    other.get_by_role("link", name="Go on").click()
    expect(other.get_by_label("What will be better?")).to_have_value(TITLE)
    expect(other.get_by_label("Why?")).to_have_value(WHY)
    expect(other.get_by_role("radio", name="Committed")).to_be_checked()
    return other


def objective_written(page: Page) -> Page:
    """Propose an objective to the company, with one key result."""
    scripts: list[Route] = []  # one of them comes once all is typed, as on a slow line
    page.route("**/jotting*.js", lambda route: scripts.append(route))
    page.get_by_role("link", name="Plan").first.click()
    page.get_by_role("link", name="Write an objective").click()
    page.get_by_label("Why?").fill("They take the train")
    page.get_by_label("Team", exact=True).select_option(label="Lantern Ferries")
    page.get_by_role("radio", name="Committed").check(force=True)
    page.get_by_label("What will be better?").fill(TITLE)
    scripts[0].continue_()
    page.unroute("**/jotting*.js")
    page = lost_and_found(page)
    page.wait_for_load_state()  # before its scripts are there the server alone makes one of two
    with sent_once(page):
        page.get_by_role("button", name="Write the draft").evaluate(IMPATIENT)
        expect(page.get_by_text("It is proposed to the lead of the team.")).to_be_visible()
    page.get_by_role("link", name="Add a key result").click()
    page.get_by_label("What will be different?").fill(RESULT)
    expect(page.get_by_label("Target", exact=True)).to_be_hidden()
    page.get_by_role("radio", name="Increase").check(force=True)
    page.get_by_label("Baseline", exact=True).fill("40")
    page.get_by_label("Target", exact=True).fill("60")
    page.get_by_label("Unit").fill("%")
    page.get_by_role("button", name="Add the key result").click()
    expect(page.get_by_role("link", name=RESULT, exact=True)).to_be_visible()
    written_in_place(page)
    return page


def written_in_place(page: Page) -> None:
    """Change a weight in its row: Esc leaves it as it was, Enter saves it, Z takes that back."""
    page.wait_for_load_state()  # before its scripts are there the link leads to a page
    opener = page.get_by_role("link", name="edit the weight")
    field = page.get_by_label("Weight", exact=True)
    for key, stands in (("Escape", "weight 1"), ("Enter", "weight 3")):
        opener.press("Enter")
        expect(field).to_be_focused()
        field.fill("3")
        field.press(key)
        expect(field).to_be_hidden()
        expect(opener).to_contain_text(stands)
        expect(opener).to_be_focused()
    expect(page.locator("#toasts").get_by_text("Saved.", exact=True)).to_be_visible()
    page.keyboard.press("z")
    expect(opener).to_contain_text("weight 1")
    expect(opener).to_be_focused()
    expect(page.locator("#toasts").get_by_role("button", name="Undo")).to_have_count(0)


def objective_begun(page: Page) -> None:
    """Accept the proposal and activate it."""
    page.get_by_role("link", name="Plan").first.click()
    expect(page.get_by_text("Nothing is missing")).to_be_visible()
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="Accept").click()
    page.get_by_role("button", name="Activate").click()
    expect(page.get_by_text("Active", exact=True)).to_be_visible()


def mended(page: Page, line: Locator) -> None:
    """Cut the work out of a result by one click, and take that back."""
    before = "Readers who come back from 5 % to 9 % by writing letters"
    line.fill(before)
    layer = page.locator(".pl-marked").first.locator(".pl-marks")
    expect(layer.locator("mark")).to_have_text("by writing letters")
    both = "(layer, line) => [layer, line].map(each => each.getBoundingClientRect().toJSON())"
    over, field = layer.evaluate(both, line.element_handle())  # of one moment
    assert over == field
    page.get_by_role("button", name="Mend", exact=True).click()
    expect(line).to_have_value("Readers who come back from 5 % to 9 %")
    page.get_by_role("button", name="Undo").click()
    expect(line).to_have_value(before)
    line.fill("Publish 30 blog articles")
    expect(page.get_by_text("This names work, not what the work is to change.")).to_be_visible()


def said_beside(page: Page, line: Locator) -> None:
    """What the rules say stands level with the words in a wide window, below them on a phone."""
    said = page.locator("[data-wording]").first
    wide = page.viewport_size
    for width, is_beside in ((1440, True), (390, False)):
        page.set_viewport_size({"width": width, "height": 900})
        words, found = line.bounding_box(), said.bounding_box()
        assert words
        assert found
        assert (found["x"] > words["x"] + words["width"]) is is_beside
        assert (abs(found["y"] - words["y"]) < 12) is is_beside
        assert found["x"] + found["width"] <= width
    if wide:
        page.set_viewport_size(wide)


def work_turned(page: Page) -> None:
    """A newcomer begins with work, is asked what it changes, and ends with a sound key result."""
    page.get_by_role("link", name="Plan").first.click()
    page.get_by_role("link", name=re.compile("New objective|Write an objective")).click()
    page.get_by_label("What will be better?").fill("Passengers choose us before they book")
    page.get_by_role("radio", name="Aspirational").check(force=True)
    page.get_by_role("button", name="Go on to key results").click()
    line = page.get_by_label("Key result 1")
    line.fill("Publish 30 blog articles")
    expect(page.get_by_text("This names work, not what the work is to change.")).to_be_visible()
    said_beside(page, line)
    mended(page, line)
    page.get_by_label("who does what").first.fill("Readers book within a week")
    page.get_by_label("How early").first.fill("every Monday, in the booking log")
    movement = page.get_by_label("What movement").first
    movement.fill("20 to 60 a week")
    sentence = "Readers book within a week: from 20 to 60 a week"
    expect(page.get_by_text(sentence, exact=True)).to_be_visible()
    movement.press("Control+Enter")
    expect(line).to_have_value(sentence)
    expect(page.get_by_text("This names work")).to_have_count(0)
    page.get_by_role("button", name="Go on to how soon").click()
    expect(page.get_by_label("Where is it read?")).to_have_value("in the booking log")
    expect(page.get_by_label("To", exact=True)).to_have_value("60")
    page.get_by_role("button", name="Go on to the guardrail").click()
    page.get_by_role("link", name="Take it").first.click()
    page.get_by_label("Limit").fill("90")
    page.get_by_role("button", name="Add the guardrail").click()
    page.get_by_role("button", name="Activate").click()
    expect(page.get_by_text("Active", exact=True)).to_be_visible()


def test_an_owner_writes_a_lead_begins_and_the_owner_checks_in(
    instance: Instance, visitor: Callable[[], Page]
) -> None:
    lead = visitor()
    organization_set_up(lead, instance)
    link = invited(lead, "Max Pier", "max@example.org")
    owner = visitor()
    owner.goto(link)
    owner.get_by_label("password", exact=False).first.fill(PASSWORD)
    owner.get_by_role("button", name="Join").click()
    owner = objective_written(owner)
    objective_begun(lead)

    owner.get_by_role("link", name="My week").first.click()
    row = owner.get_by_role("listitem").filter(has_text=RESULT)
    row.get_by_label("Value now").fill("50")
    row.get_by_role("radio", name="7", exact=True).check(force=True)
    row.get_by_role("button", name="Save").click()
    expect(owner.get_by_role("heading", level=1)).to_contain_text("is in")

    lead.get_by_role("link", name=RESULT, exact=True).click()
    lead.get_by_role("link", name="Adjust…").click()
    lead.get_by_label("Target", exact=True).fill("80")
    lead.get_by_label("Why, for those it touches").fill("More boats than we thought")
    lead.get_by_role("button", name="See what it changes").click()
    expect(lead.get_by_text("25 %").first).to_be_visible()
    lead.get_by_role("button", name="Adjust", exact=True).click()
    expect(lead.get_by_text("Adjusted. What stood before stays in its history.")).to_be_visible()
    expect(lead.get_by_text("25 %").first).to_be_visible()

    work_turned(lead)

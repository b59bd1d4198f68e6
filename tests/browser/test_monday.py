"""Monday morning: five check-ins by keyboard, and what happens when the server is gone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Instance
from tests.browser.steps import PASSWORD, document_import, organization_set_up

pytestmark = [pytest.mark.browser]

MOST_PRESSES = 25  # beside the digits of the five values
LATENCY_MS = 150
TITLES = (
    "Crossings that leave late from 20 to 10 a week",
    "Passengers who say they arrived rested from 40 % to 60 %",
    "Seats with a working socket from 120 to 200",
    "Calls about lost luggage from 30 to 5 a week",
    "Crews with a second engineer from 2 to 6",
)
VALUES = ("19", "42", "125", "28", "2.5")
KINDS = (
    "{kind: decrease, unit: crossings, baseline: 20, target: 10}",
    '{kind: increase, unit: "%", baseline: 40, target: 60}',
    "{kind: increase, unit: seats, baseline: 120, target: 200}",
    "{kind: decrease, unit: calls, baseline: 30, target: 5}",
    "{kind: increase, unit: crews, baseline: 2, target: 6}",
)
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
""" + "".join(
    f"""\
      - id: key-result-{number}
        title: {title}
        owner: ida@example.org
        metric: {kind}
"""
    for number, (title, kind) in enumerate(zip(TITLES, KINDS, strict=True))
)


class Keyboard:
    """A keyboard that counts what is pressed beside the digits of values."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.presses = 0

    def press(self, key: str) -> None:
        self.presses += 1
        self._page.keyboard.press(key)

    def write(self, digits: str) -> None:
        self._page.keyboard.type(digits)


@pytest.fixture
def ida(instance: Instance, visitor: Callable[[], Page]) -> Page:
    """Somebody with five key results to check in on, on her page of the week."""
    page = visitor()
    organization_set_up(page, instance)
    document_import(page, DOCUMENT)
    page.get_by_role("link", name="My week").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Five key results to check in")
    # Nobody types before they see where.
    expect(page.get_by_label("Value now")).to_be_focused()
    return page


def test_five_check_ins_take_25_key_presses_beside_the_digits(ida: Page) -> None:
    """Nobody waits for the next row: what is typed while it is on its way is kept for it."""

    def slowly(route: Route) -> None:
        ida.wait_for_timeout(LATENCY_MS)
        route.continue_()

    ida.route("**/my-week", slowly)
    keyboard = Keyboard(ida)
    for value in VALUES:
        keyboard.write(value)
        keyboard.press("Tab")
        keyboard.press("7")
        keyboard.press("Enter")
    expect(ida.get_by_role("heading", level=1)).to_have_text("All five are in")
    assert keyboard.presses <= MOST_PRESSES
    ida.unroute("**/my-week")
    for title, value in zip(TITLES, VALUES, strict=True):
        row = ida.get_by_role("listitem").filter(has_text=title)
        expect(row.filter(has_text=f"{value} ").first).to_be_visible()


def test_what_was_typed_for_the_next_row_is_let_go_aloud_when_a_note_is_asked(ida: Page) -> None:
    """Of the row that is on its way all is typed before its answer comes, however fast it is."""

    def meanwhile(route: Route) -> None:
        for key in ("4", "2", "Tab", "7", "Enter"):
            ida.keyboard.press(key)
        route.continue_()

    ida.route("**/my-week", meanwhile, times=1)
    # A preview that came before Enter would have led to the note.
    ida.route("**/check-ins/preview*", lambda _route: None)
    for key in ("5", "Tab", "7", "Enter"):
        ida.keyboard.press(key)
    expect(ida.get_by_role("alert").filter(has_text="type it again")).to_be_visible()
    expect(ida.get_by_label("Further from the baseline than the whole way")).to_have_value("")
    expect(ida.get_by_role("heading", level=1)).to_contain_text("Five key results")


def test_enter_without_a_confidence_leads_to_its_cells(ida: Page) -> None:
    ida.keyboard.type("19")
    ida.get_by_label("Note, optional").press("Enter")
    expect(ida.get_by_text("Choose how sure you are, 1 to 10.")).to_be_visible()
    expect(ida.get_by_role("radio", name="1", exact=True)).to_be_focused()
    for key in ("7", "Enter"):
        ida.keyboard.press(key)
    expect(ida.get_by_role("heading", level=1)).to_contain_text("one done")


def test_a_second_refusal_keeps_what_was_typed_last_and_says_nothing_twice(ida: Page) -> None:
    ida.get_by_label("Value now").fill("nine")
    ida.wait_for_timeout(400)  # until the tab keeps it
    ida.get_by_role("button", name="Save, next").click()
    expect(ida.get_by_text("“nine”")).to_be_visible()
    # As fast as a program types: within the pause after which words are kept.
    ida.get_by_label("Value now").evaluate(
        """field => {
            field.value = "ninety";
            field.dispatchEvent(new Event("input", { bubbles: true }));
            field.form.requestSubmit();
        }"""
    )
    expect(ida.get_by_text("“ninety”")).to_be_visible()
    expect(ida.get_by_label("Value now")).to_have_value("ninety")
    expect(ida.get_by_role("status").filter(has_text="is back")).to_have_count(0)


def test_the_number_beside_my_week_follows_what_is_saved_and_taken_back(ida: Page) -> None:
    entry = ida.get_by_role("link", name="My week").first
    expect(entry).to_contain_text("5")
    ida.keyboard.type("19")
    ida.keyboard.press("Tab")
    ida.keyboard.press("7")
    ida.keyboard.press("Enter")
    expect(entry).to_contain_text("4")
    ida.get_by_role("button", name="Undo").click()
    expect(entry).to_contain_text("5")


def test_z_takes_back_what_was_saved_last_and_another_value_saves_at_once(ida: Page) -> None:
    head = ida.get_by_role("heading", level=1)
    ida.keyboard.press("s")
    expect(ida.get_by_text("skipped")).to_be_visible()
    for key in ("4", "2", "Tab", "7", "Enter"):
        ida.keyboard.press(key)
    expect(head).to_contain_text("one done")
    ida.get_by_role("link", name="Take it up again").click()
    expect(ida.get_by_label("Value now")).to_have_value("")
    for key in ("1", "9", "Tab", "7", "Enter"):
        ida.keyboard.press(key)
    expect(head).to_contain_text("two done")
    ida.keyboard.press("z")
    expect(head).to_contain_text("one done")
    # The row that was saved last is open again, fresh; the other stands.
    expect(ida.get_by_role("listitem").filter(has_text=TITLES[0])).to_contain_text("Value now")
    expect(ida.get_by_label("Value now")).to_have_value("")
    for key in ("1", "8", "Tab", "7", "Enter"):
        ida.keyboard.press(key)
    expect(head).to_contain_text("two done")


def test_evidence_is_entered_with_a_check_in_and_kept_by_its_correction(ida: Page) -> None:
    ida.keyboard.type("19")
    ida.get_by_role("radio", name="7", exact=True).check(force=True)
    ida.get_by_text("Add evidence").click()
    ida.get_by_label("What it rests on").fill("Log of the harbour office")
    ida.get_by_label("Link to it").fill("https://example.org/log")
    ida.get_by_role("button", name="Save, next").click()
    expect(ida.get_by_role("heading", level=1)).to_contain_text("one done")
    ida.get_by_role("link", name=TITLES[0]).click()
    expect(ida.get_by_role("link", name="Log of the harbour office")).to_be_visible()
    ida.get_by_role("link", name="Correct").click()
    ida.get_by_label("Value on").fill("18")
    ida.get_by_role("button", name="Save the correction").click()
    evidence = ida.get_by_role("link", name="Log of the harbour office")
    expect(evidence).to_have_count(2)
    expect(evidence.first).to_have_attribute("href", "https://example.org/log")


def test_what_was_typed_stays_when_the_server_does_not_answer(
    ida: Page, instance: Instance
) -> None:
    ida.keyboard.type("19")
    ida.get_by_role("radio", name="7", exact=True).check(force=True)
    ida.get_by_label("Note").fill("Fog on two days")
    instance.stop()
    ida.get_by_label("Note").press("Enter")
    expect(ida.get_by_role("alert")).to_contain_text("Not saved: the server did not answer")
    expect(ida.get_by_label("Value now")).to_have_value("19")
    expect(ida.get_by_label("Note")).to_have_value("Fog on two days")
    expect(ida.get_by_role("button", name="Save, next")).to_be_enabled()
    ida.get_by_role("button", name="Try again").click()
    expect(ida.get_by_role("alert")).to_contain_text("Not saved")
    ida.get_by_role("button", name="Close", exact=True).click()
    expect(ida.get_by_role("alert")).to_have_count(0)


def test_what_was_typed_stays_when_one_was_signed_out_meanwhile(ida: Page) -> None:
    ida.get_by_label("Value now").fill("19")
    ida.get_by_role("radio", name="7", exact=True).check(force=True)
    ida.get_by_label("Note").fill("Fog on two days")
    ida.context.clear_cookies(name="sessionid")
    ida.get_by_label("Note").press("Enter")
    expect(ida.get_by_role("alert")).to_contain_text("You are signed out")
    expect(ida.get_by_label("Note")).to_have_value("Fog on two days")
    # Loading the page leads to sign in, and from there back to what was typed.
    ida.reload()
    ida.get_by_label("E-mail").fill("ida@example.org")
    ida.get_by_label("Password").fill(PASSWORD)
    ida.get_by_role("button", name="Sign in").click()
    expect(ida.get_by_label("Note")).to_have_value("Fog on two days")
    expect(ida.get_by_role("radio", name="7", exact=True)).to_be_checked()


def test_a_busy_database_says_so_in_its_own_words_and_what_was_typed_stays(ida: Page) -> None:
    def busy(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        said = "<p data-complaint>The database was busy, so nothing was saved.</p>"
        route.fulfill(status=503, content_type="text/html", body=said)

    ida.route("**/*", busy)
    ida.keyboard.type("19")
    ida.get_by_role("radio", name="7", exact=True).check(force=True)
    ida.get_by_label("Note").fill("Fog on two days")
    ida.get_by_label("Note").press("Enter")
    expect(ida.get_by_role("alert")).to_have_text("The database was busy, so nothing was saved.")
    expect(ida.get_by_label("Note")).to_have_value("Fog on two days")
    ida.unroute("**/*")
    ida.get_by_role("button", name="Save, next").click()
    expect(ida.get_by_role("heading", level=1)).to_contain_text("one done")

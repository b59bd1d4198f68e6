"""A quarter by visible labels: the board asks, two people answer at once, the books are closed."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Instance
from tests.browser.steps import document_import, invite, join, organization_set_up

pytestmark = [pytest.mark.browser]

TODAY = datetime.now(tz=UTC).date()  # a real server has the real day
DAYS = [TODAY - timedelta(days=days) for days in (21, 14, 7, 0)]
SEASON = "The season"
BEGAN, ENDS = TODAY - timedelta(days=60), TODAY + timedelta(days=30)
WELL = "Passengers arrive rested, whatever the weather"
BADLY = "Nobody waits on the quay without knowing why"
RESTED = "Passengers who say they arrived rested"
LATE = "Late boats announced in time"


def history(*values: int) -> str:
    """Write check-ins of the last weeks."""
    entries = (
        f"{{value: {value}, date: {day}, confidence: 5}}"
        for value, day in zip(values, DAYS, strict=True)
    )
    return f"[{', '.join(entries)}]"


DOCUMENT = f"""\
plumbline: 1
organization: Lantern Ferries
cycle: {{name: {SEASON}, start: {BEGAN}, end: {ENDS}}}
objectives:
  - id: calm-crossings
    title: {WELL}
    owner: ida@example.org
    team: company
    style: aspirational
    state: active
    key_results:
      - id: rested
        title: {RESTED} from 40 % to 60 %
        owner: ida@example.org
        metric: {{kind: increase, unit: "%", baseline: 40, target: 60}}
        check_ins: {history(56, 57, 58, 59)}
  - id: quay
    title: {BADLY}
    owner: ida@example.org
    team: company
    style: committed
    state: active
    key_results:
      - id: late
        title: {LATE} from 0 % to 100 %
        owner: ida@example.org
        metric: {{kind: increase, unit: "%", baseline: 0, target: 100}}
        check_ins: {history(8, 9, 9, 10)}
"""


def season_open(page: Page) -> None:
    """Go to the company's page of the season."""
    page.get_by_role("link", name="Company").first.click()
    page.get_by_role("link", name=SEASON, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("on track")


def late_open(page: Page) -> None:
    """Go to the key result that is off track."""
    season_open(page)
    page.get_by_role("link", name=BADLY).first.click()
    page.get_by_role("link", name=re.compile(f"^{LATE}")).first.click()


def off_track_found(page: Page) -> None:
    """Find on a phone what is off track, why it is said, and how the number came about."""
    page.set_viewport_size({"width": 390, "height": 844})
    season_open(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 off track")
    row = page.get_by_role("listitem").filter(has_text=BADLY).first
    expect(row.get_by_text("Off track", exact=False).first).to_be_visible()
    row.get_by_role("link", name=BADLY).first.click()
    expect(page.get_by_text("Off track.", exact=False).first).to_be_visible()
    expect(page.get_by_role("link", name="Edit", exact=True)).to_have_count(0)
    page.get_by_role("link", name=re.compile(f"^{LATE}")).first.click()
    page.get_by_role("link", name="Explain").first.click()
    expect(page.get_by_text("(10 − 0) ÷ (100 − 0)", exact=False).first).to_be_visible()


def adjustment_begun(page: Page, target: str, reason: str) -> None:
    """Fill in another target for the key result, without saving it."""
    late_open(page)
    page.get_by_role("link", name="Adjust…").click()
    page.get_by_label("Target", exact=True).fill(target)
    page.get_by_label("Why, for those it touches").fill(reason)


def adjusted_at_once(first: Page, second: Page) -> None:
    """Let two change one key result: the second sees both versions, chooses, and loses nothing."""
    adjustment_begun(first, "50", "Half of the boats have the radio")
    adjustment_begun(second, "80", "The yard fits four radios a week")
    offered = "This is how it reads with that"  # the title states the target
    first.get_by_role("button", name="See what it changes").click()
    expect(first.get_by_text(offered, exact=False).first).to_be_visible()
    first.get_by_role("button", name="See what it changes").click()
    effects = first.get_by_role("region", name="What it changes")
    expect(effects.get_by_role("row", name=re.compile(r"^Progress \d"))).to_contain_text("20")
    first.get_by_role("button", name="Adjust").click()
    expect(first.get_by_text("Half of the boats have the radio").first).to_be_visible()

    second.get_by_role("button", name="See what it changes").click()
    expect(second.get_by_text(offered, exact=False).first).to_be_visible()
    second.get_by_role("button", name="See what it changes").click()
    expect(second.get_by_text("Somebody changed this meanwhile.", exact=False)).to_be_visible()
    expect(second.get_by_text("Now it says: 50", exact=True)).to_be_visible()
    expect(second.get_by_label("Target", exact=True)).to_have_value("80")
    second.get_by_role("button", name="See what it changes").click()
    second.get_by_role("button", name="Adjust").click()
    for reason in ("Half of the boats have the radio", "The yard fits four radios a week"):
        expect(second.get_by_text(reason).first).to_be_visible()


def graded(page: Page, title: str, answer: str, note: str = "") -> None:
    """Grade an objective: the answer first, the score only then."""
    season_open(page)
    page.get_by_role("link", name=title).first.click()
    page.get_by_text("Grade it before its cycle ends…").click()
    page.get_by_role("button", name="Start grading").click()
    page.get_by_role("link", name="Grade", exact=False).first.click()
    expect(page.get_by_label("Score")).to_have_count(0)
    page.get_by_role("radio", name=answer).check(force=True)
    page.get_by_role("button", name="Show the score").click()
    expect(page.get_by_label("Score")).to_be_visible()
    close = page.get_by_role("button", name="Close with this grade")
    if note:
        close.click()
        expect(page.locator(".pl-field-error").first).to_be_visible()
        page.get_by_label("Note").fill(note)
    close.click()
    expect(page.get_by_text("Closed", exact=True).first).to_be_visible()


def season_closed(page: Page) -> None:
    """Move the season on to its end, and read what it was."""
    page.get_by_role("link", name="Plan").first.click()
    page.get_by_role("link", name="Cycles").first.click()
    page.get_by_role("link", name=SEASON).first.click()
    page.get_by_role("link", name="Move on…").click()
    page.get_by_role("radio", name="Closed").check(force=True)
    page.get_by_role("button", name="Move the cycle").click()
    expect(page.get_by_text("Missed commitments, explained")).to_be_visible()
    expect(page.get_by_text("The radios came in March").first).to_be_visible()


def test_the_board_finds_what_is_off_track_two_work_at_once_and_the_books_are_closed(
    instance: Instance, visitor: Callable[[], Page]
) -> None:
    ida = visitor()
    organization_set_up(ida, instance)
    document_import(ida, DOCUMENT)
    board = join(visitor, invite(ida, "Vera Board", "Viewer"))
    off_track_found(board)
    max_pier = join(visitor, invite(ida, "Max Pier", "OKR champion"))
    adjusted_at_once(ida, max_pier)
    graded(ida, WELL, "Yes")
    graded(ida, BADLY, "No", note="The radios came in March")
    season_closed(ida)

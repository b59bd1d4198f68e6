"""What people of the example do in a month, by the words on the pages."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response

from scripts.month.serving import House, MonthError

PASSWORD = "weights hang straight in the wind"  # noqa: S105 — of an example that lasts a minute
WAIT_MS = 15_000
MAIL_SECONDS = 30
#: What htmx says where somebody saves before the preview of it has come: as it is meant.
ABORTED = ("htmx:sendAbort", "htmx:afterRequest")
LINK = re.compile(r"https?://\S+")


@dataclass(slots=True)
class Stumbles:
    """What went by while people worked: every page, and whatever was wrong with one."""

    pages: list[tuple[str, float]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def watch(self, page: Page, day: Callable[[], date]) -> None:
        """Note each answer and every complaint of the browser."""

        def answered(response: Response) -> None:
            if response.status >= 400:
                self.wrong.append(f"{day()}: {response.status} for {_path(response.url)}")

        def complained(words: str) -> None:
            if not words.startswith(ABORTED):
                self.wrong.append(f"{day()}: {words}")

        page.on("response", answered)
        page.on("pageerror", lambda error: complained(str(error)))
        page.on("console", lambda said: complained(said.text) if said.type == "error" else None)

    def timed(self, page: Page, name: str, act: Callable[[], object]) -> None:
        """Do something that ends with a page, and keep how long that took."""
        started = time.monotonic()
        act()
        page.wait_for_load_state("load")
        self.pages.append((name, time.monotonic() - started))


def further(last: str, step: Decimal) -> str:
    """Return the next value behind what a field shows, in its own number of decimals."""
    plain = last.replace("\u202f", "").replace("\u00a0", "").replace(",", "").strip()
    try:
        number = Decimal(plain)
    except ArithmeticError:
        return "1"
    return str((number * (1 + step)).quantize(number))


def _path(url: str) -> str:
    return "/" + url.split("/", 3)[-1]


@dataclass(slots=True)
class Worker:
    """Somebody at a desk: signed in once, there every Monday."""

    name: str
    email: str
    page: Page
    stumbles: Stumbles
    checked_in: int = 0
    answered: int = 0

    def go(self, *words: str) -> None:
        """Follow links by their words."""
        for word in words:
            link = self.page.get_by_role("link", name=word).first
            self.stumbles.timed(self.page, word, link.click)

    def week_start(self) -> str:
        """Come to the page of the week; return its first line."""
        self.go("My week")
        if self.page.get_by_role("button", name="Sign in", exact=True).count():
            self.sign_in()  # nobody stays signed in for ever
            self.go("My week")
        return self.page.get_by_role("heading", level=1).inner_text()

    def sign_in(self) -> None:
        """Type e-mail and password on the page that asks for them."""
        self.page.get_by_label("E-mail").fill(self.email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.get_by_role("link", name="My week").first.wait_for()

    def check_ins(self, step: Decimal, sure: int) -> None:
        """Check in on all that is due, a little further each time.

        Args:
            step: The share of the last value that is added; an owner without one keeps it.
            sure: Confidence, 1 to 10.
        """
        while (value := self._open_value()) is not None:
            row = self.page.locator("li", has=value).last
            if value.evaluate("field => field.tagName") == "INPUT":
                value.fill(further(value.input_value(), step))
            row.get_by_role("radio", name=str(sure), exact=True).check(force=True)
            note = row.get_by_label("Note")
            if note.count():
                note.first.fill("Two depots more than last week")
            before = self.page.get_by_role("heading", level=1).inner_text()
            row.get_by_role("button", name=re.compile("^Save")).click()
            self.page.wait_for_function(
                "head => document.querySelector('h1').innerText !== head", arg=before
            )
            self.checked_in += 1

    def _open_value(self) -> Locator | None:
        """Return the field of the row that stands open; of stages what was reached stays."""
        for label in ("Value now", "Reached so far", "Reached"):
            field = self.page.get_by_label(label)
            if field.count():
                return field.first
        return None

    def questions(self, week: int) -> None:
        """Answer the three questions, where they are asked."""
        asked = self.page.get_by_role("link", name="three questions")
        if not asked.count():
            return
        self.stumbles.timed(self.page, "Three questions", asked.first.click)
        self.page.get_by_label("What did we ship or change?").fill(f"Depot {week} loads at night.")
        self.page.get_by_label("What did it do to our key results?").fill("Too early to say.")
        self.page.get_by_label("What will we learn next week?").fill("Whether calls go down.")
        save = self.page.get_by_role("button", name="Save")
        self.stumbles.timed(self.page, "Answers kept", save.first.click)
        self.answered += 1

    def picture(self, file: Path) -> None:
        """Keep how the page looks."""
        self.page.screenshot(path=file, full_page=True)


class Crew:
    """Opens a window for each person and signs them in as a person would."""

    def __init__(
        self, browser: Browser, house: House, stumbles: Stumbles, day: Callable[[], date]
    ) -> None:
        """Take what all of them share."""
        self._browser, self._house, self._stumbles, self._day = browser, house, stumbles, day

    def window(self) -> Page:
        """Open a window of its own, watched."""
        context: BrowserContext = self._browser.new_context(
            viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
        )
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        self._stumbles.watch(page, self._day)
        return page

    def arrived(self, name: str, email: str) -> Worker:
        """Return somebody who sets a password by the link of a mail and signs in with it.

        Raises:
            MonthError: No such mail came.
        """
        page = self.window()
        page.goto(f"{self._house.address}/password-reset")
        page.get_by_label("E-mail").fill(email)
        page.get_by_role("button", name="Send the link").click()
        page.goto(self.link_for(email))
        for label in page.get_by_label(re.compile("password", re.IGNORECASE)).all():
            label.fill(PASSWORD)
        page.get_by_role("button", name="Save the new password").click()
        page.goto(f"{self._house.address}/sign-in")
        worker = self.worker(name, email, page)
        worker.sign_in()
        return worker

    def worker(self, name: str, email: str, page: Page) -> Worker:
        """Return who sits before a window."""
        return Worker(name, email, page, self._stumbles)

    def link_for(self, email: str) -> str:
        """Return the link of the first mail to somebody, as soon as it is there.

        Raises:
            MonthError: No such mail came.
        """
        until = time.monotonic() + MAIL_SECONDS
        while time.monotonic() < until:
            for to, text in self._house.mails():
                if email in to and (found := LINK.search(text)):
                    return found.group()
            time.sleep(0.2)
        raise MonthError(f"No mail with a link came for {email}.")

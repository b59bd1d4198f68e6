"""An organization that begins with a document of its own, as an administrator would bring it."""

from pathlib import Path

from playwright.sync_api import Page

from scripts.month.people import PASSWORD, Crew, Worker
from scripts.month.serving import House, MonthError

FOUNDER = ("Ida Quay", "ida@example.org")
OWNERS = 4
READ_MS = 60_000


class Imported:
    """The first morning: set up, bring the document, invite some of those it names."""

    def __init__(self, crew: Crew, house: House, document: Path) -> None:
        """Take the instance that waits to be set up."""
        self._crew, self._house, self._document = crew, house, document

    def people(self) -> list[Worker]:
        """Return the founder, then the first owners that the document names, all signed in.

        Raises:
            MonthError: The document gave nothing to import, or a mail did not come.
        """
        founder = self._founder()
        self._bring(founder.page)
        return [founder, *(self._owner(founder, name) for name in self._names(founder))]

    def _founder(self) -> Worker:
        page = self._crew.window()
        page.goto(self._house.first_link)
        page.get_by_label("Name of the organization").fill("Lantern Ferries")
        page.get_by_label("Your name").fill(FOUNDER[0])
        page.get_by_label("Your e-mail").fill(FOUNDER[1])
        page.get_by_label("Your password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="bring an OKR document").click()
        return self._crew.worker(*FOUNDER, page)

    def _bring(self, page: Page) -> None:
        """Import all of it into the cycle that runs, as running."""
        page.get_by_label("File").set_input_files(self._document)
        page.get_by_role("button", name="Read it").click()
        page.get_by_role("heading", name="found in").wait_for(timeout=READ_MS)
        cycles = page.get_by_label("Cycle", exact=True).locator("option").all_inner_texts()
        running = next(name for name in cycles if "as it says" not in name)
        for field, choice in (("Cycle", running), ("Style", "Aspirational"), ("State", "Active")):
            with page.expect_response(lambda answer: "/imports/" in answer.url):
                page.get_by_label(field, exact=True).select_option(label=choice)
            page.wait_for_load_state("networkidle")
        button = page.get_by_role("button", name="Import")
        if not button.count():
            raise MonthError(f"Nothing of {self._document.name} can be imported.")
        button.first.click()
        page.get_by_role("heading", name="came in from").wait_for(timeout=READ_MS)

    def _names(self, founder: Worker) -> list[str]:
        """Return who owns the first objectives of the list, each once, without the founder."""
        founder.go("Company", "All as a list")
        cells = founder.page.locator("main tbody tr td:nth-child(3)").all_inner_texts()
        names = dict.fromkeys(cell.strip().splitlines()[-1] for cell in cells if cell.strip())
        return [name for name in names if name != FOUNDER[0]][:OWNERS]

    def _owner(self, founder: Worker, name: str) -> Worker:
        """Invite somebody by the link beside their name; they set a password and come in."""
        email = f"{'.'.join(name.lower().replace(',', '').split())}@example.org"
        founder.go("People")
        page = founder.page
        page.get_by_label("Name or e-mail").fill(name)
        page.get_by_role("button", name="Find").click()
        page.get_by_role("link", name=f"Invite {name}", exact=True).click()
        page.get_by_label("E-mail").fill(email)
        page.get_by_role("button", name="Invite", exact=True).click()
        page.get_by_role("heading", name="is invited").wait_for()
        window = self._crew.window()
        window.goto(self._crew.link_for(email))
        window.get_by_label("password", exact=False).first.fill(PASSWORD)
        window.get_by_role("button", name="Join").click()
        window.get_by_role("link", name="My week").first.wait_for()
        return self._crew.worker(name, email, window)

"""Every page in a real browser: nothing axe objects to, no report of the policy, little to load.

Nor does anything move while it comes; how long it takes on a slow machine is for `make bench`.
Two looks are walked by default; `PLUMBLINE_TEST_ALL_LOOKS=1` walks all of them, as `make full`
does.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Route,
    StorageState,
    ViewportSize,
    expect,
)

from plumbline.web.urls import urlpatterns
from tests.browser.conftest import Instance
from tests.browser.governing import governance_switched_on, governed, soon
from tests.browser.steps import TODAY, document_import, organization_set_up

pytestmark = [pytest.mark.browser]

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
#: What passed, every part of a page by every rule, is neither written down nor handed over: that
#: took four times as long as judging it.
VIOLATIONS = """
tags => axe.run(
  document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]}
).then(found => found.violations)
"""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
NARROW: ViewportSize = {"width": 320, "height": 640}  # a desk at four times the size
TABLET: ViewportSize = {"width": 768, "height": 1024}
LOOKS = (
    (DESK, "light"),
    (PHONE, "dark"),
    (DESK, "dark"),
    (PHONE, "light"),
    (NARROW, "light"),
    (NARROW, "dark"),
    (TABLET, "light"),
    (TABLET, "dark"),
)
FEW_LOOKS = 2
FIRST_VISIT_BYTES = 250_000
LATER_VISIT_BYTES = 30_000
MOST_SHIFTED = 0.1  # CLS, summed over the whole visit
SHIFTS = """
window.shifted = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  if (!entry.hadRecentInput) window.shifted += entry.value;
})).observe({type: "layout-shift", buffered: true});
"""
FIRST_PAGES = 2  # the first page brings scripts, rules and Inter, the second the serif face

NOT_PAGES = {
    "start": "leads on",
    "organization": "leads on",
    "my-team": "leads on",
    "health": "a word for machines",
    "sign-in-link": "leads on",
    "sign-out": "takes a POST",
    "password-reset-confirm": "needs a link from a mail; the page of an invitation has its form",
    "practice-attest-remind": "takes a POST",
    "objective-activate": "takes a POST",
    "objective-submit": "takes a POST",
    "objective-accept": "takes a POST",
    "objective-grading": "takes a POST",
    "objective-grading-back": "takes a POST",
    "objective-grade": "needs an objective that is over; its parts are those of an adjustment",
    "key-result-delete": "asks as the page of an objective does",
    "key-result-move": "asks as the page of a link does",
    "exercise-reading": "a part of the page of an exercise",
    "assignment-take-back": "takes a POST",
    "objective-approval-ask": "takes a POST",
    "rule": "says as the page of a practice does, with the examples of a lesson",
    "audit-schedule-remove": "takes a POST",
    "audit-export": "a file",
    "template-edit": "asks as the form of a new objective does",
    "template-archive": "takes a POST",
    "template-restore": "takes a POST",
    "holiday-add": "takes a POST",
    "holiday-remove": "takes a POST",
    "holidays-undo": "takes a POST",
    "location-add": "takes a POST",
    "location-back": "takes a POST",
    "location-remove": "takes a POST",
    "location-place": "takes a POST",
    "location-take-away": "takes a POST",
    "objective-link-remove": "takes a POST",
    "objective-link-back": "takes a POST",
    "team-join": "takes a POST",
    "decision-done": "takes a POST",
    "decision-reopen": "takes a POST",
    "decision-put-back": "takes a POST",
    "decision-remove": "takes a POST",
    "week-plan-done": "takes a POST",
    "team-close": "takes a POST",
    "team-restore": "takes a POST",
    "team-member": "takes a POST",
    "team-member-back": "takes a POST",
    "member-move-back": "takes a POST",
    "person-reactivate": "takes a POST",
    "comment-take-back": "takes a POST",
    "external-link-remove": "takes a POST",
    "inbox-read-all": "takes a POST",
    "inbox-unread-again": "takes a POST",
    "notice-open": "takes a POST",
    "notice-mark": "takes a POST",
    "follow": "takes a POST",
    "mail-stop": "needs a link from a mail; it is one button",
    "attachment": "a file",
    "attachment-remove": "takes a POST",
    "check-in-preview": "a part of the check-in",
    "writer-measures": "a line each as in the other steps of the writer",
    "wording": "a part of the forms of objectives and key results",
    "check-in-withdraw": "takes a POST",
    "token-revoke": "takes a POST",
    "opening-end": "takes a POST",
    "module-switch": "takes a POST",
    "practice-count": "takes a POST",
    "deputy-end": "takes a POST",
    "field": "asks as the form of a new one does",
    "field-move": "takes a POST",
    "field-archive": "takes a POST",
    "field-restore": "takes a POST",
    "journal-export": "a file",
    "export-file": "a file",
    "job-retry": "takes a POST",
    "mail-resend": "takes a POST",
    "mail-letter": "a part of the page of its message",
    "priority": "asks as the form of a new one does",
    "priority-archive": "takes a POST",
    "priority-restore": "takes a POST",
    "import-confirm": "takes a POST",
    "import-mend": "takes a POST; the row that is open is a part of the preview",
    "import-text": "a text to keep",
    "import-undo": "takes a POST",
    "view-delete": "takes a POST",
    "view-put-back": "takes a POST",
    "view-default": "takes a POST",
}

DOCUMENT = f"""\
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
        metric: {{kind: increase, unit: "%", baseline: 40, target: 60}}
        current: {{value: 45, date: {TODAY}, confidence: 8}}
      - id: delays
        title: Crossings that leave late stay at most 10 a week
        owner: Max Pier
        guardrail: true
        metric: {{kind: at_most, unit: crossings, target: 10}}
        current: {{value: 12, date: {TODAY}, confidence: 2}}
      - id: refit
        title: The refit of the Northern Light is finished
        owner: ida@example.org
        metric: {{kind: milestone}}
  - id: founders
    title: The founders know whether they want to sell
    owner: ida@example.org
    team: company
    supports: [calm-crossings]
    visibility: private
"""


@dataclass
class Loaded:
    """Bytes that came over the wire since the last look at the scale."""

    bytes: int = 0
    complaints: list[str] = field(default_factory=list)

    def taken(self) -> int:
        weight, self.bytes = self.bytes, 0
        return weight


def weighed(page: Page) -> Loaded:
    """Put a page on the scale, and listen for what its console complains of."""
    loaded = Loaded()

    def finished(event: dict[str, float]) -> None:
        loaded.bytes += int(event["encodedDataLength"])

    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", finished)
    page.on(
        "console",
        lambda message: loaded.complaints.append(message.text) if message.type == "error" else None,
    )
    return loaded


def violations(page: Page) -> list[str]:
    """Return what axe objects to, with the places.

    The bar that stays at the lower edge is laid where the page ends: it may cover half of a target
    that scrolling frees.
    """
    page.evaluate(
        "for (const bar of document.querySelectorAll('.pl-savebar')) bar.style.position = 'static'"
    )
    found = page.evaluate(VIOLATIONS, WCAG)
    return [
        f"{urlsplit(page.url).path}: {each['id']}: {each['help']}: "
        + "; ".join(" ".join(map(str, node["target"])) for node in each["nodes"][:3])
        for each in found
    ]


def is_too_wide(page: Page) -> bool:
    """Whether a page has to be scrolled sideways."""
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    )


def hides_its_tab(page: Page) -> bool:
    """Whether the open tab lies beyond an edge of its row."""
    return bool(
        page.evaluate(
            """[...document.querySelectorAll(".pl-tab-row")].some(row => {
              const [tab, box] = [row.querySelector("[aria-current]"), row]
                .map(each => each?.getBoundingClientRect());
              return tab && (tab.left < box.left - 1 || tab.right > box.right + 1);
            })"""
        )
    )


def first(page: Page, pattern: str) -> str:
    """Return the first address on a page that matches."""
    addresses = [link.get_attribute("href") or "" for link in page.locator("a[href]").all()]
    return next(address for address in addresses if re.search(pattern, address))


def reviewed(page: Page, review: str) -> Iterator[str]:
    """Add to a weekly review by its keys alone, and return where each thing is changed."""
    page.goto(review)
    added = {
        "e": ("experiments", "Text the driver"),
        "b": ("blockers", "No scanner"),
        "d": ("decisions", "Ask the depots"),
    }
    for key, (part, words) in added.items():
        page.keyboard.press(key)
        page.keyboard.type(words)
        page.keyboard.press("Enter")
        expect(page.locator(f"#{part}").get_by_text(words).first).to_be_visible()
        page.wait_for_load_state()  # the next key is heard by the scripts of the page
    for part in ("experiments", "decisions"):
        change = page.locator(f"#{part} a[href*='/decisions/']").first.get_attribute("href")
        assert change is not None
        yield change
    yield f"{review}/blockers"
    page.goto(f"{review}/present")
    for key in ("d", "Escape", "Escape"):
        page.keyboard.press(key)
    page.wait_for_url(f"**{review}")  # out of the field, then off the wall, whatever is on it


def addresses_of(page: Page, home: str) -> Iterator[str]:
    """Return the address of every page that somebody signed in can open."""
    yield from (f"{home}/my-week", f"{home}/company", f"{home}/company?as_of={TODAY}")
    yield f"{home}/objectives?state=planned"
    yield view_saved(page, home)
    yield f"{home}/views/new/objectives?state=planned"
    yield f"{home}/objectives"
    yield batch_tried(page, home)
    page.goto(f"{home}/map")
    yield from (f"{home}/map", first(page, r"\?focus="), f"{home}/map?form=list&colour=confidence")
    yield from (f"{home}/inbox", f"{home}/inbox/settings")
    page.goto(f"{home}/teams?people=1")
    yield from (f"{home}/teams?people=1", first(page, "/members/.*/move$"))
    yield from (f"{home}/plan", f"{home}/plan/new")
    yield from (f"{home}/plan/templates", f"{home}/plan/templates/calm-releases")
    page.goto(f"{home}/team")
    team = first(page, "/teams/")
    yield from (team, f"{team}/explanation", f"{team}?as_of={TODAY}", f"{team}/weekly-answers")
    yield from (f"{team}/review", f"{team}/review/present", f"{team}/review/decisions")
    yield from reviewed(page, f"{team}/review")
    yield f"{home}/my-week/plan"
    governance_switched_on(page, home)
    governance = f"{home}/governance"
    yield from (governance, f"{governance}/library", f"{governance}/new")
    yield f"{governance}/library/neighbours-asked"
    practice = practice_adopted(page, f"{governance}/library/neighbours-asked")
    yield from (practice, f"{practice}/edit", f"{practice}/move?to=policy")
    yield from (f"{governance}/audits{each}" for each in ("", "/new", "/schedules"))
    yield from (f"{governance}/attestations", f"{practice}/attesting", f"{practice}/feedback")
    yield from governed(page, home)
    yield from (f"{home}/help", f"{home}/help/map", "/help", "/help/sign-in", f"{home}/examples")
    yield from (f"{home}/help/guides/govern-okrs", "/help/guides/sign-in")
    learn = f"{home}/learn"
    yield from (learn, f"{learn}/numbers-and-baselines", f"{learn}/questions")
    yield from (f"{learn}/exercises/add-a-baseline", f"{learn}/exercises/read-a-chance")
    yield from (f"{learn}/assignments", f"{learn}/assignments/new")
    yield lessons_given(page, f"{learn}/assignments/new")
    yield from (f"{home}/find", f"{home}/find?q=cross", f"{home}/find?q=nothing+holds+this")
    page.goto(f"{home}/import")
    outcome = last(page, "/imports/")  # what waits to be looked at comes before it
    page.goto(outcome)
    for objective in (first(page, "/objectives/"), last(page, "/objectives/")):
        yield from (
            objective,
            f"{objective}/explanation",
            f"{objective}/history",
            f"{objective}/edit",
        )
    yield f"{objective}/delete"  # the last one is a draft
    yield from (f"{objective}/writer/results", f"{objective}/writer/guardrail")
    objective = first(page, "/objectives/")
    yield from (f"{objective}/adjust", f"{objective}/pause-or-stop", f"{objective}/links")
    yield from (f"{objective}/carry-over", f"{objective}/discussion", f"{objective}/key-results")
    yield f"{objective}/template"
    yield from (f"{objective}/key-results/new", f"{objective}/note", f"{objective}/external-links")
    page.goto(f"{home}/company")
    key_result = first(page, "/key-results/")
    yield from (key_result, f"{key_result}/explanation", f"{key_result}/check-ins")
    yield from (f"{key_result}/edit", f"{key_result}/adjust", f"{key_result}/pause-or-stop")
    page.goto(key_result)
    yield first(page, "/correct$")
    yield from (f"{key_result}/discussion", f"{key_result}/note", f"{key_result}/external-links")
    comment_write(page, key_result)
    yield first(page, r"/comments/\w+$")
    yield from (f"{key_result}/dependencies/new", dependency_ask(page, key_result))
    yield from (f"{team}/dependencies", f"{team}/dependencies/new")
    page.goto(f"{home}/cycles")
    cycle = first(page, "/cycles/(?!new|names)")
    yield from (f"{home}/export", f"{home}/cycles/names")
    yield from (f"{home}/cycles", f"{home}/cycles/new", cycle, f"{cycle}/edit", f"{cycle}/phase")
    yield f"{cycle}/wrap-up"
    page.goto(f"{home}/teams")
    yield from (f"{home}/teams", first(page, "/manage$"))
    yield last(page, "/manage$").replace("/manage", "/move")
    page.goto(f"{home}/people")
    person = first(page, r"/people/\w+$")
    yield from (person, f"{person}/edit", f"{person}/hand-over", f"{person}/deactivate")
    yield from (f"{home}/people", first(page, "/invite$"), f"{home}/settings/tokens")
    settings = f"{home}/settings"
    yield from (f"{settings}/working-days/upload", location_added(page, settings))
    yield f"{settings}/working-days"
    yield from (settings, f"{settings}/openings", f"{settings}/organization", f"{settings}/modules")
    yield from (f"{settings}/roles", f"{settings}/rights", f"{settings}/deputies")
    yield from (f"{settings}/fields", f"{settings}/journal", f"{settings}/jobs", f"{settings}/mail")
    page.goto(f"{settings}/roles")
    yield first(page, "/take$")
    page.goto(f"{settings}/mail")
    yield first(page, r"/mail/\w+$")
    strategy = f"{home}/strategy"
    yield from (strategy, f"{strategy}/edit", f"{strategy}/priorities/new")
    yield from (f"{home}/import", outcome)
    yield from ("/preferences", "/organizations", f"{home}/objectives/nothing")


def batch_tried(page: Page, home: str) -> str:
    """Try an act out on two objectives and return where its preview stands."""
    page.goto(f"{home}/objectives")
    for row in page.locator("input[name=row]").all()[:2]:
        row.check()
    page.locator("#id_act").select_option("tag_add")
    page.locator("[data-choose-some]").click()
    page.locator("[name=value]").fill("calm")
    page.locator("button[value=try]").click()
    return page.locator("form.pl-bulkbar").get_attribute("action") or ""


def view_saved(page: Page, home: str) -> str:
    """Save a view and return where it is changed."""
    page.goto(f"{home}/views/new/objectives?state=planned")
    page.get_by_label("Name").fill("What is coming")
    page.get_by_role("button", name="Save the view").click()
    return page.get_by_role("link", name="Change this view").get_attribute("href") or ""


def lessons_given(page: Page, form: str) -> str:
    """Give a lesson to everybody and return where the assignment stands."""
    page.goto(form)
    page.get_by_label("Grading without fear").check()
    page.get_by_role("button", name="Give", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lessons for everybody")
    return urlsplit(page.url).path


def practice_adopted(page: Page, entry: str) -> str:
    """Adopt a practice of the library and return where it stands."""
    page.goto(entry)
    page.get_by_label("Why", exact=True).fill("We asked too late last time")
    page.get_by_role("button", name="Adopt").click()
    expect(page.get_by_role("button", name="Adopt")).to_have_count(0)
    return urlsplit(page.url).path


def location_added(page: Page, settings: str) -> str:
    """Add a location and a holiday of it; return where its calendar stands."""
    page.goto(f"{settings}/working-days")
    form = page.locator("form[action$='/locations']")
    form.get_by_label("Name").fill("Harbour office")
    form.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Harbour office")
    form = page.locator("form[action$='/holidays']")
    form.get_by_label("Day").fill(TODAY.isoformat())
    form.get_by_label("Name").fill("Day of the port")
    form.get_by_role("button").click()
    expect(page.get_by_text("Day of the port").first).to_be_visible()
    return urlsplit(page.url).path


def comment_write(page: Page, thing: str) -> None:
    """Ask a question about a key result, so that its discussion is not empty."""
    page.goto(f"{thing}/discussion")
    talk = page.locator("#discussion")
    talk.get_by_label("Comment").fill("Does a **night crossing** count? See https://a.example")
    talk.get_by_role("button", name="Send").click()
    expect(talk.get_by_role("link", name="Edit your comment")).to_be_visible()


def dependency_ask(page: Page, key_result: str) -> str:
    """Ask the company for something that a key result needs; return where that stands."""
    page.goto(f"{key_result}/dependencies/new")
    page.get_by_label("From whom").select_option(index=1)
    page.get_by_label("What is needed").fill("A list of the crossings")
    page.get_by_label("Needed by").fill(soon())
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A list of the crossings")
    return urlsplit(page.url).path


def last(page: Page, pattern: str) -> str:
    """Return the last address on a page that matches."""
    addresses = [link.get_attribute("href") or "" for link in page.locator("a[href]").all()]
    return next(address for address in reversed(addresses) if re.search(pattern, address))


def row_mended(page: Page) -> Iterator[str]:
    """Mend a row of the preview of the example; return it so, and with a row open."""
    page.get_by_role("link", name=re.compile("^(Mend it here|Change)")).first.click()
    row = page.get_by_role("group", name="Mend line")
    row.get_by_role("textbox").first.fill("Claims are settled before anybody has to ask")
    row.get_by_role("button", name="Read it so").click()
    expect(page.get_by_role("heading", name="Mended by hand")).to_be_visible()
    yield page.url.partition("#")[0]
    yield urljoin(page.url, first(page, r"[?&]mend=")).partition("#")[0]


@dataclass(frozen=True)
class Passing:
    """A page that is gone in a second: what the server answered, to be looked at for as long."""

    path: str
    body: str
    headers: dict[str, str]

    def kept(self) -> Callable[[Route], None]:
        """Return what answers with it."""
        return lambda route: route.fulfill(body=self.body, headers=self.headers)


def long_import_confirmed(page: Page, start: str) -> Passing:
    """Confirm a file that the worker brings in, and return the page that tells how far it is."""
    page.goto(start)
    lines = (f"- Crossings of boat {number} from 40 to 60 a week" for number in range(1, 301))
    page.get_by_label("Or paste a text").fill("\n".join(("# Every boat sails more often", *lines)))
    page.get_by_role("button", name="Read it").click()
    with page.expect_response(
        lambda answer: answer.request.method == "GET" and "/imports/" in answer.url
    ) as caught:
        page.get_by_role("button", name="Import 1 objective").click()
    answer = caught.value
    kept = {
        name: text
        for name, text in answer.all_headers().items()
        if name in ("content-type", "content-security-policy")
    }
    passing = Passing(urlsplit(answer.url).path, answer.text(), kept)
    assert "Importing " in passing.body
    expect(page.get_by_role("heading", name="came in from")).to_be_visible(timeout=60_000)
    return passing


@dataclass(frozen=True)
class Founded:
    """An organization with a document: who is signed in, and what there is to be opened."""

    signed_in: StorageState
    addresses: list[str]
    invitation: str
    passing: Passing


@pytest.fixture
def founded(instance: Instance, visitor: Callable[[], Page]) -> Founded:
    """An organization with a document; who is signed in, every address, an invitation."""
    page = visitor()
    organization_set_up(page, instance)
    document_import(page, DOCUMENT)
    home = page.url.split("/imports/")[0].removeprefix(instance.address)
    page.goto(f"{instance.address}{home}/teams")
    page.get_by_label("Name", exact=True).fill("Deck crew")
    page.get_by_role("button", name="Add", exact=True).click()
    page.goto(f"{instance.address}{home}/people")
    page.get_by_label("Name", exact=True).fill("Tom Anchor")
    page.get_by_label("E-mail", exact=True).fill("tom@example.org")
    page.get_by_role("button", name="Add", exact=True).click()
    invitation = page.get_by_label("Link to hand over").input_value()
    page.goto(f"{instance.address}{home}/import")
    page.get_by_role("button", name="Read the example").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("found in")
    previews = [page.url, *row_mended(page)]
    signed_in = page.context.storage_state()
    relative = Relative(page, instance.address)
    addresses = [
        *addresses_of(relative, home),  # type: ignore[arg-type]
        *(each.removeprefix(instance.address) for each in previews),
    ]
    passing = long_import_confirmed(page, f"{instance.address}{home}/import")
    return Founded(signed_in, [*addresses, passing.path], invitation, passing)


class Relative:
    """A page whose addresses are those of one instance."""

    def __init__(self, page: Page, address: str) -> None:
        self._page = page
        self._address = address

    def goto(self, path: str) -> None:
        self._page.goto(self._address + path)

    def __getattr__(self, name: str) -> object:
        return getattr(self._page, name)


WALKED = LOOKS if os.environ.get("PLUMBLINE_TEST_ALL_LOOKS") else LOOKS[:FEW_LOOKS]


def context_of(
    browser: Browser, size: ViewportSize, scheme: str, signed_in: StorageState | None
) -> BrowserContext:
    return browser.new_context(
        viewport=size,
        color_scheme="dark" if scheme == "dark" else "light",
        storage_state=signed_in,
    )


@pytest.mark.parametrize(("size", "scheme"), WALKED, ids=[f"{s['width']}-{c}" for s, c in WALKED])
def test_every_page_is_accessible_keeps_to_the_policy_and_is_light(
    browser: Browser,
    instance: Instance,
    founded: Founded,
    size: ViewportSize,
    scheme: str,
) -> None:
    open_to_all = [
        instance.set_up_link.removeprefix(instance.address),
        "/set-up/other-ways",
        "/sign-in",
        "/password-reset",
        "/invitations/" + founded.invitation.rpartition("/")[2],
        "/invitations/nothing",
    ]
    faults: list[str] = []
    seen: set[str] = set()
    for state, paths in ((None, open_to_all), (founded.signed_in, founded.addresses)):
        context = context_of(browser, size, scheme, state)
        context.add_init_script(SHIFTS)
        # Known to the browser once: handed to each page, it took as long as most pages do to load.
        context.add_init_script(path=AXE)
        page = context.new_page()
        loaded = weighed(page)
        for number, path in enumerate(paths):
            is_kept = path == founded.passing.path
            if is_kept:  # the last one, as a browser keeps no files while answers are given to it
                context.route(f"**{path}", founded.passing.kept())
            page.goto(instance.address + path)
            # Nothing is fetched once a page has loaded, but faces that a rule asks for late.
            page.evaluate("document.fonts.ready")
            # A long page lays out what is not in sight after the first screen.
            page.wait_for_selector("html:not([data-settling])")
            shifted = page.evaluate("window.shifted")
            if shifted > MOST_SHIFTED:
                faults.append(f"{path}: moved by {shifted:.3f} while it came")
            seen.add(resolve(urlsplit(path).path).url_name or "")
            faults += violations(page)
            if is_too_wide(page):
                faults.append(f"{path}: wider than the window")
            if hides_its_tab(page):
                faults.append(f"{path}: its tab is out of sight")
            weight = loaded.taken()
            print(f"{path}: {weight} bytes")  # noqa: T201  # shown with pytest -s
            is_first = number < FIRST_PAGES or is_kept
            limit = FIRST_VISIT_BYTES if is_first else LATER_VISIT_BYTES
            if weight > limit:
                faults.append(f"{path}: {weight} bytes, more than {limit}")
        faults += [text for text in loaded.complaints if "status of 4" not in text]
        context.close()
    assert not faults, "\n".join(faults)
    missed = {each.name for each in urlpatterns} - seen - set(NOT_PAGES)
    assert missed == set(), "these pages are walked by nobody"

"""Takes a picture of every page that links lead to, on desk and phone, light and dark.

`make looks` starts the example organization and an empty one, follows every link once for each
kind of page, and puts the pictures side by side into `build/looks/index.html`, for whoever goes
through them. What a page said to the browser's console is listed there, too.
"""

import html
import re
import shutil
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    StorageState,
    sync_playwright,
)

from scripts.picture_take import CHROMIUM_ARGUMENTS, PLUMBLINE, PictureError, sign_in_link
from scripts.system_install import CHROMIUM_NAMES
from scripts.wheel_check import free_port

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "looks"
LOOKS = (
    ("desk", 1440, "light"),
    ("desk", 1440, "dark"),
    ("phone", 390, "light"),
    ("phone", 390, "dark"),
)
HEIGHT = 900
MOST_PAGES = 400  # of one organization; far more than there are kinds of pages
#: What differs between two pages of one kind: ids, which are twelve signs with a digit, and words.
ID = re.compile(r"/[0-9a-z]{12}(?=/|$)|(?<=/library)/[^/]+")
#: Not pages: files, and what ends the session that looks.
LEFT_OUT = re.compile(r"sign-out|/export/|\.(csv|xlsx|json|yaml|md)(\?|$)|/journal/export|/static/")
STYLE = (
    "img { width: 300px; max-height: 420px; object-fit: cover; object-position: top } "
    "th { text-align: left }"
)
PASSWORD = "weights hang straight in the wind"  # noqa: S105 — of an example that lasts a minute


@dataclass(slots=True)
class Walk:
    """What was seen of one organization: a page of each kind, with what its console said."""

    state: str
    pages: dict[str, str] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)


def kind_of(path: str) -> str:
    """Return what names a kind of page: its address without ids and without what it asks for.

    One thing that is asked for makes a kind of its own, so that a filter is seen once; several at
    once only mix what was seen.
    """
    parts = urlsplit(path)
    names = sorted({pair.partition("=")[0] for pair in parts.query.split("&") if pair})
    kind = re.sub(r"^/o/[^/]+", "", ID.sub("/…", parts.path)) or "/"
    return f"{kind}?{names[0]}" if len(names) == 1 else kind


def listened(page: Page, origin: str, walk: Walk) -> None:
    """Write down what a window complains of, with the page it does so on."""

    def hear(said: ConsoleMessage) -> None:
        if said.type == "error":
            walk.complaints.append(f"{page.url.removeprefix(origin)}: {said.text}")

    page.on("console", hear)


def walked(page: Page, start: str, walk: Walk) -> None:
    """Follow links from a page on, once for each kind.

    Args:
        page: A window that is signed in.
        start: Where to begin, from the root of the server.
        walk: Takes what is found.
    """
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
    listened(page, origin, walk)
    waiting = deque([start])
    while waiting and len(walk.pages) < MOST_PAGES:
        path = waiting.popleft()
        kind = kind_of(path)
        if kind in walk.pages or LEFT_OUT.search(path):
            continue
        answer = page.goto(origin + path)
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        walk.pages[kind] = path
        links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
        near = (urljoin(path, link.split("#")[0]) for link in links)
        waiting.extend(link for link in near if link.startswith("/") and link != "/")


def shots(browser: Browser, origin: str, signed_in: StorageState, walk: Walk, folder: Path) -> None:
    """Save each page of a walk in every look."""
    for device, width, scheme in LOOKS:
        context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
            storage_state=signed_in,
        )
        page = context.new_page()
        listened(page, origin, walk)
        for kind, path in walk.pages.items():
            page.goto(origin + path)
            page.evaluate("document.fonts.ready")
            page.wait_for_selector("html:not([data-settling])")
            page.screenshot(path=folder / file_of(walk.state, kind, device, scheme), full_page=True)
        context.close()


def file_of(state: str, kind: str, device: str, scheme: str) -> str:
    """Return the name of a picture."""
    plain = re.sub(r"[^a-z0-9]+", "-", kind.replace("…", "one")).strip("-") or "start"
    return f"{state}.{plain[:80]}.{device}.{scheme}.png"


def index(walks: Iterable[Walk]) -> str:
    """Return a page with all pictures, a row for each kind of page."""
    rows = []
    for walk in walks:
        rows.append(f"<tr><th colspan=5><h2>{html.escape(walk.state)}</h2></th></tr>")
        for kind in sorted(walk.pages):
            cells = "".join(
                f'<td><a href="{name}"><img loading="lazy" src="{name}" alt=""></a></td>'
                for device, _, scheme in LOOKS
                for name in [file_of(walk.state, kind, device, scheme)]
            )
            rows.append(f"<tr><th>{html.escape(kind)}</th>{cells}</tr>")
        rows += [f"<tr><td colspan=5>{html.escape(said)}</td></tr>" for said in walk.complaints]
    head = "".join(f"<th>{device}, {scheme}</th>" for device, _, scheme in LOOKS)
    return (
        f"<!doctype html><meta charset=utf-8><title>Looks</title><style>{STYLE}</style>"
        f"<table><tr><th></th>{head}</tr>{''.join(rows)}</table>"
    )


@contextmanager
def serving(command: str, data: str) -> Iterator[str]:
    """Run an instance; yield the address that it prints for whoever comes first.

    Raises:
        PictureError: It ended before it printed one.
    """
    port = free_port()
    line = [str(PLUMBLINE), command, "--port", str(port), "--data", data]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True, bufsize=1) as server:
        try:
            link = sign_in_link(server.stdout or (), port)
            for said in server.stdout or ():
                if said.startswith("Serving"):
                    break
            yield link
        finally:
            server.terminate()


def arrive(page: Page, link: str, state: str) -> str:
    """Come in by the first link; return the path of the page one is led to."""
    page.goto(link)
    if state == "full":
        page.get_by_role("button", name="Sign in", exact=True).click()
    else:
        page.get_by_label("Name of the organization").fill("Lantern Ferries")
        page.get_by_label("Your name").fill("Ida Quay")
        page.get_by_label("Your e-mail").fill("ida@example.org")
        page.get_by_label("Your password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="bring an OKR document").click()
        governance_on(page)
    page.get_by_role("link", name="My week").first.click()
    page.wait_for_load_state("load")
    return urlsplit(page.url).path


def governance_on(page: Page) -> None:
    """Switch on the module that a new organization begins without, so that it is looked at too."""
    page.get_by_role("link", name="Settings", exact=True).first.click()
    page.get_by_role("link", name="Modules", exact=True).first.click()
    switch = page.get_by_role("switch", name="Governance", exact=True)
    if switch.get_attribute("aria-checked") == "false":
        switch.click()
        page.wait_for_load_state("load")


def looks_take(folder: Path, states: Mapping[str, str]) -> list[Walk]:
    """Take all pictures.

    Args:
        folder: Where they go.
        states: The command that serves each state.

    Raises:
        PictureError: There is no Chromium, or an instance did not start.
    """
    chromium = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if chromium is None:
        raise PictureError("Chromium is missing. Type: sudo apt-get install --yes chromium")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    walks = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=list(CHROMIUM_ARGUMENTS)
        )
        for state, command in states.items():
            with (
                tempfile.TemporaryDirectory(prefix="plumbline-looks-") as data,
                serving(command, data) as link,
            ):
                page = browser.new_page(viewport={"width": 1440, "height": HEIGHT})
                walk = Walk(state)
                walked(page, arrive(page, link, state), walk)
                origin = "{0.scheme}://{0.netloc}".format(urlsplit(link))
                shots(browser, origin, page.context.storage_state(), walk, folder)
                walks.append(walk)
        browser.close()
    (folder / "index.html").write_text(index(walks), encoding="utf-8")
    return walks


def main() -> int:
    """Take the pictures, or say in one line why not."""
    try:
        walks = looks_take(FOLDER, {"full": "demo", "empty": "up"})
    except PictureError as error:
        print(error, file=sys.stderr)
        return 1
    for walk in walks:
        print(f"{walk.state}: {len(walk.pages)} kinds of pages, {len(walk.complaints)} complaints")
    print((FOLDER / "index.html").relative_to(ROOT))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

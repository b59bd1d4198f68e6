"""What the main pages weigh and how soon they stand, in Chromium on a slow line and a slow machine.

The demo is served, and each page is opened with nothing kept from before (a first visit) at 4 x CPU
slow-down and 1.6 Mbit/s, and once more with everything kept. LCP is when the largest thing stands,
TBT what every task took beyond 50 ms, CLS how far things were pushed about; all of them are summed
over the whole visit, which is stricter than the usual windows.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, CDPSession, Page, ViewportSize, sync_playwright

from bench.machine import machine_words
from scripts.picture_take import CHROMIUM_ARGUMENTS, PLUMBLINE, sign_in_link
from scripts.system_install import CHROMIUM_NAMES
from scripts.wheel_check import free_port

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
BEGIN, END = "<!-- pages begin -->", "<!-- pages end -->"

SLOW_DOWN = 4
BYTES_PER_SECOND = 1_600_000 / 8
LATENCY_MS = 150
VISITS = 3
SIZES: Mapping[str, ViewportSize] = {
    "phone": {"width": 390, "height": 844},
    "desk": {"width": 1440, "height": 900},
}

#: Each page by the words of the links that lead to it from the first page.
PAGES: Mapping[str, tuple[str, ...]] = {
    "My week": (),
    "Company": ("Company",),
    "Team": ("Team",),
    "Plan": ("Plan",),
    "People": ("People",),
    "Map": ("Company", "Map"),
    "Objective": ("Company", "Nobody has to call us to learn where a load is"),
    "Key result": ("Company", "Hauliers who recommend us after a claim from 22 % to 45 %"),
}

#: What none of them may exceed (kB, seconds, milliseconds, no unit).
FIRST_KB, LATER_KB, LCP_SECONDS, TBT_MS, CLS = 250.0, 30.0, 2.5, 200.0, 0.1

WATCH = """
window.seen = {lcp: 0, tbt: 0, cls: 0};
const watch = (type, each) => new PerformanceObserver(
  list => list.getEntries().forEach(each)).observe({type, buffered: true});
watch("largest-contentful-paint", entry => { seen.lcp = entry.startTime; });
watch("longtask", entry => { seen.tbt += Math.max(0, entry.duration - 50); });
watch("layout-shift", entry => { if (!entry.hadRecentInput) seen.cls += entry.value; });
"""


@dataclass(frozen=True, slots=True)
class Visit:
    """One opening of one page: bytes over the line, milliseconds, and how far things moved."""

    weight: int
    lcp: float
    tbt: float
    cls: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What a page costs on one size of window: the medians of its visits.

    Attributes:
        first_kb: Compressed, with nothing kept.
        later_kb: The same with everything kept.
    """

    page: str
    size: str
    first_kb: float
    later_kb: float
    lcp_seconds: float
    tbt_ms: float
    cls: float

    def missed(self) -> list[str]:
        """Return which of the bounds it breaks."""
        bounds = (
            ("first visit", self.first_kb, FIRST_KB),
            ("later visit", self.later_kb, LATER_KB),
            ("LCP", self.lcp_seconds, LCP_SECONDS),
            ("TBT", self.tbt_ms, TBT_MS),
            ("CLS", self.cls, CLS),
        )
        return [name for name, value, most in bounds if value > most]


class Scale:
    """Counts what comes over the line."""

    def __init__(self, session: CDPSession) -> None:
        self._bytes = 0
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._finished)

    def _finished(self, event: Mapping[str, float]) -> None:
        self._bytes += int(event["encodedDataLength"])

    def taken(self) -> int:
        """Return the bytes since the last look."""
        weight, self._bytes = self._bytes, 0
        return weight


def addresses_found(page: Page) -> dict[str, str]:
    """Follow the links to every page, and return where each is."""
    home = page.url
    found = {}
    for name, words in PAGES.items():
        page.goto(home)
        for word in words:
            page.get_by_role("link", name=word, exact=True).first.click()
            page.wait_for_load_state("networkidle")
        found[name] = page.url
    return found


def visit(page: Page, scale: Scale, address: str) -> Visit:
    """Open a page and wait until nothing more comes."""
    scale.taken()
    page.goto(address, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    # What is laid out after the first screen counts as well.
    page.wait_for_selector("html:not([data-settling])")
    seen = page.evaluate("new Promise(done => setTimeout(() => done(window.seen), 300))")
    return Visit(scale.taken(), seen["lcp"], seen["tbt"], seen["cls"])


def page_measure(page: Page, session: CDPSession, scale: Scale, address: str) -> dict[str, float]:
    """Return the medians of some first visits, and the weight of a later one."""
    visits = []
    for _ in range(VISITS):
        session.send("Network.clearBrowserCache")
        visits.append(visit(page, scale, address))
    later = visit(page, scale, address)
    return {
        "first_kb": median(each.weight for each in visits) / 1000,
        "later_kb": later.weight / 1000,
        "lcp_seconds": median(each.lcp for each in visits) / 1000,
        "tbt_ms": median(each.tbt for each in visits),
        "cls": max(each.cls for each in (*visits, later)),
    }


def demo_measure(browser: Browser, link: str) -> list[Figures]:
    """Sign in to the demo and measure every page on every size."""
    context = browser.new_context(viewport=SIZES["desk"], reduced_motion="reduce")
    page = context.new_page()
    page.goto(link)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state("networkidle")
    addresses = addresses_found(page)
    context.add_init_script(WATCH)
    figures = []
    for size, window in SIZES.items():
        page = context.new_page()
        page.set_viewport_size(window)
        session = context.new_cdp_session(page)
        scale = Scale(session)
        line = {"offline": False, "latency": LATENCY_MS, "uploadThroughput": BYTES_PER_SECOND}
        session.send(
            "Network.emulateNetworkConditions", {**line, "downloadThroughput": BYTES_PER_SECOND}
        )
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_DOWN})
        for name, address in addresses.items():
            measured = page_measure(page, session, scale, address)
            figures.append(Figures(page=name, size=size, **measured))
        page.close()
    return figures


def table(figures: Sequence[Figures]) -> str:
    """Return the figures as Markdown."""
    lines = [
        f"Median of {VISITS} first visits; {machine_words()}.",
        "",
        "| page | window | first visit, kB | later, kB | LCP, s | TBT, ms | CLS | missed |",
        "|---|---|---:|---:|---:|---:|---:|---|",
        f"| *at most* | | {FIRST_KB:.0f} | {LATER_KB:.0f} | {LCP_SECONDS} | {TBT_MS:.0f} "
        f"| {CLS} | |",
    ]
    lines += [
        f"| {each.page} | {each.size} | {each.first_kb:.0f} | {each.later_kb:.1f} "
        f"| {each.lcp_seconds:.2f} | {each.tbt_ms:.0f} | {each.cls:.3f} "
        f"| {', '.join(each.missed())} |"
        for each in figures
    ]
    return "\n".join(lines)


def table_write(text: str) -> None:
    """Put the table between its markers in the documentation."""
    before, rest = PAGE.read_text("utf-8").split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", "utf-8")


def pages_run(*, write: bool) -> int:
    """Serve the demo, measure it, print the table; returns the exit code."""
    chromium = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if chromium is None:
        raise SystemExit("Chromium is missing. Type: sudo apt-get install --yes chromium")
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="plumbline-pages-") as data:
        command = [str(PLUMBLINE), "demo", "--port", str(port), "--data", data]
        with (
            subprocess.Popen(command, stdout=subprocess.PIPE, text=True, bufsize=1) as demo,
            sync_playwright() as playwright,
        ):
            try:
                link = sign_in_link(demo.stdout or (), port)
                browser = playwright.chromium.launch(
                    executable_path=chromium, args=list(CHROMIUM_ARGUMENTS)
                )
                figures = demo_measure(browser, link)
                browser.close()
            finally:
                demo.terminate()
    text = table(figures)
    print(text)
    if write:
        table_write(text)
    return int(any(each.missed() for each in figures))


if __name__ == "__main__":
    raise SystemExit(pages_run(write="--write" in sys.argv[1:]))

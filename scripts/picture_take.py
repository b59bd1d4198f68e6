"""Takes the pictures of the README and the documentation from the running application.

`make picture` starts the demo with data of its own, signs in by the link that the demo prints,
goes to one page after the other by the words on it, and saves what Chromium shows.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page, ViewportSize, sync_playwright

from scripts.system_install import CHROMIUM_NAMES
from scripts.wheel_check import free_port

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
PLUMBLINE = Path(sys.executable).with_name("plumbline")
WIDTH = 1440
WAIT_SECONDS = 30  # for one word on a page
SIZE_MAX = 250_000  # bytes; a page of text is far below, a photograph would not be
CHROMIUM_ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip


class PictureError(Exception):
    """No picture can be taken; the message says why."""


@dataclass(frozen=True)
class Picture:
    """What one picture shows.

    Attributes:
        name: Of the file, without its ending.
        steps: What is chosen one after the other from the first page on: role and words.
        until: Words that stand on the page once it is complete.
        height: Pixels from the top; the picture ends between two rows.
    """

    name: str
    steps: tuple[tuple[Literal["button", "link"], str], ...] = ()
    until: str = ""
    height: int = 900


PICTURES = (
    Picture("my-week", height=440),
    Picture(
        "explanation",
        (
            ("link", "Company"),
            ("link", "Nobody has to call us to learn where a load is"),
            ("link", "Explain"),
        ),
        until="Explain this number",
        height=826,
    ),
    Picture(
        "key-result",
        (
            ("link", "Company"),
            ("link", "Mid-size hauliers choose us for how we treat a damaged load"),
            ("link", "Hauliers who recommend us after a claim from 22 % to 45 %"),
        ),
        height=880,
    ),
    Picture(
        "import",
        (("link", "Plan"), ("link", "Bring a document"), ("button", "Read the example")),
        until="Nothing is written until you confirm.",
        height=800,
    ),
    # The last: the worker has counted the weeks of the cycle by then.
    Picture("tree", (("link", "Company"),), height=900),
)


def sign_in_link(lines: Iterable[str], port: int) -> str:
    """Wait for the address that signs in without a password.

    Args:
        lines: What the demo prints, as it comes.
        port: Where the demo serves.

    Returns:
        The first address on this port that leads beyond the front page.

    Raises:
        PictureError: The demo ended without printing one.
    """
    pattern = re.compile(re.escape(f"http://127.0.0.1:{port}/") + r"[^\s\x1b]+")
    for line in lines:
        if match := pattern.search(line):
            return match.group()
    raise PictureError("The demo ended before it printed a link to sign in.")


def pictures_shoot(link: str, folder: Path, pictures: Sequence[Picture]) -> None:
    """Sign in and save one page after the other.

    Args:
        link: The address that signs in.
        folder: Where the PNG files go.
        pictures: What to show.

    Raises:
        PictureError: There is no Chromium, or a picture is too large to be kept.
    """
    chromium = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if chromium is None:
        raise PictureError("Chromium is missing. Type: sudo apt-get install --yes chromium")
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=list(CHROMIUM_ARGUMENTS)
        )
        window: ViewportSize = {"width": WIDTH, "height": 900}
        page = browser.new_page(viewport=window, color_scheme="light", reduced_motion="reduce")
        page.set_default_timeout(WAIT_SECONDS * 1000)
        page.goto(link)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_load_state("networkidle")
        first = page.url
        for picture in pictures:
            page.goto(first)
            _picture_save(page, picture, folder / f"{picture.name}.png")
        browser.close()


def _picture_save(page: Page, picture: Picture, file: Path) -> None:
    page.set_viewport_size({"width": WIDTH, "height": picture.height})
    for role, words in picture.steps:
        page.get_by_role(role, name=words, exact=True).first.click()
        page.wait_for_load_state("networkidle")
    if picture.until:
        page.get_by_text(picture.until).first.wait_for()
    page.wait_for_selector("html:not([data-settling])")
    page.screenshot(path=file)
    if (size := file.stat().st_size) > SIZE_MAX:
        raise PictureError(f"{file.name} has {size} bytes; {SIZE_MAX} are allowed. Show less.")


def pictures_take(
    plumbline: Path = PLUMBLINE, folder: Path = FOLDER, pictures: Sequence[Picture] = PICTURES
) -> None:
    """Start the demo, take the pictures, stop the demo.

    Args:
        plumbline: The command.
        folder: Where the PNG files go.
        pictures: What to show.

    Raises:
        PictureError: The demo does not start, there is no Chromium, a page is not as the steps
            say, a picture is too large.
    """
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="plumbline-picture-") as data:
        command = [str(plumbline), "demo", "--port", str(port), "--data", data]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, bufsize=1) as demo:
            try:
                pictures_shoot(sign_in_link(demo.stdout or (), port), folder, pictures)
            except BrowserError as error:
                raise PictureError(f"The pages are not as the steps say. {error.message}") from None
            finally:
                demo.terminate()


def main() -> int:
    """Take the pictures, or say in one line why not."""
    try:
        pictures_take()
    except PictureError as error:
        print(error, file=sys.stderr)
        return 1
    for picture in PICTURES:
        print((FOLDER / f"{picture.name}.png").relative_to(ROOT))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

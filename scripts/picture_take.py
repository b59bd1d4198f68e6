"""Takes the picture of the README from the running application: `make picture`.

It starts the demo with data of its own, signs in by the link that the demo prints, opens the
company's tree and saves what Chromium shows.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from scripts.system_install import CHROMIUM_NAMES
from scripts.wheel_check import free_port

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "pictures" / "tree.png"
PLUMBLINE = Path(sys.executable).with_name("plumbline")
ENTRY = "Company"
WINDOW: ViewportSize = {"width": 1440, "height": 900}
CHROMIUM_ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip


class PictureError(Exception):
    """No picture can be taken; the message says why."""


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


def page_picture(link: str, picture: Path) -> None:
    """Sign in, open the tree and save what is shown.

    Args:
        link: The address that signs in.
        picture: The PNG to write.

    Raises:
        PictureError: There is no Chromium.
    """
    chromium = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if chromium is None:
        raise PictureError("Chromium is missing. Type: sudo apt-get install --yes chromium")
    picture.parent.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=list(CHROMIUM_ARGUMENTS)
        )
        page = browser.new_page(viewport=WINDOW, color_scheme="light", reduced_motion="reduce")
        page.goto(link)
        page.get_by_role("link", name=ENTRY, exact=True).first.click()
        page.wait_for_load_state("networkidle")
        page.screenshot(path=picture)
        browser.close()


def picture_take(plumbline: Path = PLUMBLINE, picture: Path = PICTURE) -> None:
    """Start the demo, take the picture, stop the demo.

    Args:
        plumbline: The command.
        picture: The PNG to write.

    Raises:
        PictureError: The demo does not start, or there is no Chromium.
    """
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="plumbline-picture-") as data:
        command = [str(plumbline), "demo", "--port", str(port), "--data", data]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, bufsize=1) as demo:
            try:
                page_picture(sign_in_link(demo.stdout or (), port), picture)
            finally:
                demo.terminate()


def main() -> int:
    """Take the picture, or say in one line why not."""
    try:
        picture_take()
    except PictureError as error:
        print(error, file=sys.stderr)
        return 1
    print(PICTURE.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

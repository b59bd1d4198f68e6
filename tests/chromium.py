"""The Chromium of the suite: the one that is installed, started once for each module.

It ends with its module, because two of Playwright's loops cannot run in one process: the next
module, or a script under test that starts a browser of its own, needs the place.
"""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from scripts.picture_take import CHROMIUM_ARGUMENTS
from scripts.system_install import CHROMIUM_NAMES


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for the module."""
    executable = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if executable is None:
        pytest.skip("Chromium is missing: make test installs it, or apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=executable, args=list(CHROMIUM_ARGUMENTS)
        )
        yield started
        started.close()

"""A real instance, started as an administrator starts it, and a real Chromium to visit it with."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.chromium import browser
from tests.ports import port_kept

__all__ = ["browser"]

SET_UP_LINK = re.compile(r"http://\S+/set-up\S*")
START_SECONDS = 120
# No figure is asked of what is waited for here: a machine that does much else takes its time. How
# long a page may take, `make bench` says.
PATIENCE_MS = 60_000
expect.set_options(timeout=PATIENCE_MS)
# What some visitors came for: a page that is refused, a server that was stopped or is busy.
EXPECTED = (
    "status of 404",
    "status of 409",
    "status of 422",
    "status of 503",
    "Status Error Code 503",
    "ERR_CONNECTION",
    "ERR_INTERNET",
    "htmx:",
)


@dataclass(frozen=True)
class Instance:
    """A running server."""

    address: str
    set_up_link: str
    process: subprocess.Popen[str]

    def stop(self) -> None:
        """End the server as an administrator does; when this returns, nobody answers."""
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(timeout=30) == 0


def _server(data: Path, port: int) -> subprocess.Popen[str]:
    """Start `plumbline up` on a data folder."""
    environment = {name: text for name, text in os.environ.items() if "DJANGO" not in name}
    command = Path(sys.executable).with_name("plumbline")
    return subprocess.Popen(
        [str(command), "up", "--data", str(data), "--port", str(port)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextmanager
def _serving(data: Path) -> Iterator[Instance]:
    """An instance on a data folder, from `plumbline up` to SIGTERM."""
    with port_kept() as port:
        yield from _served(data, port)


def _served(data: Path, port: int) -> Iterator[Instance]:
    """Serve on a port that is kept for it."""
    process = _server(data, port)
    try:
        started = Instance(f"http://127.0.0.1:{port}", _link_of(process), process)
        # Before its first answer it does not know yet how to stop.
        urlopen(f"{started.address}/health", timeout=START_SECONDS).close()
        yield started
        started.stop()
    finally:
        process.kill()
        process.wait(timeout=30)
        assert process.stdout is not None
        process.stdout.close()


@pytest.fixture(scope="session")
def empty_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an instance that was started once and never set up."""
    data = tmp_path_factory.mktemp("empty") / "data"
    with _serving(data):
        pass
    return data


@pytest.fixture
def instance(empty_data: Path, tmp_path: Path) -> Iterator[Instance]:
    """An empty instance on a data folder of its own, made ready once for all tests."""
    data = tmp_path / "data"
    shutil.copytree(empty_data, data)
    with _serving(data) as started:
        yield started


def _link_of(process: subprocess.Popen[str]) -> str:
    """Read what the server says until it has said both the link and that it serves."""
    said, link = "", None
    assert process.stdout is not None
    for line in process.stdout:
        said += line
        found = SET_UP_LINK.search(line)
        link = found.group(0) if found else link
        if link and "Serving" in line:
            return link
    raise AssertionError(f"plumbline up ended without serving:\n{said}")


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Callable[[], Page]]:
    """Make a visitor: a browser of their own, whose console must stay silent.

    A broken content security policy, a script error or a missing file is written to the console.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def visit() -> Page:
        # Whoever sets an organization up has its zone proposed: its day is to be that of the tests.
        context = browser.new_context(viewport={"width": 1280, "height": 900}, timezone_id="UTC")
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.on(
            "console",
            lambda message: complaints.append(message.text) if message.type == "error" else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield visit
    for context in contexts:
        context.close()
    assert [text for text in complaints if not any(part in text for part in EXPECTED)] == []

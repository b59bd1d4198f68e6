"""A real instance, started as an administrator starts it, and a real Chromium to visit it with."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.chromium import browser

__all__ = ["browser"]

SET_UP_LINK = re.compile(r"http://\S+/set-up\S*")
START_SECONDS = 120
# What some visitors came for: a page that is refused, a server that was stopped or is busy.
EXPECTED = ("status of 404", "status of 503", "Status Error Code 503", "ERR_CONNECTION", "htmx:")


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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[Instance]:
    """An empty instance on a data folder of its own, from `plumbline up` to SIGTERM."""
    port = _free_port()
    environment = {name: text for name, text in os.environ.items() if "DJANGO" not in name}
    process = subprocess.Popen(
        [
            str(Path(sys.executable).with_name("plumbline")),
            "up",
            "--data",
            str(tmp_path / "data"),
            "--port",
            str(port),
        ],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        started = Instance(f"http://127.0.0.1:{port}", _link_of(process), process)
        yield started
        started.stop()
    finally:
        process.kill()
        process.wait(timeout=30)
        assert process.stdout is not None
        process.stdout.close()


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
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
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

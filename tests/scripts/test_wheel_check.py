"""The wheel check tells a demo that works from one that only seems to."""

import sys
from pathlib import Path

import pytest

from scripts import wheel_check
from scripts.wheel_check import WheelError, command_run, demo_check

PAGE = """<!doctype html><link rel="stylesheet" href="/static/a.css">
<script src="/static/b.js" defer></script><input type="password">"""

SERVER = """#!{python}
import http.server, signal, sys

PAGES = {pages!r}

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path in PAGES else 404)
        self.end_headers()
        self.wfile.write(PAGES.get(self.path, "").encode())

    def log_message(self, *_):
        pass

signal.signal(signal.SIGTERM, lambda *_: sys.exit({code}))
port = int(sys.argv[sys.argv.index("--port") + 1])
http.server.HTTPServer(("127.0.0.1", port), Handler).serve_forever()
"""


def demo(folder: Path, pages: dict[str, str], code: int = 0) -> Path:
    """A stand-in for the installed command: it serves these pages, and ends with `code`."""
    command = folder / "plumbline"
    command.write_text(SERVER.format(python=sys.executable, pages=pages, code=code))
    command.chmod(0o755)
    return command


STYLED = {"/": PAGE, "/static/a.css": "a{}", "/static/b.js": "1"}
WORKING = {**STYLED, "/help/guides/sign-in": "<h1>Sign in</h1>"}


def test_a_demo_that_serves_its_page_with_style_and_script_and_a_guide_passes(
    tmp_path: Path,
) -> None:
    assert demo_check(demo(tmp_path, WORKING), tmp_path) < wheel_check.START_SECONDS


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ({**WORKING, "/": "<h1>Welcome</h1>"}, "no sign-in form"),
        ({"/": PAGE, "/static/a.css": "a{}"}, "b.js answered 404"),
        (STYLED, "sign-in answered 404"),
        ({**WORKING, "/": '<input type="password">'}, "names no .css file"),
        ({}, "answered 404"),
    ],
)
def test_a_demo_that_lacks_something_is_refused(
    tmp_path: Path, pages: dict[str, str], words: str
) -> None:
    with pytest.raises(WheelError, match=words):
        demo_check(demo(tmp_path, pages), tmp_path)


def test_a_demo_that_does_not_stop_in_order_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WheelError, match="ended with 3 after SIGTERM"):
        demo_check(demo(tmp_path, WORKING, code=3), tmp_path)


def test_a_demo_that_ends_at_once_is_refused(tmp_path: Path) -> None:
    command = tmp_path / "plumbline"
    command.write_text(f"#!{sys.executable}\nraise SystemExit(4)\n")
    command.chmod(0o755)
    with pytest.raises(WheelError, match="ended with 4"):
        demo_check(command, tmp_path)


def test_a_command_that_fails_is_quoted_with_its_output() -> None:
    with pytest.raises(WheelError, match="broken pipe dream"):
        command_run(sys.executable, "-c", "raise SystemExit('broken pipe dream')")

"""The pictures of the documentation come from a running application and nowhere else."""

import re
import sys
from pathlib import Path

import pytest

from scripts import picture_take
from scripts.picture_take import PICTURES, ROOT, Picture, PictureError, pictures_take, sign_in_link

DEMO = """#!{python}
import http.server, sys

PAGES = {{
    "/sign-in/once": '<form action="/week"><button>Sign in</button></form>',
    "/week": '<a href="/tree">Company</a>',
    "/tree": "<h1>The tree</h1>",
}}

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        page = PAGES.get(self.path.rstrip("?"))
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write((page or "").encode())

    def log_message(self, *_):
        pass

port = int(sys.argv[sys.argv.index("--port") + 1])
server = http.server.HTTPServer(("127.0.0.1", port), Handler)
print("Serving on http://127.0.0.1:%d/" % port)
print("Sign in: http://127.0.0.1:%d/sign-in/once" % port, flush=True)
server.serve_forever()
"""


def test_the_link_is_told_from_the_front_page() -> None:
    lines = ["Serving http://127.0.0.1:81/", "Sign in: \x1b[1mhttp://127.0.0.1:81/s/abc\x1b[0m"]
    assert sign_in_link(lines, 81) == "http://127.0.0.1:81/s/abc"


def test_a_demo_that_prints_no_link_is_said_so() -> None:
    with pytest.raises(PictureError, match="before it printed a link"):
        sign_in_link(["The port 81 is in use."], 81)


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """A command that serves three pages and prints the link to the first."""
    command = tmp_path / "plumbline"
    command.write_text(DEMO.format(python=sys.executable))
    command.chmod(0o755)
    return command


@pytest.mark.browser
def test_a_picture_shows_what_follows_its_steps_and_is_cut_at_its_height(
    demo: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "pictures"
    week, tree = Picture("week", height=300), Picture("tree", (("link", "Company"),), height=700)
    pictures_take(demo, folder, (week, tree))
    contents = [(folder / f"{picture.name}.png").read_bytes() for picture in (week, tree)]
    assert [content[:4] for content in contents] == [b"\x89PNG", b"\x89PNG"]
    assert [int.from_bytes(content[16:20]) for content in contents] == [1440, 1440]
    assert [int.from_bytes(content[20:24]) for content in contents] == [300, 700]
    pictures_take(demo, folder, (Picture("front", height=700),))
    assert (folder / "front.png").read_bytes() != contents[1]


@pytest.mark.browser
def test_a_picture_that_is_too_large_is_refused(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture_take, "SIZE_MAX", 100)
    with pytest.raises(PictureError, match=r"week\.png has \d+ bytes; 100 are allowed"):
        pictures_take(demo, tmp_path, (Picture("week"),))


@pytest.mark.browser
@pytest.mark.parametrize(
    "wrong", [Picture("week", (("link", "Nowhere"),)), Picture("week", until="Never to be read")]
)
def test_what_the_page_does_not_offer_is_said_so(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: Picture
) -> None:
    monkeypatch.setattr(picture_take, "WAIT_SECONDS", 1)
    with pytest.raises(PictureError, match="not as the steps say"):
        pictures_take(demo, tmp_path, (wrong,))


def test_every_picture_that_is_taken_is_shown_and_every_one_shown_is_taken() -> None:
    texts = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    shown = {
        name
        for text in texts
        for name in re.findall(r"!\[[^\]]+\]\([^)]*pictures/([a-z-]+)\.png\)", text.read_text())
    }
    assert shown == {picture.name for picture in PICTURES}

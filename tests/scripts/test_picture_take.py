"""The picture of the README comes from a running application and nowhere else."""

import sys
from pathlib import Path

import pytest

from scripts.picture_take import PictureError, picture_take, sign_in_link

DEMO = """#!{python}
import http.server, sys

PAGES = {{"/sign-in/once": '<a href="/tree">Company</a>', "/tree": "<h1>The tree</h1>"}}

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path in PAGES else 404)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGES.get(self.path, "").encode())

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


@pytest.mark.browser
def test_the_picture_shows_what_follows_the_entry(tmp_path: Path) -> None:
    command = tmp_path / "plumbline"
    command.write_text(DEMO.format(python=sys.executable))
    command.chmod(0o755)
    picture = tmp_path / "pictures" / "tree.png"
    picture_take(command, picture)
    content = picture.read_bytes()
    assert content.startswith(b"\x89PNG")
    assert int.from_bytes(content[16:20]) == 1440
    assert int.from_bytes(content[20:24]) == 900

"""`plumbline demo`: one command, a link that signs in, and nothing built twice."""

import http.cookiejar
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from tests.cli.instance import COMMAND, ROOT, bare


def demo(data: Path, port: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-u", "-c", COMMAND, "demo", "--port", str(port)],
        env=bare(data),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def until_serving(server: "subprocess.Popen[str]") -> list[str]:
    assert server.stdout is not None
    lines = []
    for line in server.stdout:
        lines.append(line.strip())
        if line.startswith("Serving "):
            return lines
    raise AssertionError("\n".join(lines))


def signed_in(link: str) -> str:
    """Follow a link as a browser does and return the page behind it."""
    jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    browser = urllib.request.build_opener(jar)
    deadline = time.monotonic() + 60
    while True:
        try:
            with browser.open(link, timeout=60) as answer:
                return str(answer.read().decode())
        except ConnectionError:
            assert time.monotonic() < deadline
            time.sleep(0.1)


def test_the_example_is_built_once_served_and_stopped(tmp_path: Path, port: int) -> None:
    for run in (1, 2):
        server = demo(tmp_path / "data", port)
        try:
            lines = until_serving(server)
            built = [line for line in lines if line.startswith("Building the example")]
            assert bool(built) == (run == 1)
            assert f"Its data is in {tmp_path / 'data'}" in lines
            link = re.search(r"http://\S+", next(line for line in lines if "Sign in" in line))
            assert link is not None
            assert f"127.0.0.1:{port}" in link.group()
            assert "<main" in signed_in(link.group())
            server.send_signal(signal.SIGTERM if run == 1 else signal.SIGINT)
            assert server.wait(timeout=40) == 0
        finally:
            server.kill()
            server.communicate()


def test_a_demo_that_is_told_to_stop_takes_its_folder_along(tmp_path: Path, port: int) -> None:
    environment = {**bare(tmp_path), "TMPDIR": str(tmp_path)}
    del environment["PLUMBLINE_DATA"]
    server = subprocess.Popen(
        [sys.executable, "-u", "-c", COMMAND, "demo", "--port", str(port)],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert server.stdout is not None
        assert server.stdout.readline().startswith("Preparing")
        assert [each.name.startswith("plumbline-demo-") for each in tmp_path.iterdir()] == [True]
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=60) == 0
    finally:
        server.kill()
        server.communicate()
    assert list(tmp_path.iterdir()) == []


def test_a_demo_whose_port_is_taken_leaves_no_folder_behind(tmp_path: Path) -> None:
    environment = {**bare(tmp_path), "TMPDIR": str(tmp_path)}
    del environment["PLUMBLINE_DATA"]
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = subprocess.run(
            [sys.executable, "-c", COMMAND, "demo", "--port", port],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
    assert result.returncode == 2
    assert "--port" in result.stderr
    assert list(tmp_path.iterdir()) == []

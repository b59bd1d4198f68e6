"""What a client meets on the line: headers, patience, and no end where none is due."""

import socket
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http.request import UnreadablePostError
from gunicorn.config import Config  # type: ignore[import-untyped]  # it has no types
from gunicorn.glogging import Logger  # type: ignore[import-untyped]
from gunicorn.workers.gthread import _DEFER, TConn  # type: ignore[import-untyped]

from plumbline.cli import connections
from plumbline.cli.connections import ConnectionWorker
from plumbline.http.headers import HEADERS

LONG = 3_000_000
Answer = Callable[[dict[str, Any]], bytes]


class Line:
    """A client's end of a connection, whose other end a worker serves in a thread."""

    def __init__(self, answer: Answer, pool: ThreadPoolExecutor) -> None:
        self.answer = answer
        config = Config()
        config.set("keepalive", 2)
        self.worker = ConnectionWorker(1, 1, [], self, 30, config, Logger(config))
        self.worker.load_wsgi()
        self.client, server = socket.socketpair()
        self.client.settimeout(20)
        peer = ("127.0.0.1", 9)
        self.connection = TConn(config, server, peer, peer)
        self._pool = pool

    def wsgi(self) -> Callable[..., Iterable[bytes]]:
        """Return the application, as gunicorn asks for it."""

        def application(environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
            said = self.answer(environ)
            start("200 OK", [("Content-Length", str(len(said)))])
            return [said]

        return application

    def served(self) -> "Future[object]":
        """Serve one request; the result says whether the connection can take another."""
        return self._pool.submit(self._handled)

    def _handled(self) -> object:
        while (done := self.worker.handle(self.connection)) is _DEFER:
            pass  # gunicorn comes back to it once something is to be read
        return done

    def given_up(self) -> object:
        """Serve one request while the time of connections is over; the result says the same."""
        served = self.served()
        while not served.done():
            self.worker.murder_pending()
        return served.result()

    def heard(self) -> bytes:
        """Return what has come."""
        return self.client.recv(65_536)


@pytest.fixture
def line() -> Iterator[Callable[[Answer], Line]]:
    """Open lines, and close them however the test ends."""
    lines: list[Line] = []
    with ThreadPoolExecutor(max_workers=2) as pool:

        def opened(answer: Answer) -> Line:
            lines.append(Line(answer, pool))
            return lines[-1]

        yield opened
        for one in lines:
            one.worker.tmp.close()
            one.client.close()
            one.connection.sock.close()


def unread(_environ: dict[str, Any]) -> bytes:
    return b"too large"


def body(environ: dict[str, Any]) -> bytes:
    """What Django makes of a body: what it holds, or that it cannot be read."""
    try:
        return WSGIRequest(environ).body
    except UnreadablePostError:
        return b"unreadable"


def fields(environ: dict[str, Any]) -> bytes:
    """What Django makes of a form: its names and values, or that it cannot be read."""
    try:
        return repr(sorted(WSGIRequest(environ).POST.items())).encode()
    except UnreadablePostError:
        return b"unreadable"


def post(content: bytes, announced: int, kind: str = "text/plain") -> bytes:
    head = f"POST /a HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\nContent-Length: {announced}"
    return f"{head}\r\n\r\n".encode() + content


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        (b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\n\r\n", b"414"),
        (b"GET / HTTP/1.1\r\nA: " + b"b" * 70_000 + b"\r\n\r\n", b"431"),
        (b"NONSENSE\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nA: \0\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na", b"400"),
        (b"GET / HTTP/1.1\r\nExpect: tea\r\n\r\n", b"417"),
    ],
    ids=["long address", "long head", "no HTTP", "NUL", "two lengths", "expectation"],
)
def test_what_never_reaches_django_is_answered_with_the_headers_too(
    line: Callable[[Answer], Line], request_line: bytes, status: bytes
) -> None:
    one = line(unread)
    served = one.served()
    one.client.sendall(request_line)
    one.client.shutdown(socket.SHUT_WR)
    assert served.result(20) is False
    head = one.heard().partition(b"\r\n\r\n")[0]
    assert head.split()[1] == status
    told = head.decode().split("\r\n")
    for name, value in HEADERS.items():
        assert f"{name}: {value}" in told
    assert "Cache-Control: no-store" in told


def test_a_body_that_nobody_read_does_not_spoil_the_connection(
    line: Callable[[Answer], Line],
) -> None:
    one = line(unread)
    served = one.served()
    one.client.sendall(post(b"x" * LONG, LONG))
    assert served.result(20) is True
    assert one.heard().endswith(b"too large")
    served = one.served()
    one.client.sendall(b"GET /b HTTP/1.1\r\nHost: x\r\n\r\n")
    assert served.result(20) is True
    assert one.heard().startswith(b"HTTP/1.1 200")


def test_whoever_wants_to_close_hears_the_answer_to_a_body_that_nobody_read(
    line: Callable[[Answer], Line],
) -> None:
    one = line(unread)
    served = one.served()
    closing = post(b"x" * LONG, LONG).replace(b"Host: x", b"Host: x\r\nConnection: close")
    one.client.sendall(closing)
    assert served.result(20) is False
    assert one.heard().endswith(b"too large")


def test_a_body_comes_whole_however_it_is_cut(line: Callable[[Answer], Line]) -> None:
    one = line(lambda environ: str(len(body(environ))).encode())
    served = one.served()
    content = b"x" * 200_001
    sent = post(content, len(content))
    for start in range(0, len(sent), 30_000):
        one.client.sendall(sent[start : start + 30_000])
    assert served.result(20) is True
    assert one.heard().endswith(b"\r\n\r\n200001")


FORM = b"title=Loads+arrive+whole+and+on+time&note=x"
PARTS = (
    b'--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nwhole\r\n'
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.md"\r\n\r\n'
    + b"# Objective\n" * 9_000
    + b"\r\n--b--\r\n"
)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (FORM, "application/x-www-form-urlencoded"),
        (PARTS, "multipart/form-data; boundary=b"),
    ],
    ids=["form", "file"],
)
def test_a_form_that_breaks_off_is_not_taken_for_what_was_meant(
    line: Callable[[Answer], Line], content: bytes, kind: str
) -> None:
    whole = line(fields)
    served = whole.served()
    whole.client.sendall(post(content, len(content), kind))
    assert served.result(20) is True
    assert b"'title'" in whole.heard()

    cut = line(fields)
    served = cut.served()
    cut.client.sendall(post(content[: len(content) * 2 // 3], len(content), kind))
    cut.client.shutdown(socket.SHUT_WR)
    served.result(20)
    assert cut.heard().endswith(b"unreadable")


def test_a_head_that_does_not_come_frees_its_thread(
    line: Callable[[Answer], Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.0)
    one = line(unread)
    one.client.sendall(b"GET / HTTP/1.1\r\nHo")
    assert one.given_up() is False
    assert one.heard() == b""


def test_a_body_that_does_not_come_frees_its_thread(
    line: Callable[[Answer], Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "PIECE_SECONDS", 0.0)
    said: list[bytes] = []

    def heard(environ: dict[str, Any]) -> bytes:
        said.append(body(environ))
        return b""

    one = line(heard)
    one.client.sendall(post(b"a", 100))
    one.given_up()
    assert said == [b"unreadable"]


def test_an_answer_that_is_not_fetched_frees_its_thread(
    line: Callable[[Answer], Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "ANSWER_SECONDS", 0.0)
    one = line(lambda _environ: b"x" * 20_000_000)
    one.client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    assert one.given_up() is False


def test_whoever_connects_and_says_nothing_takes_no_thread(
    line: Callable[[Answer], Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "GLANCE_SECONDS", 0.0)
    one = line(unread)
    assert one.worker.handle(one.connection) is _DEFER
    one.client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    assert one.served().result(20) is True
    assert one.heard().endswith(b"too large")


def test_a_connection_that_is_to_close_leaves_nothing_to_wait_for_where_others_are_accepted(
    line: Callable[[Answer], Line],
) -> None:
    one = line(unread)
    one.client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert one.served().result(20) is False
    one.connection.sock.settimeout(20)
    assert one.connection.sock.recv(1) == b""
    assert one.heard().endswith(b"too large")


def test_a_client_that_is_still_sending_when_it_is_refused_is_not_waited_for_without_end(
    line: Callable[[Answer], Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "LEAVE_SECONDS", 0.0)
    one = line(unread)
    one.client.sendall(b"NONSENSE\r\n\r\n")
    assert one.given_up() is False
    assert one.heard().split()[1] == b"400"


def test_a_client_that_does_its_part_in_time_is_left_alone(
    line: Callable[[Answer], Line],
) -> None:
    one = line(body)
    served = one.served()
    one.client.sendall(post(b"ab", 2)[:-1])
    for _ in range(50):
        one.worker.murder_pending()
    one.client.sendall(b"b")
    assert served.result(20) is True
    assert one.heard().endswith(b"ab")

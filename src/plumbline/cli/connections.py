"""How connections are served: gunicorn's threaded worker, with the patience and manners of ours.

Each of few threads serves one connection, so nobody may keep one by sending or reading slowly. A
body that breaks off is refused: cut short it would look like what somebody meant to write.
"""

import contextlib
import signal
import socket
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from gunicorn.workers.gthread import (  # type: ignore[import-untyped]  # it has no types
    _DEFER,
    ThreadWorker,
)

from plumbline.cli.load import Load
from plumbline.http.headers import HEADERS, STRICT_TRANSPORT_SECURITY

if TYPE_CHECKING:
    from concurrent.futures import Future
    from wsgiref.types import InputStream, StartResponse, WSGIApplication, WSGIEnvironment

    from gunicorn.workers.gthread import TConn

HEAD_SECONDS: Final = 15.0
"""Within which the head of a request has to come."""
GLANCE_SECONDS: Final = 0.02
"""How long a thread waits for the first byte: browsers open connections that they may never use."""
PIECE_BYTES: Final = 65_536
PIECE_SECONDS: Final = 30.0
"""How long a piece of a body may take: about 2 kB a second are asked for."""
ANSWER_SECONDS: Final = 120.0
"""How long a client may take to fetch an answer once it is ready."""
DISCARDED_BYTES: Final = 64_000_000
DISCARDING_SECONDS: Final = 10.0
"""How much of a body that nobody read is taken off the line, and how long that may take.

A client that is still sending when the connection closes sees a broken connection instead of the
answer, and so does the next request that it sends over the same one.
"""
LEAVE_SECONDS: Final = 2.0
"""How long a client that is still sending when it is refused may take to hear of it."""
STOP_SECONDS: Final = 0.5
"""How long a connection is kept at the end of the server for a request that is on its way."""
OTHERS_FIRST_SECONDS: Final = 0.002
"""Longer than an idle process takes to accept a connection."""


class Deadlines:
    """Until when which client has to have done its part; one thread looks after all of them."""

    def __init__(self) -> None:
        self._at: dict[socket.socket, float] = {}

    def begin(self, client: socket.socket, seconds: float) -> None:
        """Give a client that much time from now on, whatever it had."""
        self._at[client] = time.monotonic() + seconds

    def end(self, client: socket.socket) -> None:
        """Wait for nothing more of it."""
        self._at.pop(client, None)

    def enforce(self, at: float) -> None:
        """Shut connections whose time is over: whatever waits for one of them ends at once."""
        for client, deadline in self._at.copy().items():
            if deadline <= at:
                self.end(client)
                with contextlib.suppress(OSError):  # it has gone by itself
                    client.shutdown(socket.SHUT_RDWR)


class ConnectionWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Answers what never reaches Django with its headers, and reads what no view has read.

    Attributes:
        load: What each process of the server has in hand.
        place: Of this process there.
    """

    def __init__(self, *args: object, **options: object) -> None:
        self._most_kept = 0
        super().__init__(*args, **options)
        self._deadlines = Deadlines()
        self.load = Load()
        self.place = 0

    @property
    def max_keepalived(self) -> int:
        """How many connections are kept for a next request: none where others have less to do.

        Threads of one process share a core. Whoever has to connect anew is taken by another one.
        """
        return 0 if self.load.is_less_elsewhere(self.place) else self._most_kept

    @max_keepalived.setter
    def max_keepalived(self, most: int) -> None:
        self._most_kept = most

    def init_signals(self) -> None:
        """Leave it to the arbiter what a closed terminal means."""
        super().init_signals()
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    def accept(self, listener: socket.socket) -> None:
        """Take a connection; a process that is busy lets the others go first."""
        if self.load.places > 1 and self.load.is_busy(self.place):
            time.sleep(OTHERS_FIRST_SECONDS)
        super().accept(listener)

    def murder_pending(self) -> None:
        """Close what waits too long; gunicorn asks for it every second."""
        super().murder_pending()
        self._deadlines.enforce(time.monotonic())

    def handle(self, conn: "TConn") -> object:
        """Serve one request of a connection, in a thread; whoever says nothing yet takes none."""
        if not conn.initialized and not conn.wait_for_data(GLANCE_SECONDS):
            return _DEFER if self.alive else False
        self._deadlines.begin(conn.sock, HEAD_SECONDS)
        try:
            kept = super().handle(conn)
            if not kept:
                self._deadlines.begin(conn.sock, LEAVE_SECONDS)
                _leave(conn.sock)
        finally:
            self._deadlines.end(conn.sock)
        return kept

    def finish_request(self, conn: "TConn", fs: "Future[object]") -> None:
        """Go on with a connection behind what a thread did of it."""
        super().finish_request(conn, fs)
        if self.pending_conns and self.pending_conns[-1] is conn:
            conn.timeout = time.monotonic() + HEAD_SECONDS

    def handle_request(self, req: object, conn: "TConn") -> object:
        """Let the application answer, whose head has been read."""
        self._deadlines.end(conn.sock)
        with self.load.serving(self.place):
            return super().handle_request(req, conn)

    def load_wsgi(self) -> None:
        """Set our patience around the application."""
        super().load_wsgi()
        application: WSGIApplication = self.wsgi  # type: ignore[has-type]  # gunicorn's

        def patient(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
            client: socket.socket = environ["gunicorn.socket"]
            environ["wsgi.input"] = WholeBody(environ, self._deadlines, client)
            answer = application(environ, start)
            self._deadlines.begin(client, ANSWER_SECONDS)
            return answer

        self.wsgi = patient

    def handle_error(
        self, req: object, client: socket.socket, addr: object, exc: BaseException
    ) -> None:
        """Answer a request that is no HTTP, or too long to be read: 400, 414, 431."""
        super().handle_error(req, _AnswerWithHeaders(client), addr, exc)

    def _keepalive_after(self, conn: "TConn", keepalive: object) -> bool:
        """Whether the connection can take another request, once the answer is written."""
        deadline = time.monotonic() + DISCARDING_SECONDS
        read = conn.parser.finish_body(deadline=deadline, max_bytes=DISCARDED_BYTES)
        if read and not keepalive:
            _end(conn.sock)
        return bool(keepalive and read)

    def _cap_keepalive(self, _deadline: float) -> None:
        """Close connections that nothing is under way on, as the server is about to end."""
        now = time.monotonic()
        super()._cap_keepalive(now + STOP_SECONDS)
        for conn in self.pending_conns:
            conn.timeout = now
        self.murder_pending()


def _leave(client: socket.socket) -> None:
    """Let a client hear the last of us, whatever it is still sending, and end the connection.

    Gunicorn would wait for it in the one thread that accepts for all. That thread finds nothing to
    wait for any more.
    """
    with contextlib.suppress(OSError):  # it has gone, or its time is over
        client.shutdown(socket.SHUT_WR)
        while client.recv(PIECE_BYTES):
            pass
    _end(client)


def _end(client: socket.socket) -> None:
    """End a connection on which nothing is left to be heard."""
    with contextlib.suppress(OSError):  # it has gone by itself
        client.shutdown(socket.SHUT_RDWR)


class WholeBody:
    """A body of which reading fails where it breaks off, instead of ending early."""

    def __init__(
        self, environ: "WSGIEnvironment", deadlines: Deadlines, client: socket.socket
    ) -> None:
        self._source: InputStream = environ["wsgi.input"]
        announced = environ.get("CONTENT_LENGTH") or "0"
        self._missing = int(announced) if announced.isdecimal() else 0
        self._deadlines = deadlines
        self._client = client

    def read(self, size: int) -> bytes:
        """Read that many bytes, or what is left.

        Raises:
            ConnectionError: The client left, or took too long.
        """
        wanted = min(size, self._missing)
        pieces = []
        while wanted > 0:
            part = min(wanted, PIECE_BYTES)
            with self._waiting():
                piece = self._source.read(part)
            pieces.append(self._noted(piece, complete=len(piece) == part))
            wanted -= part
        return b"".join(pieces)

    def readline(self, size: int) -> bytes:
        """Read to the end of a line, or that many bytes.

        Raises:
            ConnectionError: The client left, or took too long.
        """
        wanted = min(size, self._missing)
        with self._waiting():
            line = self._source.readline(wanted)
        return self._noted(line, complete=line.endswith(b"\n") or len(line) == wanted)

    @contextlib.contextmanager
    def _waiting(self) -> Iterator[None]:
        self._deadlines.begin(self._client, PIECE_SECONDS)
        try:
            yield
        finally:
            self._deadlines.end(self._client)

    def _noted(self, piece: bytes, *, complete: bool) -> bytes:
        self._missing -= len(piece)
        if not complete:
            raise ConnectionError("The body breaks off.")
        return piece


class _AnswerWithHeaders:
    """A socket that adds the security headers behind the status line of what is sent."""

    def __init__(self, client: socket.socket) -> None:
        self._client = client

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 — whatever a socket has
        return getattr(self._client, name)

    def sendall(self, answer: bytes) -> None:
        """Send an answer that stands in one piece, as gunicorn's own do."""
        headers = {**HEADERS, "Cache-Control": "no-store"}
        if settings.PLUMBLINE.tls:
            headers["Strict-Transport-Security"] = STRICT_TRANSPORT_SECURITY
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        status, _, rest = answer.partition(b"\r\n")
        self._client.sendall(b"".join((status, b"\r\n", lines.encode("latin-1"), rest)))

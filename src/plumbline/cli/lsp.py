"""`plumbline lsp`: a language server for OKR documents, over standard input and output."""

import sys
from collections.abc import Sequence
from queue import Empty, Queue
from threading import Thread
from typing import IO

from plumbline.cli.language_server.session import Session
from plumbline.cli.language_server.wire import (
    BrokenMessage,
    Closed,
    ErrorCode,
    Message,
    message_read,
    message_write,
)
from plumbline.cli.refusals import CommandRefused
from plumbline.cli.terminal import stream_of

_CLOSED = None


def run(arguments: Sequence[str]) -> int:
    """Run `plumbline lsp`."""
    words = [word for word in arguments if word != "--stdio"]  # what editors add by habit
    if words in (["--help"], ["-h"]):
        print(f"Usage: plumbline lsp\n\n{lsp_command.__doc__}")
        return 0
    if words:
        raise CommandRefused("lsp takes no options. Type plumbline lsp --help.")
    return lsp_command()


def lsp_command() -> int:
    """Speak the Language Server Protocol over standard input and output.

    For editors: findings while typing in YAML, JSON, Markdown and CSV documents of OKRs, the page
    of a rule on hover, and quick fixes. Configuration and comments count as for check.

    Exit codes: 0 the editor shut it down; 1 it went away without.
    """
    session = Session()
    out = stream_of(sys.stdout, "output").buffer
    messages: Queue[Message | BrokenMessage | None] = Queue()
    source = stream_of(sys.stdin, "input").buffer
    Thread(target=_listen, args=(source, messages), daemon=True).start()
    while not session.is_over:
        try:
            message = messages.get(timeout=session.wait())
        except Empty:
            _send(out, session.due())
            continue
        if message is _CLOSED:
            break
        if isinstance(message, BrokenMessage):
            error = {"code": int(ErrorCode.PARSE), "message": f"{message}."}
            _send(out, [{"id": None, "error": error}])
        else:
            _send(out, session.handle(message))
            _send(out, session.due())
    return session.exit_code


def _listen(stream: IO[bytes], messages: "Queue[Message | BrokenMessage | None]") -> None:
    """Pass on what comes, until nothing comes any more."""
    while True:
        try:
            message = message_read(stream)
            messages.put(message)
            if message.get("method") == "exit":
                return  # a thread that still reads when Python ends brings it down
        except BrokenMessage as broken:
            messages.put(broken)
        except (Closed, OSError, ValueError):
            messages.put(_CLOSED)
            return


def _send(stream: IO[bytes], messages: Sequence[Message]) -> None:
    for message in messages:
        message_write(stream, message)

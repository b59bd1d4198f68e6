"""Ports of this machine for the servers that tests start."""

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def port_kept() -> Iterator[int]:
    """A port that is given to nobody else before a server of the test listens there, nor after.

    Whoever asks for any port is not given one that is held; a server that is told this one may
    listen there, as Linux lets those share who say so and do not both listen.
    """
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        if sys.platform != "linux":
            held.close()
        yield port

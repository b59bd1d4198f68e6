"""Messages on a pipe: a header with the length, then JSON (JSON-RPC 2.0)."""

import json
from collections.abc import Mapping
from enum import IntEnum
from typing import IO, Any

MOST_BYTES = 60_000_000
LONGEST_HEADER = 4_096

Message = Mapping[str, Any]


class ErrorCode(IntEnum):
    """Why a request was not answered."""

    PARSE = -32700
    INVALID_REQUEST = -32600
    METHOD_NOT_FOUND = -32601
    INVALID_PARAMS = -32602
    INTERNAL = -32603
    NOT_INITIALIZED = -32002


class BrokenMessage(ValueError):
    """What came is no message; the next one can be read."""


class Closed(Exception):
    """Nothing more will come."""


def message_read(stream: IO[bytes]) -> Message:
    """Read one message.

    Raises:
        BrokenMessage: It is none.
        Closed: The pipe has ended, or carries something else than messages.
    """
    length = _length_read(stream)
    if length is None or not 0 <= length <= MOST_BYTES:
        raise Closed
    body = stream.read(length)
    if len(body) < length:
        raise Closed
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        raise BrokenMessage("this is no JSON") from None
    if not isinstance(message, dict):
        raise BrokenMessage("a message is an object")
    return message


def _length_read(stream: IO[bytes]) -> int | None:
    """Read the header of a message and return the length it states, if it does."""
    length: int | None = None
    while True:
        line = stream.readline(LONGEST_HEADER)
        if not line.endswith(b"\n"):
            raise Closed
        if not line.strip():
            return length
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            length = int(value)


def message_write(stream: IO[bytes], message: Message) -> None:
    """Write one message."""
    body = json.dumps({"jsonrpc": "2.0", **message}, separators=(",", ":")).encode("ascii")
    stream.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    stream.flush()

"""A text that remembers its lines, and how bytes become one."""

import codecs
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from plumbline.engine.documents.nodes import Node
from plumbline.engine.documents.spans import Span
from plumbline.engine.messages import Message

SIZE_LIMIT_BYTES = 5_000_000
"""Largest document that is read; the longest real ones stay below a tenth of it."""

_SIGNATURES = (
    (b"PK\x03\x04", "documents.format.archive"),
    (b"%PDF-", "documents.format.pdf"),
    (b"\xd0\xcf\x11\xe0", "documents.format.office"),
)
_ALLOWED_CONTROLS = frozenset(b"\t\n\r\x0b\x0c\x1a\x1b")


@dataclass(frozen=True)
class Source:
    r"""A decoded text with the way from offsets to lines and columns.

    Line ends (`\n`, `\r\n`, lone `\r`) are kept as they are.

    Attributes:
        text: The whole text without byte order mark.
        encoding: The Python codec that turns `text` back into the bytes it came from.
        roots: What it was read as, if that is YAML: whoever asks where values stand has it here.
    """

    text: str
    encoding: str = "utf-8"
    roots: list[Node] = field(default_factory=list, init=False, repr=False, compare=False)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offset of the first character of each line; the first is always 0."""
        text = self.text
        starts = [0]
        if "\r" not in text:
            position = text.find("\n")
            while position >= 0:
                starts.append(position + 1)
                position = text.find("\n", position + 1)
            return tuple(starts)
        for index, character in enumerate(text):
            if character == "\n" or (character == "\r" and text[index + 1 : index + 2] != "\n"):
                starts.append(index + 1)
        return tuple(starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column, both from 1, of the character at `offset`."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """Return the stretch from `start` up to but not including `end`."""
        line, column = self.position(start)
        end_line, end_column = self.position(end)
        return Span(start, end, line, column, end_line, end_column)

    def line(self, number: int) -> str:
        """Return line `number`, from 1, without its line end; empty outside the text."""
        starts = self.line_starts
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")


def decode(data: bytes) -> Source | Message:
    """Turn the bytes of a document into a text.

    UTF-8 with or without byte order mark and UTF-16 with one are recognized; what is neither is
    taken for Windows-1252, in which older office exports are written.

    Args:
        data: The whole file.

    Returns:
        The text, or the reason why the bytes are none that is read.
    """
    if len(data) > SIZE_LIMIT_BYTES:
        return Message(
            "documents.format.too_large",
            {"size": f"{len(data) / 1e6:.1f}", "limit": f"{SIZE_LIMIT_BYTES / 1e6:.0f}"},
        )
    for signature, message_id in _SIGNATURES:
        if data.startswith(signature):
            return Message(message_id)
    for mark, encoding, prefix in (
        (codecs.BOM_UTF8, "utf-8-sig", 3),
        (codecs.BOM_UTF16_LE, "utf-16-le", 2),
        (codecs.BOM_UTF16_BE, "utf-16-be", 2),
    ):
        if data.startswith(mark):
            return _decode_as(data[prefix:], encoding)
    if b"\0" in data:
        return Message("documents.format.binary")
    try:
        return Source(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _decode_legacy(data)


def _decode_as(data: bytes, encoding: str) -> Source | Message:
    """Decode bytes whose byte order mark, already removed, named the encoding."""
    try:
        text = data.decode("utf-8" if encoding == "utf-8-sig" else encoding)
    except UnicodeDecodeError as error:
        return Message(
            "documents.format.broken_encoding", {"encoding": encoding, "offset": error.start}
        )
    return Message("documents.format.binary") if "\0" in text else Source(text, encoding)


def _decode_legacy(data: bytes) -> Source | Message:
    """Decode Windows-1252, refusing what looks like a binary file rather than a text."""
    controls = sum(byte < 32 and byte not in _ALLOWED_CONTROLS for byte in data[:100_000])
    if controls:
        return Message("documents.format.binary")
    try:
        return Source(data.decode("cp1252"), "cp1252")
    except UnicodeDecodeError:
        return Message("documents.format.binary")


def encode(text: str, encoding: str) -> bytes | None:
    """Turn a text back into bytes as `decode` took them, with their byte order mark.

    Args:
        text: Any text.
        encoding: That of the `Source` it came from.

    Returns:
        The bytes; `None` when the encoding cannot write the text.
    """
    marks = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    try:
        return marks.get(encoding, b"") + text.encode(encoding)
    except UnicodeEncodeError:
        return None

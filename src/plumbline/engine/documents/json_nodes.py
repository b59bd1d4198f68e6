"""JSON as nodes with offsets, strictly by RFC 8259, without recursion and in linear time."""

import json
import re
from dataclasses import dataclass, field

from plumbline.engine.documents.nodes import (
    DEPTH_LIMIT,
    NODE_LIMIT,
    BrokenText,
    Node,
    Scalar,
    Sequence,
    entries_mapping,
    too_many,
)
from plumbline.engine.messages import Message

_TOKEN = re.compile(
    r"[ \t\r\n]*(?:"
    r"(?P<mark>[\[\]{},:])"
    r'|(?P<string>"(?:[^"\\\x00-\x1f]|\\["\\/bfnrtu])*+")'
    r"|(?P<word>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![0-9A-Za-z.])"
    r"|true\b|false\b|null\b)"
    r"|(?P<end>\Z))"
)


@dataclass(slots=True)
class _Open:
    """A list or an object whose end has not been seen."""

    start: int
    is_object: bool
    items: list[Node] = field(default_factory=list)
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    key: Scalar | None = None

    def add(self, node: Node) -> None:
        """Take the next value."""
        if self.key is None:
            self.items.append(node)
        else:
            self.entries.append((self.key, node))
            self.key = None

    def closed(self, end: int) -> Node:
        """Return the finished node."""
        if self.is_object:
            return entries_mapping(self.start, end, self.entries)
        return Sequence(self.start, end, tuple(self.items))


class _Reader:
    """One pass over the tokens with a stack of open lists and objects."""

    def __init__(self, text: str, most: int) -> None:
        self.text = text
        self.most = most
        self.offset = 0
        self.count = 0
        self.kind = ""
        self.value = ""
        self.start = 0

    def advance(self) -> None:
        """Read the next token."""
        match = _TOKEN.match(self.text, self.offset)
        if match is None:
            blank = len(self.text[self.offset :]) - len(self.text[self.offset :].lstrip(" \t\r\n"))
            self.offset += blank
            raise self.broken(self.offset)
        self.kind = str(match.lastgroup)
        self.value = match.group(self.kind)
        self.start, self.offset = match.span(self.kind)

    def broken(self, offset: int) -> BrokenText:
        """Return the error for what stands at `offset`."""
        found = self.text[offset : offset + 20].split("\n")[0].strip()
        if not self.text[offset:].strip():
            return BrokenText(offset, Message("documents.yaml.json_ends"))
        return BrokenText(offset, Message("documents.yaml.json_broken", {"found": found}))

    def scalar(self) -> Scalar:
        """Turn the token at hand into a scalar."""
        self.count += 1
        if self.count > self.most:
            raise too_many(self.start, self.most)
        if self.kind == "word":
            return Scalar(self.start, self.offset, self.value)
        if self.kind != "string":
            raise self.broken(self.start)
        return Scalar(self.start, self.offset, _string(self.value), is_plain=False)

    def is_mark(self, mark: str) -> bool:
        """Whether the token at hand is this punctuation mark."""
        return self.kind == "mark" and self.value == mark

    def key(self, frame: _Open) -> None:
        """Read the key at hand and its colon, and step to the value."""
        if self.kind != "string":
            raise self.broken(self.start)
        frame.key = self.scalar()
        self.advance()
        if not self.is_mark(":"):
            raise self.broken(self.start)
        self.advance()


def json_nodes(text: str, most: int = NODE_LIMIT) -> Node:
    """Read a JSON text of at most so many values.

    Raises:
        BrokenText: It is no JSON, too deep or too large.
    """
    reader = _Reader(text, most)
    stack: list[_Open] = []
    reader.advance()
    while True:
        if reader.is_mark("{") or reader.is_mark("["):
            if len(stack) >= DEPTH_LIMIT:
                raise BrokenText(
                    reader.start, Message("documents.yaml.too_deep", {"limit": DEPTH_LIMIT})
                )
            frame = _Open(reader.start, is_object=reader.value == "{")
            stack.append(frame)
            reader.advance()
            if not reader.is_mark("}" if frame.is_object else "]"):
                if frame.is_object:
                    reader.key(frame)
                continue
            node = stack.pop().closed(reader.offset)
        else:
            node = reader.scalar()
        closed = _close(reader, stack, node)
        if closed is not None:
            return closed


def _close(reader: _Reader, stack: list[_Open], node: Node) -> Node | None:
    """Put a finished value where it belongs and step to the next; return it at the very end."""
    while True:
        reader.advance()
        if not stack:
            if reader.kind != "end":
                raise reader.broken(reader.start)
            return node
        frame = stack[-1]
        frame.add(node)
        if reader.is_mark(","):
            reader.advance()
            if frame.is_object:
                reader.key(frame)
            return None
        if not reader.is_mark("}" if frame.is_object else "]"):
            raise reader.broken(reader.start)
        node = stack.pop().closed(reader.offset)


def _string(token: str) -> str:
    """Resolve the escapes of a string token; a lone surrogate becomes the replacement mark."""
    if "\\" not in token:
        return token[1:-1]
    try:
        value: str = json.loads(token)
    except json.JSONDecodeError:
        return token[1:-1]
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

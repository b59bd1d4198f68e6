"""A fast way through the YAML that most people write, and that is written here.

Read are mappings and lists by indentation, bare and quoted values on one line and collections in
brackets on one line. Everything else — anchors, tags, texts over several lines, tabs, several
documents, and every mistake — is left to the full reader, which also words what is wrong. Both
must come to the same nodes.
"""

import re

from plumbline.engine.documents.nodes import (
    DEPTH_LIMIT,
    NODE_LIMIT,
    Mapping,
    Node,
    Scalar,
    Sequence,
    entries_mapping,
    too_many,
)

_LONGEST_KEY = 120
_UNUSUAL = re.compile(
    r"\r(?!\n)|[^\n\r\x20-\x7e\xa1-\u2027\u202a-\ud7ff\uf900-\ufefe\uff00-\uffef\U00010000-\U0010fffd]"
)
"""Characters that the full reader treats in its own way, tabs and lone carriage returns too."""

_KEY = re.compile(rf"(\w(?:[\w./()+-]|(?<=\w) (?=\w)){{0,{_LONGEST_KEY}}}):(?: +|$)")
_BARE = re.compile(r"(?:-(?=[\w.])|[^-?:\s,\[\]{}#&*!|>'\"%@`])(?:[^#:]|(?<! )#|:(?! |$))*")
_BARE_IN_FLOW = re.compile(
    r"(?:-(?=[\w.])|[^-?:\s,\[\]{}#&*!|>'\"%@`])(?:[^#:,\[\]{}]|(?<! )#|:(?![ ,\[\]{}]|$))*"
)
_DOUBLE = re.compile(r'"((?:[^"\\]|\\["\\/nrt])*)"')
_SINGLE = re.compile(r"'((?:[^']|'')*)'(?!')")
_ESCAPED = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}
_REST = re.compile(r" *(?: #.*)?$")


class _Unusual(Exception):
    """Something that only the full reader knows."""


def plain_nodes(text: str, most: int = NODE_LIMIT) -> Node | None:
    """Read a YAML text of the plain kind.

    Args:
        text: The whole text.
        most: How many values it may hold.

    Returns:
        The same root that the full reader would give; `None` when it has to be asked.

    Raises:
        BrokenText: It holds more values.
    """
    if _UNUSUAL.search(text):
        return None
    lines = _lines(text)
    if not lines:
        return None
    reader = _Plain(lines)
    try:
        root = reader.block(lines[0][1], 1)
    except _Unusual:
        return None
    if reader.at != len(lines):
        return None
    if reader.count > most:
        raise too_many(root.start, most)
    return root


def _lines(text: str) -> list[tuple[int, int, str]]:
    """Return offset, indentation and words of each line that says something; none when unusual."""
    lines: list[tuple[int, int, str]] = []
    start = 0
    for line in text.split("\n"):
        words = line.lstrip(" ")
        if words and words[0] not in "#\r":
            indent = len(line) - len(words)
            if indent == 0 and (words.startswith(("---", "...", "%"))):
                if lines or words.rstrip(" \r") != "---" or start:
                    return []
            else:
                lines.append((start + indent, indent, words.rstrip(" \r")))
        start += len(line) + 1
    return lines


def _is_item(words: str) -> bool:
    """Return whether a line begins with the dash of a list."""
    return words[0] == "-" and (len(words) == 1 or words[1] == " ")


class _Plain:
    """Reads line by line; `at` is the next line."""

    def __init__(self, lines: list[tuple[int, int, str]]) -> None:
        self.lines = lines
        self.at = 0
        self.count = 0

    def block(self, indent: int, depth: int) -> Node:
        """Read the mapping or list whose lines begin at `indent`."""
        if depth > DEPTH_LIMIT:
            raise _Unusual
        if _is_item(self.lines[self.at][2]):
            return self._sequence(indent, depth)
        return self._mapping(indent, depth)

    def _mapping(self, indent: int, depth: int) -> Mapping:
        """Read the entries of a mapping."""
        if depth > DEPTH_LIMIT:
            raise _Unusual
        begin = end = self.lines[self.at][0]
        entries: list[tuple[Scalar, Node]] = []
        while self.at < len(self.lines):
            start, column, words = self.lines[self.at]
            if column < indent:
                break
            match = _KEY.match(words)
            if column > indent or match is None or _is_item(words):
                raise _Unusual
            name = match[1]
            key = Scalar(start, start + len(name), name)
            value: Node
            if match.end() == len(words) or words[match.end()] == "#":
                self.at += 1
                value = self._below(key.end + 1, indent, depth)
            else:
                value = self._value(start + match.end(), words[match.end() :], depth)
                self._line_taken(indent)
            entries.append((key, value))
            self.count += 2
            end = value.end
        return entries_mapping(begin, end, entries)

    def _below(self, place: int, indent: int, depth: int) -> Node:
        """Read what stands below a key without a value on its line; nothing is an empty one."""
        if self.at < len(self.lines):
            _, column, words = self.lines[self.at]
            if column > indent:
                return self.block(column, depth + 1)
            if column == indent and _is_item(words):
                return self._sequence(indent, depth + 1)
        return Scalar(place, place, "")

    def _sequence(self, indent: int, depth: int) -> Sequence:
        """Read the items of a list."""
        if depth > DEPTH_LIMIT:
            raise _Unusual
        begin = self.lines[self.at][0]
        items: list[Node] = []
        while self.at < len(self.lines):
            start, column, words = self.lines[self.at]
            if column < indent or (column == indent and not _is_item(words)):
                break
            if column > indent:
                raise _Unusual
            rest = words[1:].lstrip(" ")
            if not rest:
                self.at += 1
                if self.at >= len(self.lines) or self.lines[self.at][1] <= indent:
                    raise _Unusual
                items.append(self.block(self.lines[self.at][1], depth + 1))
            else:
                items.append(self._item(start + len(words) - len(rest), rest, indent, depth))
            self.count += 1
        return Sequence(begin, items[-1].end, tuple(items))

    def _item(self, start: int, rest: str, indent: int, depth: int) -> Node:
        """Read an item that begins behind its dash: a mapping on the same line, or one value."""
        if _is_item(rest):
            raise _Unusual
        if _KEY.match(rest):
            column = indent + start - self.lines[self.at][0]
            self.lines[self.at] = (start, column, rest)
            return self._mapping(column, depth + 1)
        value = self._value(start, rest, depth)
        self._line_taken(indent)
        return value

    def _line_taken(self, indent: int) -> None:
        """Go on to the next line, which must not continue the value of this one."""
        self.at += 1
        if self.at < len(self.lines) and self.lines[self.at][1] > indent:
            raise _Unusual

    def _value(self, start: int, words: str, depth: int) -> Node:
        """Read the one value of a line and nothing but a comment behind it."""
        if words[0] in "{[":
            node, end = self._flow(start, words, 0, depth + 1)
        else:
            node, end = _scalar(start, words, 0, _BARE)
        if not _REST.match(words, end):
            raise _Unusual
        return node

    def _flow(self, start: int, words: str, at: int, depth: int) -> tuple[Node, int]:
        """Read a collection in brackets, or a value in one; return it and where it ends."""
        if words[at] not in "{[":
            return _scalar(start, words, at, _BARE_IN_FLOW)
        if depth > DEPTH_LIMIT:
            raise _Unusual
        begin, is_mapping = at, words[at] == "{"
        closing = "}" if is_mapping else "]"
        children: list[tuple[Scalar, Node]] = []
        items: list[Node] = []
        at = _spaces(words, at + 1)
        while words[at] != closing:
            if is_mapping:
                match = _KEY.match(words, at)
                if match is None or match.end() == len(words):
                    raise _Unusual
                key = Scalar(start + at, start + match.end(1), match[1])
                value, at = self._flow(start, words, match.end(), depth + 1)
                children.append((key, value))
            else:
                value, at = self._flow(start, words, at, depth + 1)
                items.append(value)
            self.count += 2
            at = _spaces(words, at)
            if words[at] == ",":
                at = _spaces(words, at + 1)
                if words[at] == closing:
                    raise _Unusual
            elif words[at] != closing:
                raise _Unusual
        end = at + 1
        if is_mapping:
            return entries_mapping(start + begin, start + end, children), end
        return Sequence(start + begin, start + end, tuple(items)), end


def _spaces(words: str, at: int) -> int:
    """Return where the spaces at `at` end; a line that ends there goes on in the next."""
    while at < len(words) and words[at] == " ":
        at += 1
    if at >= len(words):
        raise _Unusual
    return at


def _scalar(start: int, words: str, at: int, bare: re.Pattern[str]) -> tuple[Scalar, int]:
    """Read one bare or quoted value; return it and where it ends."""
    if words[at] == '"':
        match = _DOUBLE.match(words, at)
        if match is None:
            raise _Unusual
        text = _ESCAPED.sub(lambda found: _ESCAPES.get(found[1], found[1]), match[1])
        return Scalar(start + at, start + match.end(), text, is_plain=False), match.end()
    if words[at] == "'":
        match = _SINGLE.match(words, at)
        if match is None:
            raise _Unusual
        text = match[1].replace("''", "'")
        return Scalar(start + at, start + match.end(), text, is_plain=False), match.end()
    match = bare.match(words, at)
    if match is None:
        raise _Unusual
    text = match.group().rstrip(" ")
    end = at + len(text)
    return Scalar(start + at, start + end, text), end

"""Features that hold in a line, with the words that say each."""

from bisect import bisect_left
from collections.abc import Mapping
from operator import attrgetter

from plumbline.engine.rules.language.line import Line
from plumbline.engine.rules.language.tokens import Token

Where = tuple[int, int]


Features = Mapping[str, Where]
"""Features that hold, by name, each with the half-open stretch of text that says it."""


class Found(dict[str, Where]):
    """Features with their places; the first place of a feature counts."""

    def add(self, name: str, start: int, end: int) -> None:
        """Say that a feature holds, by the words from `start` to `end`."""
        self.setdefault(name, (start, end))

    def at(self, name: str, token: Token) -> None:
        """Say that a feature holds, by one word."""
        self.setdefault(name, (token.start, token.end))


def behind_of(line: Line, offset: int) -> int:
    """Return the index of the first token that begins at or behind an offset."""
    return bisect_left(line.tokens, offset, key=attrgetter("start"))

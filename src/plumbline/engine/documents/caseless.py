"""Patterns that take no note of capitals, quickly where the text is ASCII.

The engine of `re` tries the branches of a pattern by their first character only where case counts.
A text of ASCII is therefore searched in small letters, which moves no character, and by a pattern
in small letters: half the time for the long lists of words that tell what a number is.
"""

import re
from collections.abc import Iterable, Iterator

_NONE: Iterator[re.Match[str]] = iter(())
_CAPITAL = re.compile(r"\\.|\(\?P|[A-Z]")
"""A capital of a pattern that stands for itself, behind what does not: `\\W`, `(?P<name>`."""


class Caseless:
    """A pattern for text in whatever capitals.

    A match tells places and groups; the words of a match may be in small letters.
    """

    __slots__ = ("_any", "_holds", "_pattern", "_plain")

    def __init__(self, pattern: str, *, holds: tuple[str, ...] = ("",)) -> None:
        """Remember a pattern that says nothing of case itself.

        Args:
            pattern: What is looked for.
            holds: Strings in small letters one of which stands in whatever it finds in ASCII: a
                text without them is not searched, which takes a tenth of the time.
        """
        self._pattern = pattern
        self._holds = holds
        self._any: re.Pattern[str] | None = None
        self._plain: re.Pattern[str] | None = None

    @property
    def any(self) -> re.Pattern[str]:
        """The pattern for any text; like the other it is compiled when it is first needed."""
        if self._any is None:
            self._any = re.compile(self._pattern, re.IGNORECASE)
        return self._any

    @property
    def plain(self) -> re.Pattern[str]:
        """The pattern for a text of ASCII in small letters; most texts need few of them.

        Searches look at the slot before they ask here: a call less for each line of a document.
        """
        if self._plain is None:
            self._plain = re.compile(small(self._pattern))
        return self._plain

    def search(self, text: str, start: int = 0, end: int = 2**31) -> re.Match[str] | None:
        """Find the pattern anywhere in a stretch of a text, as `re.Pattern.search` does."""
        if not text.isascii():
            return self.any.search(text, start, end)
        folded = text.lower()
        for part in self._holds:
            if part in folded:
                return (self._plain or self.plain).search(folded, start, end)
        return None

    def finditer(self, text: str, start: int = 0, end: int = 2**31) -> Iterator[re.Match[str]]:
        """Find the pattern again and again, as `re.Pattern.finditer` does."""
        if not text.isascii():
            return self.any.finditer(text, start, end)
        folded = text.lower()
        return (
            (self._plain or self.plain).finditer(folded, start, end)
            if holds_one(folded, self._holds)
            else _NONE
        )


def small(pattern: str) -> str:
    """Return a pattern for text in small letters, of one that says nothing of case itself."""
    return _CAPITAL.sub(_small, pattern)


def _small(match: re.Match[str]) -> str:
    found = match.group()
    return found.lower() if len(found) == 1 else found


def holds_one(text: str, parts: Iterable[str]) -> bool:
    """Return whether one of some strings stands in a text; quicker than `any` of a generator."""
    for part in parts:  # noqa: SIM110 - the generator takes twice the time, and this is asked often
        if part in text:
            return True
    return False

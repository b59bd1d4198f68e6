"""A text that remembers where each of its characters came from."""

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Traced:
    """Text cut out of a longer one; cutting and replacing keep every character's origin.

    Attributes:
        text: What is left.
        offsets: For each character of `text` its offset in the original, rising.
    """

    text: str
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, text: str, start: int = 0) -> "Traced":
        """Return `text` as found at offset `start` of the original."""
        return cls(text, tuple(range(start, start + len(text))))

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, start: int, end: int | None = None) -> "Traced":
        """Return the characters from `start` to `end`, like a slice."""
        return Traced(self.text[start:end], self.offsets[start:end])

    def without(self, start: int, end: int) -> "Traced":
        """Return the text with the characters from `start` to `end` taken out."""
        return Traced(
            self.text[:start] + self.text[end:], self.offsets[:start] + self.offsets[end:]
        )

    def join(self, other: "Traced") -> "Traced":
        """Return this text followed by `other`, a space between them."""
        if not self.text or not other.text:
            return other if other.text else self
        gap = (self.offsets[-1] + 1,)
        return Traced(f"{self.text} {other.text}", self.offsets + gap + other.offsets)

    def strip(self, characters: str | None = None) -> "Traced":
        """Return the text without `characters` (white space) at both ends."""
        if len(self.text.strip(characters)) == len(self.text):
            return self
        start = len(self.text) - len(self.text.lstrip(characters))
        return self.cut(start, start + len(self.text.strip(characters)))

    def keep(
        self, pattern: re.Pattern[str], kept: Callable[[re.Match[str]], int | str | None]
    ) -> "Traced":
        """Replace every match by one of its groups, or by nothing.

        Args:
            pattern: What to look for, from left to right, without overlap.
            kept: For each match the group that stays, or `None` for nothing.

        Returns:
            The shorter text; offsets of what stays are unchanged.
        """
        texts: list[str] = []
        offsets: list[int] = []
        done = 0
        for match in pattern.finditer(self.text):
            group = kept(match)
            start, end = match.span(group) if group is not None else (match.end(), match.end())
            for first, last in ((done, match.start()), (start, end)):
                texts.append(self.text[first:last])
                offsets.extend(self.offsets[first:last])
            done = match.end()
        if not texts:
            return self
        texts.append(self.text[done:])
        offsets.extend(self.offsets[done:])
        return Traced("".join(texts), tuple(offsets))

    def squeeze(self) -> "Traced":
        """Return the text with each run of white space as one space, none at the ends."""
        if "  " not in self.text and not _ODD_SPACE.search(self.text):
            return self.strip()
        texts: list[str] = []
        offsets: list[int] = []
        for match in _WORD.finditer(self.text):
            if texts:
                texts.append(" ")
                offsets.append(self.offsets[match.start() - 1])
            texts.append(match.group())
            offsets.extend(self.offsets[match.start() : match.end()])
        return Traced("".join(texts), tuple(offsets))

    def gaps_shortened(self) -> "Traced":
        """Return the text with no run of white space longer than `LONGEST_GAP`.

        Patterns that begin with white space look at a run once for each of its characters; a
        comment that was blanked, or keys held down, would keep them busy for seconds.
        """
        return self.keep(_LONG_GAP, lambda _: "kept") if _LONG_GAP.search(self.text) else self

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open stretch of the original that `start` to `end` came from.

        Raises:
            IndexError: The stretch is empty or outside the text.
        """
        return self.offsets[start], self.offsets[end - 1] + 1


_ODD_SPACE = re.compile(r"[^\S ]")
_WORD = re.compile(r"\S+")
LONGEST_GAP = 60
_LONG_GAP = re.compile(rf"(?P<kept>\s{{{LONGEST_GAP}}})\s+")

"""How a terminal shows text: colours, width, and the cells that characters take."""

import os
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TextIO

from plumbline.cli.terminal import one_line

NARROWEST, WIDEST, PIPED_WIDTH = 40, 160, 160
WRAPPED = 100
"""Sentences are not wrapped wider than this: longer lines are hard to read."""
TAB = "    "
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Look:
    """How the output is to look.

    Attributes:
        colours: Colours may be written.
        width: Cells of a line.
        is_terminal: Somebody reads it as it comes; sentences are wrapped.
    """

    colours: bool = False
    width: int = PIPED_WIDTH
    is_terminal: bool = False

    def coloured(self, text: str, colour: str) -> str:
        """Return a text in a colour, given as the number of an escape sequence."""
        return f"\x1b[{colour}m{text}\x1b[0m" if self.colours and text else text


def look_of(stream: TextIO, colour: str, environment: Mapping[str, str]) -> Look:
    """Return how a stream is to look.

    Args:
        stream: Where the output goes.
        colour: `always`, `never`, or `auto`: for terminals, unless NO_COLOR says otherwise.
        environment: NO_COLOR, FORCE_COLOR, TERM and COLUMNS count.
    """
    is_terminal = stream.isatty()
    wanted = is_terminal and environment.get("TERM") != "dumb"
    if environment.get("FORCE_COLOR"):
        wanted = True
    if environment.get("NO_COLOR"):
        wanted = False
    if colour != "auto":
        wanted = colour == "always"
    return Look(wanted, _width(stream, environment, is_terminal), is_terminal)


def _width(stream: TextIO, environment: Mapping[str, str], is_terminal: bool) -> int:
    """Return the width to write for."""
    stated = environment.get("COLUMNS", "")
    width = int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 6 else 0
    if not width and is_terminal:
        try:
            width = os.get_terminal_size(stream.fileno()).columns
        except (OSError, ValueError):
            width = 0
    return min(max(width or PIPED_WIDTH, NARROWEST), WIDEST)


def cells(text: str) -> int:
    """Return how many cells a text takes: wide characters two, combining marks none."""
    return len(text) if text.isascii() else sum(map(_cells, text))


@lru_cache(maxsize=1 << 12)
def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _shown(character: str) -> str:
    """Return one character as a line shows it."""
    return TAB if character == "\t" else one_line(character)


def _shown_text(text: str) -> str:
    """Return a stretch as a line shows it."""
    return text if text.isprintable() else "".join(map(_shown, text))


def marked(line: str, start: int, end: int, width: int) -> tuple[str, str, str]:
    """Return a line as it is shown, the blanks below it up to a stretch, and the marks.

    Args:
        line: Without its end.
        start: Offset of the first character to be marked.
        end: Offset behind the last; one mark is set where it is not behind `start`.
        width: Cells that the line may take; what is longer is cut around the marks.
    """
    start = min(start, len(line))
    end = min(max(end, start + 1), max(len(line), start + 1))
    first = 0 if _fits(line, end, width) else max(0, start - width // 3)
    before = (_CUT if first else "") + _shown_text(line[first:start])
    shown = _within(line[start:end], width - cells(before) - 1)
    inside = _shown_text(shown)
    room = width - cells(before) - cells(inside)
    rest = _shown_text(line[end : end + max(room, 0) + 1])
    after = _CUT if len(shown) < end - start and len(line) > start + len(shown) else ""
    after = after or (_fitted(rest, room) if cells(inside) else "")
    return before + inside + after.rstrip(), " " * cells(before), "^" * max(1, cells(inside))


def _fits(line: str, end: int, width: int) -> bool:
    """Whether a line up to an offset fits."""
    return end < width and cells(_shown_text(line[:end])) < width


def _within(text: str, room: int) -> str:
    """Return the beginning of a text that fits into some cells."""
    if len(text) <= room and text.isascii() and text.isprintable():
        return text
    taken = 0
    for index, character in enumerate(text):
        taken += cells(_shown(character))
        if taken > max(room, 1):
            return text[:index] or text[:1]
    return text


def _fitted(text: str, room: int) -> str:
    """Return a text that fits into some cells, with a mark where it was cut."""
    return text if cells(text) <= room else _within(text, room - 1) + _CUT if room > 1 else ""


def wrapped(text: str, width: int) -> Iterator[str]:
    """Yield a sentence in lines of some cells; a word longer than that has a line of its own."""
    if len(text) <= width and text.isascii():
        yield " ".join(text.split())
        return
    line, taken = "", 0
    for word in text.split():
        more = cells(word)
        if line and taken + 1 + more > width:
            yield line
            line, taken = word, more
        else:
            line, taken = (f"{line} {word}", taken + 1 + more) if line else (word, more)
    if line:
        yield line

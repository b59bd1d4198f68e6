"""The words of a box of the map, broken into the lines that its column has room for."""

from functools import lru_cache
from typing import NamedTuple

from plumbline.charts.labels import shortened, text_width

TITLE, META = 14.0, 12.0  # font sizes
TITLE_LINE, META_LINE = 18.0, 16.0
TITLE_LINES, META_LINES = 3, 2
# How wide letters are beside what widths are estimated by: titles are in another face, and what
# is cut is lost.
SERIF, SANS = 0.9, 0.93


def lines_of(text: str, size: float, width: float, most: int) -> tuple[str, ...]:
    """Break a text into a few lines; what does not fit into the last one ends in an ellipsis."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, size) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines[most - 1 :] = [" ".join(lines[most - 1 :])]
    return tuple(shortened(line, size, width) for line in lines)


class Words(NamedTuple):
    """The words of a box in lines: its title, and what stands below it."""

    title: tuple[str, ...]
    meta: tuple[str, ...]

    @property
    def height(self) -> float:
        """Of all lines, in px."""
        return len(self.title) * TITLE_LINE + len(self.meta) * META_LINE


# Titles are broken into lines once for as long as they stand on somebody's map.
@lru_cache(maxsize=4096)
def words_of(title: str, meta: str, width: float) -> Words:
    """Return the words of a box that is `width` px wide."""
    lines = lines_of(" ".join(title.split()), TITLE * SERIF, width, TITLE_LINES)
    below = lines_of(meta, META * SANS, width, META_LINES) if meta else ()
    # A dot parts what stands beside each other: at the end of a line or its beginning it hangs.
    return Words(lines, tuple(line.removeprefix("· ").removesuffix(" ·") for line in below))

"""Direct labels without collisions: each tries its places, the least important gives way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from plumbline.charts import svg

# Mean advance of a glyph in parts of the font size, measured on Inter; wide scripts take 1.
GLYPH_WIDTH = 0.56
WIDE_FROM = 0x1100
PUNCTUATION = range(0x2000, 0x2E00)
ELLIPSIS = "…"
LEADING = 1.25
MOST_LINES = 2


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in px; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: "Box") -> float:
        """The shared area, 0 when apart."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, width) * max(0.0, height)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label may stand: its baseline point and which part of it that point is."""

    x: float
    y: float
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Label:
    """A text with its places in order of liking.

    Attributes:
        text: What it says, perhaps in several lines; each is cut when it cannot fit.
        class_: CSS class.
        places: At least one; the baseline of the first line.
        needed: True when it stands even if it must overlap something.
        size: Font size in px.
        leader: Markup drawn with the label, and only with it.
    """

    text: str
    class_: str
    places: Sequence[Place]
    needed: bool = False
    size: float = 12.0
    leader: str = ""


# A drawing asks for the width of the same words again and again, and so does the next one.
@lru_cache(maxsize=8192)
def text_width(text: str, size: float) -> float:
    """The width of a line of text in px, estimated."""
    return sum(size * (1.0 if _is_wide(character) else GLYPH_WIDTH) for character in text)


def in_two_lines(text: str, long: int = 16) -> str:
    """Break a text of several words near its middle when it is longer than `long`."""
    gaps = [index for index, character in enumerate(text) if character == " "]
    if len(text) <= long or not gaps:
        return text
    middle = min(gaps, key=lambda gap: abs(gap - len(text) / 2))
    return f"{text[:middle]}\n{text[middle + 1 :]}"


def shortened(text: str, size: float, width: float) -> str:
    """Cut a text to a width, with an ellipsis where something is lost."""
    if text_width(text, size) <= width:
        return text
    room = width - text_width(ELLIPSIS, size)
    kept = 0
    for character in text:
        room -= text_width(character, size)
        if room < 0:
            break
        kept += 1
    return text[:kept].rstrip() + ELLIPSIS if kept else ""


def line_boxes(line: Sequence[tuple[float, float]], piece: float = 6.0) -> list[Box]:
    """Cover a line with small boxes, one every few px, so that labels can keep clear of it."""
    boxes = []
    for (x1, y1), (x2, y2) in pairwise(line):
        count = max(1, int(max(abs(x2 - x1), abs(y2 - y1)) // piece))
        for index in range(count + 1):
            x, y = x1 + (x2 - x1) * index / count, y1 + (y2 - y1) * index / count
            boxes.append(Box(x - 1.5, y - 1.5, x + 1.5, y + 1.5))
    return boxes


def place_labels(labels: Iterable[Label], area: Box, taken: Iterable[Box] = ()) -> str:
    """Write the labels that find room, the first ones first.

    Args:
        labels: In order of importance.
        area: No label leaves it.
        taken: Boxes that labels should keep clear of, such as the measured line.

    Returns:
        SVG text elements.
    """
    occupied = list(taken)
    written: list[str] = []
    said: set[str] = set()
    for label in labels:
        lines = [shortened(line, label.size, area.right - area.left) for line in _lines(label)]
        if not any(lines) or label.text in said:
            continue
        options = _options(label, lines, area)
        cost, _, place, box = min(
            ((_cost(box, occupied), index, place, box) for index, place, box in options),
            key=lambda option: option[:2],
        )
        if cost > 0 and not label.needed:
            continue
        said.add(label.text)
        occupied.append(box)
        written.append(label.leader)
        written += [
            svg.words(
                line,
                x=place.x,
                y=place.y + number * label.size * LEADING,
                class_=label.class_,
                anchor=place.anchor,
            )
            for number, line in enumerate(lines)
        ]
    return "".join(written)


def _lines(label: Label) -> list[str]:
    return label.text.split("\n")[:MOST_LINES]


def _options(label: Label, lines: list[str], area: Box) -> Iterable[tuple[int, Place, Box]]:
    width = max(text_width(line, label.size) for line in lines)
    more = (len(lines) - 1) * label.size * LEADING
    for index, place in enumerate(label.places):
        shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[place.anchor] * width
        left = min(max(place.x - shift, area.left), max(area.left, area.right - width))
        y = min(max(place.y, area.top + label.size), area.bottom - label.size * 0.25 - more)
        box = Box(left, y - label.size * 0.85, left + width, y + label.size * 0.25 + more)
        yield index, Place(left + shift, y, place.anchor), box


def _cost(box: Box, occupied: Iterable[Box]) -> float:
    # Nearly all of them are apart, and hundreds are asked for each place.
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    return sum(
        box.overlap(other)
        for other in occupied
        if other.left < right and other.right > left and other.top < bottom and other.bottom > top
    )


def _is_wide(character: str) -> bool:
    code = ord(character)
    return code >= WIDE_FROM and code not in PUNCTUATION

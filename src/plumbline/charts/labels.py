"""Direct labels without collisions: each tries its places, the least important gives way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plumbline.charts import svg

# Mean advance of a glyph in parts of the font size, measured on Inter; wide scripts take 1.
GLYPH_WIDTH = 0.56
WIDE_FROM = 0x1100
ELLIPSIS = "…"


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
        text: What it says; shortened when it cannot fit in the drawing.
        class_: CSS class.
        places: At least one.
        needed: True when it stands even if it must overlap something.
        size: Font size in px.
    """

    text: str
    class_: str
    places: Sequence[Place]
    needed: bool = False
    size: float = 12.0


def text_width(text: str, size: float) -> float:
    """The width of a line of text in px, estimated."""
    return sum(
        size * (1.0 if ord(c) >= WIDE_FROM and not 0x2000 <= ord(c) < 0x2E00 else GLYPH_WIDTH)
        for c in text
    )


def shortened(text: str, size: float, width: float) -> str:
    """Cut a text to a width, with an ellipsis where something is lost."""
    if text_width(text, size) <= width:
        return text
    kept = text
    while kept and text_width(kept + ELLIPSIS, size) > width:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS if kept else ""


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
    written = []
    for label in labels:
        text = shortened(label.text, label.size, area.right - area.left)
        best = min(
            (
                (_cost(box, occupied), index, place, box)
                for index, place, box in _options(label, text, area)
            ),
            key=lambda option: option[:2],
        )
        cost, _, place, box = best
        if not text or (cost > 0 and not label.needed):
            continue
        occupied.append(box)
        written.append(
            svg.words(text, x=place.x, y=place.y, class_=label.class_, anchor=place.anchor)
        )
    return "".join(written)


def _options(label: Label, text: str, area: Box) -> Iterable[tuple[int, Place, Box]]:
    width = text_width(text, label.size)
    for index, place in enumerate(label.places):
        shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[place.anchor] * width
        left = min(max(place.x - shift, area.left), max(area.left, area.right - width))
        y = min(max(place.y, area.top + label.size), area.bottom - label.size * 0.25)
        box = Box(left, y - label.size * 0.85, left + width, y + label.size * 0.25)
        yield index, Place(left + shift, y, place.anchor), box


def _cost(box: Box, occupied: Iterable[Box]) -> float:
    return sum(box.overlap(other) for other in occupied)

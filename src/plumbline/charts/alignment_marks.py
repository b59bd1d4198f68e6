"""The marks of a map: status, confidence or freshness, each with a shape of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from plumbline.charts import svg
from plumbline.charts.alignment_words import META
from plumbline.charts.definition import Table
from plumbline.charts.labels import text_width
from plumbline.charts.sign import Sign, sign_shape

BOX, WIDE_BOX = 20.0, 24.0
PILL_GAP = 10.0  # between two counts of a pill


class Freshness(StrEnum):
    """How fresh the last check-in is; silence has the signs it has everywhere."""

    FRESH = "fresh"
    DUE = "due"
    STALE = "stale"
    OVERDUE = "overdue"
    NO_DATA = "no-data"


@dataclass(frozen=True, slots=True)
class Pill:
    """Somebody's confidence, written; `band` is low, medium, high or none."""

    written: str
    band: str


Mark = Sign | Freshness | Pill


def mark_shape(mark: Mark, x: float, y: float, size: float = 11.0) -> str:
    """Draw a mark around a point.

    Args:
        mark: What to draw.
        x: Centre in px.
        y: Centre in px.
        size: Width of a shape; a pill is as wide as its number.
    """
    if isinstance(mark, Pill):
        shape = svg.element(
            "rect",
            x=x - 11,
            y=y - 8,
            width=22,
            height=16,
            rx=8,
            class_=f"pl-map-pill pl-map-pill-{mark.band}",
        )
        words = svg.words(mark.written, x=x, y=y + 4, class_="pl-map-pill-words", anchor="middle")
        return shape + words
    if isinstance(mark, Sign):
        return sign_shape(mark, x, y, size)
    return _freshness(mark, x, y, size)


def _freshness(mark: Freshness, x: float, y: float, size: float) -> str:
    half = size / 2
    if mark is Freshness.FRESH:
        tick = ((x - half, y), (x - half * 0.25, y + half * 0.75), (x + half, y - half * 0.75))
        return svg.polyline(tick, "pl-map-fresh")
    if mark is Freshness.DUE:
        return svg.element("circle", cx=x, cy=y, r=half * 0.92, class_="pl-map-due")
    if mark is Freshness.NO_DATA:
        return sign_shape(Sign.NO_DATA, x, y, size)
    clock = sign_shape(Sign.STALE, x, y, size)
    if mark is Freshness.STALE:
        return clock
    ring = svg.element("circle", cx=x, cy=y, r=half * 0.92 + 2.5, class_="pl-map-overdue")
    return ring + clock


@dataclass(frozen=True, slots=True)
class MarkSample:
    """A mark by itself, for the legend; the word stands beside it."""

    mark: Mark

    @property
    def name(self) -> str:
        """Nothing: the word beside it says it."""
        return ""

    def svg(self, *, narrow: bool = False) -> str:
        """Draw it in a box of its width."""
        del narrow
        width = WIDE_BOX if isinstance(self.mark, Pill) else BOX
        return _sample(mark_shape(self.mark, width / 2, BOX / 2), width)

    def table(self) -> Table:
        """Nothing to tell."""
        return Table("", (), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSample:
    """A curve of the map by itself, for the legend."""

    contributes: bool = False
    is_further: bool = False

    @property
    def name(self) -> str:
        """Nothing: the word beside it says it."""
        return ""

    def svg(self, *, narrow: bool = False) -> str:
        """Draw a short piece of the line."""
        del narrow
        class_ = line_class(contributes=self.contributes, is_further=self.is_further)
        parts = [svg.element("line", x1=2, y1=10, x2=34, y2=10, class_=class_)]
        if self.contributes:
            parts.append(svg.element("circle", cx=4, cy=10, r=3, class_=f"{class_} pl-map-dot"))
        return _sample("".join(parts), 36.0)

    def table(self) -> Table:
        """Nothing to tell."""
        return Table("", (), ())


def line_class(*, contributes: bool, is_further: bool, is_on_path: bool = False) -> str:
    """Return the classes of a curve: what counts is heavy, a further parent is dashed."""
    classes = ["pl-map-link"]
    classes += ["pl-map-counted"] if contributes else []
    classes += ["pl-map-further"] if is_further else []
    classes += ["pl-map-on-path"] if is_on_path else []
    return " ".join(classes)


def _sample(drawn: str, width: float) -> str:
    box = f"0 0 {svg.coordinate(width)} {svg.coordinate(BOX)}"
    return svg.element(
        "svg",
        drawn,
        class_="pl-chart pl-map-sample",
        viewbox=box,
        width=width,
        height=BOX,
        aria_hidden="true",
    )


def counts_row(counts: Iterable[tuple[Sign, int]], left: float, middle: float) -> Iterable[str]:
    """Draw a shape and a number for each status, from left to right."""
    for sign, count in counts:
        yield sign_shape(sign, left, middle, 9)
        yield svg.words(str(count), x=left + 8, y=middle + 4, class_="pl-map-fold-words")
        left += 22 + text_width(str(count), META)


def pill_counts(
    counts: Iterable[tuple[Sign, int]], left: float, end: float, middle: float, *, opens: bool
) -> Iterable[str]:
    """Draw the counts of a pill as far as they fit, and its plus where that leaves room.

    What is counted is worth more than the sign: all of the pill opens it.
    """
    for sign, count in counts:
        room = 8 + text_width(str(count), META)
        if left + room > end - 8:
            return
        yield from counts_row(((sign, count),), left, middle)
        left += room + PILL_GAP
    x = end - 14
    if opens and left - PILL_GAP < x - 5:
        for x1, y1, x2, y2 in ((x - 4, middle, x + 4, middle), (x, middle - 4, x, middle + 4)):
            yield svg.element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_="pl-map-knob-sign")

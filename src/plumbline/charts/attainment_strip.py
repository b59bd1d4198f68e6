"""Attainment as a strip of dots for each style: a dot an objective, the mean a heavy tick."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from plumbline.charts import svg
from plumbline.charts.definition import Table
from plumbline.charts.labels import shortened, text_width
from plumbline.charts.sign import Sign, sign_shape
from plumbline.charts.words import ChartWords

WIDE, NARROW = 400.0, 340.0
MARGIN = 8.0
ROW = 54.0
LINE_AT = 27.0  # the strip of a row, below its words
FOOT = 40.0
UNDER = 12.0  # below the strips, for the words of the pace, clear of those of the last mean
DOT = 4.2
STEPS = 50  # dots nearer to each other than one of these are drawn as one, and darker
DARKEST = 4
TICK_SIZE = 11.5
CLEAR = 7.0  # between words of a mean and the line of the pace


@dataclass(frozen=True, slots=True)
class Dots:
    """So many that have reached the same share of their bar, 0 to 1."""

    share: Decimal
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The objectives of one style.

    Attributes:
        label: The style.
        detail: How many there are, in words.
        dots: What each has reached; none where the style is not scored.
        mean: Of what they have reached; `None` where none is scored.
        counts: Key results by status, zeros left out.
        note: What stands in place of dots; empty where there are some.
    """

    label: str
    detail: str
    dots: tuple[Dots, ...] = ()
    mean: Decimal | None = None
    counts: tuple[tuple[Sign, int, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttainmentStrip:
    """How far objectives are on the way to the bar of their style.

    Attributes:
        finding: What it shows, in a sentence.
        strips: One a style.
        pace: Where they would be at an even pace, 0 to 1; `None` where nothing runs.
        words: What else it says.
    """

    finding: str
    strips: tuple[Strip, ...]
    pace: Decimal | None = None
    words: ChartWords = field(default_factory=ChartWords)

    @property
    def name(self) -> str:
        """The finding with the means."""
        means = "; ".join(
            f"{strip.label}: {self.words.mean_of.format(value=self.words.percent(strip.mean))}"
            for strip in self.strips
            if strip.mean is not None
        )
        return f"{self.finding} {means}".strip()

    def svg(self, *, narrow: bool = False) -> str:
        """Draw a strip a style over one axis from 0 to the bar."""
        width = NARROW if narrow else WIDE
        height = ROW * max(1, len(self.strips)) + FOOT
        left, right, bottom = MARGIN, width - MARGIN - 4, height - FOOT + UNDER
        parts = [self._axis(left, right, bottom)]
        # Below everything else: its line runs through all strips.
        if self.pace is not None and any(strip.dots for strip in self.strips):
            parts.append(self._pace(self.pace, left, right, bottom - UNDER))
        is_short = any(_is_crowded(strip, left, right) for strip in self.strips)
        for index, strip in enumerate(self.strips):
            parts.append(self._strip(strip, left, right, index * ROW, is_short=is_short))
        return svg.image(
            *parts, width=width, height=height, name=self.name, class_="pl-chart pl-strips"
        )

    def table(self) -> Table:
        """A row for each style: how many, the mean, the least and the most, and the pace."""
        words = self.words
        return Table(
            self.name,
            (words.style, words.objectives, words.mean, words.least, words.most, words.expected),
            tuple(self._row(strip) for strip in self.strips),
        )

    def _row(self, strip: Strip) -> tuple[str, ...]:
        if strip.mean is None or not strip.dots:
            return (strip.label, strip.detail, strip.note, "", "", "")
        shares = [dots.share for dots in strip.dots]
        told = (strip.mean, min(shares), max(shares), self.pace)
        return (
            strip.label,
            strip.detail,
            *("" if share is None else self.words.percent(share) for share in told),
        )

    def _axis(self, left: float, right: float, bottom: float) -> str:
        parts = []
        for share, anchor, text in (
            (Decimal(0), "start", self.words.percent(Decimal(0))),
            (Decimal("0.5"), "middle", self.words.percent(Decimal("0.5"))),
            (Decimal(1), "end", self.words.bar.format(value=self.words.percent(Decimal(1)))),
        ):
            x = _place(share, left, right)
            parts.append(svg.element("line", x1=x, y1=6, x2=x, y2=bottom, class_="pl-grid"))
            parts.append(svg.words(text, x=x, y=bottom + 18, class_="pl-tick", anchor=anchor))
        return "".join(parts)

    def _strip(self, strip: Strip, left: float, right: float, top: float, *, is_short: bool) -> str:
        counts, used = _counts(strip.counts, right, top + 12)
        label, after, room = _head(strip, left, right, used)
        parts = [svg.words(label, x=left, y=top + 12, class_="pl-goal")]
        detail = _fitting(strip.detail, room, is_short=is_short)
        if detail:
            parts.append(svg.words(detail, x=left + after, y=top + 12, class_="pl-label-text"))
        parts += [self._cleared(left, right, used, top), counts]
        if strip.note:
            note = shortened(strip.note, 12.0, right - left)
            return "".join([*parts, svg.words(note, x=left, y=top + 30, class_="pl-label-text")])
        y = top + LINE_AT
        parts.append(svg.element("line", x1=left, y1=y, x2=right, y2=y, class_="pl-axis"))
        for place, count in _gathered(strip.dots):
            class_ = f"pl-strip-dot pl-strip-dot-{min(count, DARKEST)}"
            x = _place(place, left, right)
            parts.append(svg.element("circle", cx=x, cy=y, r=DOT, class_=class_))
        if strip.mean is not None:
            parts.append(self._mean(strip.mean, left, right, y))
        return "".join(parts)

    def _cleared(self, left: float, right: float, used: float, top: float) -> str:
        """Take the line of the pace away from behind counts: through them it would be one."""
        start = right - used
        if self.pace is None or not start < _place(self.pace, left, right) < right:
            return ""
        return svg.element("rect", x=start, y=top, width=used, height=16, class_="pl-clear")

    def _mean(self, mean: Decimal, left: float, right: float, y: float) -> str:
        x = _place(mean, left, right)
        text = self.words.mean_of.format(value=self.words.percent(mean))
        half = text_width(text, 12.0) / 2
        middle = x
        if self.pace is not None:
            line = _place(self.pace, left, right)
            if abs(middle - line) < half + CLEAR:
                middle = line + (half + CLEAR) * (1 if mean > self.pace else -1)
        return svg.element(
            "line", x1=x, y1=y - 9, x2=x, y2=y + 9, class_="pl-strip-mean"
        ) + svg.words(
            text,
            x=min(max(middle, left + half), right - half),
            y=y + 21,
            class_="pl-goal",
            anchor="middle",
        )

    def _pace(self, pace: Decimal, left: float, right: float, bottom: float) -> str:
        x = _place(pace, left, right)
        text = self.words.pace_at.format(value=self.words.percent(pace))
        ends = x + 10 + text_width(text, TICK_SIZE) > right
        return svg.plumb(x, 4, bottom) + svg.words(
            text,
            x=x - 9 if ends else x + 9,
            y=bottom + UNDER - 4,
            class_="pl-today",
            anchor="end" if ends else "start",
        )


def _head(strip: Strip, left: float, right: float, used: float) -> tuple[str, float, float]:
    """Return the label of a strip, how far it reaches and the room behind it."""
    room = max(40.0, right - left - used - 8)
    label = shortened(strip.label, 12.0, room)
    after = text_width(label, 12.0) * 1.08 + 6
    return label, after, room - after


def _is_crowded(strip: Strip, left: float, right: float) -> bool:
    """Whether how many there are does not fit as words."""
    _, _, room = _head(strip, left, right, _counts(strip.counts, right, 0)[1])
    return text_width(strip.detail, 12.0) > room


def _fitting(detail: str, room: float, *, is_short: bool) -> str:
    """Return how many there are, as words where they fit in all strips, else as a number alone."""
    number = detail.partition(" ")[0]
    for text in (f"({number})",) if is_short else (detail,):
        if text_width(text, 12.0) <= room:
            return text
    return ""


def _place(share: Decimal, left: float, right: float) -> float:
    return left + (right - left) * float(min(Decimal(1), max(Decimal(0), share)))


def _gathered(dots: Sequence[Dots]) -> list[tuple[Decimal, int]]:
    """Put dots that would cover each other together: where, and how many."""
    found: dict[int, int] = {}
    for each in dots:
        step = int(each.share * STEPS + Decimal("0.5"))
        found[step] = found.get(step, 0) + each.count
    return [(Decimal(step) / STEPS, count) for step, count in sorted(found.items())]


def _counts(counts: Sequence[tuple[Sign, int, str]], right: float, y: float) -> tuple[str, float]:
    """Write signs with numbers up to the right end; return them and how wide they are."""
    parts: list[str] = []
    x = right
    for sign, count, _ in reversed(counts):
        text = str(count)
        parts.append(svg.words(text, x=x, y=y, class_="pl-label-text", anchor="end"))
        x -= text_width(text, 12.0) + 9
        parts.append(sign_shape(sign, x, y - 4, 8.0))
        x -= 12
    return "".join(parts), right - x

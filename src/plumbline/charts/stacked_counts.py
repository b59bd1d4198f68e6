"""Counts by status, period by period: stacked from the base up, the last one in full colour."""

from dataclasses import dataclass, field
from decimal import Decimal

from plumbline.charts import svg
from plumbline.charts.definition import Table
from plumbline.charts.labels import shortened
from plumbline.charts.scale import ValueScale, ticks
from plumbline.charts.sign import Sign, sign_shape
from plumbline.charts.words import ChartWords

WIDE = (400.0, 190.0)
NARROW = (340.0, 170.0)
NAMES_WIDTH = 118.0
GAP = 1.2  # keeps parts apart where colours cannot be told apart
KINDS = ("on-track", "at-risk", "off-track", "no-data")


SIGNS = (Sign.ON_TRACK, Sign.AT_RISK, Sign.OFF_TRACK, None)
LINE = 15.0  # from one name to the next


@dataclass(frozen=True, slots=True)
class Column:
    """One period: its label, how many were on track, at risk, off track, and how many said nothing.

    Those are told apart in words only: the stale, those without a status yet, and no data.
    """

    label: str
    on_track: int
    at_risk: int
    off_track: int
    no_data: int
    stale: int = 0
    unsaid: int = 0

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """The parts from the base up."""
        return (self.on_track, self.at_risk, self.off_track, self.silent)

    @property
    def silent(self) -> int:
        """Those without a status."""
        return self.stale + self.unsaid + self.no_data

    @property
    def told(self) -> tuple[int, ...]:
        """All counts, in the order of their names."""
        return (
            self.on_track,
            self.at_risk,
            self.off_track,
            self.stale,
            self.unsaid,
            self.no_data,
        )

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class StackedCounts:
    """How many stood where, over time.

    Attributes:
        finding: What it shows, in a sentence.
        columns: Periods in order; the last one is the current one.
        names: Words for on track, at risk, off track, stale, no status, no data.
        words: What else it says.
    """

    finding: str
    columns: tuple[Column, ...]
    names: tuple[str, str, str, str, str, str] = (
        "on track",
        "at risk",
        "off track",
        "stale",
        "no status",
        "no data",
    )
    words: ChartWords = field(default_factory=ChartWords)

    @property
    def name(self) -> str:
        """The finding with the last counts."""
        if not self.columns:
            return self.finding
        told = zip(self.columns[-1].told, self.names, strict=True)
        counts = ", ".join(f"{n} {name}" for n, name in told if n)
        return f"{self.finding} {counts}".strip()

    def svg(self, *, narrow: bool = False) -> str:
        """Draw the stacks, an axis from 0, and names beside the last stack."""
        width, height = NARROW if narrow else WIDE
        most = max((column.total for column in self.columns), default=0)
        scale = ValueScale(Decimal(0), Decimal(max(1, most)), height - 22, 10.0)
        left, right = 30.0, width - NAMES_WIDTH
        step = (right - left) / max(1, len(self.columns))
        parts = [self._grid(scale, left, right)]
        for index, column in enumerate(self.columns):
            parts.append(self._stack(column, scale, left + index * step, step, index))
        parts.append(self._names(scale, right, width))
        return svg.image(
            *parts, width=width, height=height, name=self.name, class_="pl-chart pl-stacks"
        )

    def table(self) -> Table:
        """A row for each period."""
        rows = tuple((c.label, *(str(count) for count in c.told)) for c in self.columns)
        return Table(self.name, (self.words.week, *self.names), rows)

    def _grid(self, scale: ValueScale, left: float, right: float) -> str:
        whole = [v for v in ticks(scale.low, scale.high, most=4) if v == v.to_integral_value()]
        parts = []
        for value in whole:
            y = scale.place(value)
            class_ = "pl-axis" if value == 0 else "pl-grid"
            parts.append(svg.element("line", x1=left, y1=y, x2=right, y2=y, class_=class_))
            text = self.words.number(value)
            parts.append(svg.words(text, x=left - 8, y=y + 4, class_="pl-tick", anchor="end"))
        return "".join(parts)

    def _stack(
        self, column: Column, scale: ValueScale, left: float, step: float, index: int
    ) -> str:
        width = max(1.0, step - max(1.0, step * 0.14))
        parts, below = [], 0
        for kind, count in zip(KINDS, column.counts, strict=True):
            if count:
                bottom, top = scale.place(Decimal(below)), scale.place(Decimal(below + count))
                tall = max(0.5, bottom - top - GAP)
                class_ = f"pl-part pl-part-{kind}"
                parts.append(
                    svg.element(
                        "rect", x=left, y=bottom - tall, width=width, height=tall, class_=class_
                    )
                )
            below += count
        every = max(1, -(-len(self.columns) // 7))
        last = index + 1 == len(self.columns)
        if last or (index % every == 0 and index + every < len(self.columns)):
            text = shortened(column.label, 11.5, max(step * every, 24.0))
            parts.append(
                svg.words(
                    text,
                    x=left + width / 2,
                    y=scale.bottom + 16,
                    class_="pl-tick",
                    anchor="middle",
                )
            )
        return svg.element("g", *parts, class_="pl-stack-now" if last else "pl-stack-past")

    def _names(self, scale: ValueScale, right: float, width: float) -> str:
        """Name the parts of the last stack beside it, a line each; those without a status too."""
        if not self.columns:
            return ""
        last = self.columns[-1]
        silent = zip(last.told[3:], self.names[3:], strict=True)
        texts = [
            *(f"{n} {name}" for n, name in zip(last.counts[:3], self.names[:3], strict=True)),
            *(f"{n} {name}" for n, name in silent if n),
        ]
        parts: list[tuple[float, str, Sign | None, str]] = []
        below = 0
        for index, text in enumerate(texts):
            kind = min(index, 3)
            count = last.counts[kind]
            if count:
                middle = scale.place(Decimal(below) + Decimal(count) / 2) + 4
                parts.append((middle, text, SIGNS[kind], KINDS[kind]))
            if kind < 3:
                below += count
        places = _apart([part[0] for part in parts], scale.top + 8, scale.bottom)
        room = width - right - 24
        return "".join(
            (sign_shape(sign, right + 13, y - 4, 8.0) if sign else "")
            + svg.words(
                shortened(text, 12.0, room),
                x=right + 22,
                y=y,
                class_=f"pl-part-name pl-part-name-{kind}",
            )
            for y, (_, text, sign, kind) in zip(places, parts, strict=True)
        )


def _apart(places: list[float], top: float, bottom: float) -> list[float]:
    """Move lines that go upwards apart, as little as it takes, between two ends."""
    moved: list[float] = []
    for place in places:
        moved.append(min(place, moved[-1] - LINE) if moved else min(place, bottom))
    for index in reversed(range(len(moved))):
        least = top + LINE * (len(moved) - 1 - index)
        moved[index] = max(moved[index], least)
    return moved

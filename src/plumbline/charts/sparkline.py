"""A small trend without axis: the line so far, pace, the target tick and the sign at its end."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from plumbline.charts import svg
from plumbline.charts.definition import Table
from plumbline.charts.scale import DayScale, ValueScale, covering
from plumbline.charts.series import Point, measured_runs, within_scale
from plumbline.charts.sign import Sign, sign_shape
from plumbline.charts.words import ChartWords

WIDTH = 108.0
HEIGHT = 32.0
MARGIN = 7.0
TARGET_TICK = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sparkline:
    """A key result over its cycle, small enough for a row.

    Attributes:
        finding: What the line shows, in a sentence.
        points: Check-ins in order of day.
        start: First day of the cycle.
        end: Last day of the cycle.
        baseline: Where it started; `None` when unknown.
        target: Where it is to go; `None` for a range or milestone.
        pace: Corners of expected pace where that is no straight line from baseline to target.
        allowed_low: Lower limit of a guardrail or range.
        allowed_high: Upper limit of a guardrail or range.
        sign: Status shown at the end of the line; `None` draws a plain dot.
        unit: Unit of the values.
        cadence_days: Days between check-ins; a longer silence breaks the line. 0 never does.
        words: What it says.
    """

    finding: str
    points: tuple[Point, ...]
    start: date
    end: date
    baseline: Decimal | None = None
    target: Decimal | None = None
    pace: tuple[Point, ...] = ()
    allowed_low: Decimal | None = None
    allowed_high: Decimal | None = None
    sign: Sign | None = None
    unit: str | None = None
    cadence_days: int = 0
    words: ChartWords = field(default_factory=ChartWords)

    @property
    def name(self) -> str:
        """The finding, or that there is no check-in."""
        return self.finding if self.points else self.words.first_reading

    def svg(self, *, narrow: bool = False) -> str:
        """Draw it; without a check-in only pace and target, or a flat bed."""
        width = WIDTH * 0.8 if narrow else WIDTH
        days = self._days(width)
        parts = [self._bed(days), self._line(days)]
        return svg.image(
            *parts, width=width, height=HEIGHT, name=self.name, class_="pl-chart pl-spark"
        )

    def table(self) -> Table:
        """A row for each check-in."""
        words = self.words
        rows = tuple(
            (words.format_day(p.day), words.with_unit(p.value, self.unit)) for p in self.points
        )
        return Table(self.name, (words.day, words.value), rows)

    def _days(self, width: float) -> DayScale:
        known = [point.day for point in self.points]
        return DayScale(min([*known, self.start]), max([*known, self.end]), MARGIN, width - MARGIN)

    def _values(self) -> ValueScale | None:
        known = [point.value for point in (*self.points, *self.pace)]
        ends = (self.baseline, self.target, self.allowed_low, self.allowed_high)
        known += [value for value in ends if value is not None]
        if not known:
            return None
        low, high = covering(known)
        return ValueScale(low, high, HEIGHT - MARGIN, MARGIN)

    def _bed(self, days: DayScale) -> str:
        values = self._values()
        middle = HEIGHT / 2
        if values is None:
            return svg.polyline(((days.left, middle), (days.right, middle)), "pl-spark-pace")
        parts = []
        if self.allowed_low is not None or self.allowed_high is not None:
            parts.append(_allowed(days, values, self.allowed_low, self.allowed_high))
        elif self.pace:
            parts.append(svg.polyline(within_scale(self.pace, days, values), "pl-spark-pace"))
        elif self.baseline is not None and self.target is not None:
            start = (days.place(self.start), values.place(self.baseline))
            end = (days.place(self.end), values.place(self.target))
            parts.append(svg.polyline((start, end), "pl-spark-pace"))
        if self.target is not None:
            x, y = days.place(self.end), values.place(self.target)
            tick = ((x - TARGET_TICK / 2, y), (x + TARGET_TICK / 2, y))
            parts.append(svg.polyline(tick, "pl-spark-target"))
        return "".join(parts)

    def _line(self, days: DayScale) -> str:
        values = self._values()
        if values is None or not self.points:
            return ""
        lines = [
            svg.polyline(within_scale(run, days, values), "pl-spark-line")
            for run in measured_runs(self.points, self.cadence_days)
            if len(run) > 1
        ]
        last = self.points[-1]
        x, y = days.place(last.day), values.place(last.value)
        end = (
            svg.element("circle", cx=x, cy=y, r=2.5, class_="pl-dot")
            if self.sign is None
            else sign_shape(self.sign, x, y, 8)
        )
        return "".join(lines) + end


def _allowed(days: DayScale, values: ValueScale, low: Decimal | None, high: Decimal | None) -> str:
    top = values.top if high is None else values.place(high)
    bottom = values.bottom if low is None else values.place(low)
    area = svg.element(
        "rect",
        x=days.left,
        y=top,
        width=days.right - days.left,
        height=max(0.0, bottom - top),
        class_="pl-allowed",
    )
    limits = [
        svg.polyline(((days.left, values.place(v)), (days.right, values.place(v))), "pl-limit")
        for v in (low, high)
        if v is not None
    ]
    return area + "".join(limits)

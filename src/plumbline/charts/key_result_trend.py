"""The trend of a key result: what was measured, what was expected, where it is to go.

The measured line has a dot for each check-in and breaks where one was missed; expected pace is
dashed, the target steps where it is phased or was changed, a limit shades its allowed side, and
the plumb line stands at today. Time runs to the end of the cycle, so the right side is honest.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from plumbline.charts import svg
from plumbline.charts.definition import Table
from plumbline.charts.series import Point, value_on
from plumbline.charts.trend_drawing import TrendDrawing
from plumbline.charts.words import ChartWords, half_up

__all__ = ["Annotation", "Fan", "KeyResultTrend", "Point", "TargetStep", "straight_pace"]

WIDE = (780.0, 350.0)
NARROW = (358.0, 250.0)
LARGE = (560.0, 350.0)  # for a wall: less room for the same words, so that they stand larger


@dataclass(frozen=True, slots=True)
class TargetStep:
    """The target from a day on; `changed` marks a later change, not a planned phase."""

    since: date
    value: Decimal
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Annotation:
    """Something that happened on a day and may explain a turn of the line."""

    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Fan:
    """What the forecast holds possible on a day: the middle, and 5 and 8 in 10 futures."""

    day: date
    middle: Decimal
    low_5: Decimal
    high_5: Decimal
    low_8: Decimal
    high_8: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultTrend:
    """Everything the drawing of a key result needs.

    Attributes:
        finding: What it shows, in a sentence; title and accessible name.
        unit: Unit of the values; `None` for a plain count.
        points: Check-ins in order of day.
        start: First day of the cycle.
        end: Last day of the cycle.
        today: Where the plumb line stands; outside the cycle there is none.
        baseline: The value at the start; `None` when unknown.
        targets: Steps of the target in order of day; empty for a range or a limit.
        pace: Expected pace as a broken line; empty where pace means nothing.
        allowed_low: Lower limit of the allowed side (at least, range).
        allowed_high: Upper limit of the allowed side (at most, range).
        forecast: Days ahead in order, beginning with the last value; empty without a forecast.
        annotations: Marks; the first to go where there is no room.
        cadence_days: Days between check-ins; two of silence break the line.
        is_large: Whether it is read from the back of a room.
        words: What it says.
    """

    finding: str
    unit: str | None
    points: tuple[Point, ...]
    start: date
    end: date
    today: date
    baseline: Decimal | None = None
    targets: tuple[TargetStep, ...] = ()
    pace: tuple[Point, ...] = ()
    allowed_low: Decimal | None = None
    allowed_high: Decimal | None = None
    forecast: tuple[Fan, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    cadence_days: int = 7
    is_large: bool = False
    words: ChartWords = field(default_factory=ChartWords)

    @property
    def name(self) -> str:
        """The finding with its first and last value."""
        if not self.points:
            return f"{self.finding} {self.words.first_reading}".strip()
        first, last = (
            self.words.with_unit(point.value, self.unit)
            for point in (self.points[0], self.points[-1])
        )
        return self.words.trend.format(finding=self.finding, first=first, last=last)

    def svg(self, *, narrow: bool = False) -> str:
        """Draw it wide for a desktop or narrow for a phone."""
        width, height = NARROW if narrow else LARGE if self.is_large else WIDE
        drawing = TrendDrawing(self, width, height, narrow=narrow)
        class_ = "pl-chart pl-trend pl-trend-narrow" if narrow else "pl-chart pl-trend"
        if self.is_large and not narrow:
            class_ = "pl-chart pl-trend pl-trend-large"
        return svg.image(
            drawing.written(), width=width, height=height, name=self.name, class_=class_
        )

    def table(self) -> Table:
        """A row for each check-in: day, value, expected pace and target of that day.

        The last day of a forecast follows with its middle and both bands.
        """
        words = self.words
        rows = tuple(
            (
                words.format_day(point.day),
                words.with_unit(point.value, self.unit),
                self._written(self.pace_on(point.day)),
                self._written(self.target_on(point.day)),
            )
            for point in self.points
        )
        columns = (words.day, words.value, words.expected, words.target_column)
        return Table(self.name, columns, (*rows, *self._forecast_row()))

    def _forecast_row(self) -> tuple[tuple[str, ...], ...]:
        if len(self.forecast) < 2:
            return ()
        last, words = self.forecast[-1], self.words
        ends = {
            "middle": words.with_unit(self.rounded(last.middle), self.unit),
            "low_5": words.number(self.rounded(last.low_5)),
            "high_5": words.number(self.rounded(last.high_5)),
            "low_8": words.number(self.rounded(last.low_8)),
            "high_8": words.number(self.rounded(last.high_8)),
        }
        day = words.format_day(last.day)
        pace, target = self.pace_on(last.day), self.target_on(last.day)
        return (
            (
                day,
                words.forecast_row.format(**ends),
                self._written(pace),
                self._written(target),
            ),
        )

    def target_on(self, day: date) -> Decimal | None:
        """The target that held on a day; the first step before it began."""
        held = [step.value for step in self.targets if step.since <= day]
        if held:
            return held[-1]
        return self.targets[0].value if self.targets else None

    def _written(self, value: Decimal | None) -> str:
        return "–" if value is None else self.words.with_unit(value, self.unit)

    def pace_on(self, day: date) -> Decimal | None:
        """Expected pace on a day, with one place at least and no more than was ever measured."""
        pace = value_on(self.pace, day)
        return None if pace is None else self.rounded(pace)

    def rounded(self, value: Decimal) -> Decimal:
        """A computed value with one place at least and no more than was ever measured."""
        measured = [-int(point.value.as_tuple().exponent) for point in self.points]
        return half_up(value, max([1, *measured]))


def straight_pace(baseline: Decimal, target: Decimal, start: date, end: date) -> tuple[Point, ...]:
    """Expected pace of a result that moves evenly from baseline to target."""
    return (Point(start, baseline), Point(end, target))

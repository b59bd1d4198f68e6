"""The ruler of the cycle in the top bar: a tick a week and the plumb line at today."""

from dataclasses import dataclass, field
from decimal import Decimal

from plumbline.charts import svg
from plumbline.charts.definition import Table
from plumbline.charts.words import ChartWords

WIDTH = 180.0
HEIGHT = 20.0
MARGIN = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleRuler:
    """Where today stands in a cycle.

    Attributes:
        cycle: Its name, such as "Q4 2026".
        week: The running week, from 1; 0 before the cycle starts.
        weeks: How many weeks the cycle has, at least 1.
        share: Elapsed part of the cycle, 0 to 1.
        words: What it says.
    """

    cycle: str
    week: int
    weeks: int
    share: Decimal
    words: ChartWords = field(default_factory=ChartWords)

    @property
    def name(self) -> str:
        """Cycle and week in words."""
        return self.words.week_of.format(name=self.cycle, week=self.week, weeks=self.weeks)

    def svg(self, *, narrow: bool = False) -> str:
        """Draw the ruler; ticks too close to tell apart are left out."""
        width = WIDTH * 0.6 if narrow else WIDTH
        left, right, base = MARGIN, width - MARGIN, 12.0
        today = left + (right - left) * float(min(Decimal(1), max(Decimal(0), self.share)))
        every = max(1, -(-self.weeks // 27))
        ticks = "".join(
            svg.element("line", x1=x, y1=base - (6 if end else 3), x2=x, y2=base, class_=class_)
            for x, end, class_ in self._ticks(left, right, today, every)
        )
        return svg.image(
            svg.element("line", x1=left, y1=base, x2=right, y2=base, class_="pl-ruler-ahead"),
            svg.element("line", x1=left, y1=base, x2=today, y2=base, class_="pl-ruler-past"),
            ticks,
            svg.plumb(today, 3, base + 3.4, bob=3.6),
            width=width,
            height=HEIGHT,
            name=self.name,
            class_="pl-chart pl-ruler",
        )

    def table(self) -> Table:
        """One row: the week and how many there are."""
        return Table(self.cycle, (self.words.week, "/"), ((str(self.week), str(self.weeks)),))

    def _ticks(
        self, left: float, right: float, today: float, every: int
    ) -> list[tuple[float, bool, str]]:
        weeks = [*range(0, self.weeks, every), self.weeks]
        places = [left + (right - left) * week / self.weeks for week in weeks]
        return [
            (x, x in (left, right), "pl-ruler-past" if x <= today else "pl-ruler-ahead")
            for x in places
        ]

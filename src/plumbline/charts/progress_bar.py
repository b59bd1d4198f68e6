"""A bar of progress with the plumb line where pace would be now."""

from dataclasses import dataclass, field
from decimal import Decimal

from plumbline.charts import svg
from plumbline.charts.definition import Table
from plumbline.charts.words import ChartWords

HEIGHT = 18.0
BED = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressBar:
    """Progress and pace as shares of the way.

    Attributes:
        share: Progress that counts, 0 to 1; `None` while there is no check-in.
        pace: Where progress would be now, 0 to 1; `None` where pace means nothing.
        width: In px.
        words: What it says.
    """

    share: Decimal | None
    pace: Decimal | None = None
    width: float = 104.0
    words: ChartWords = field(default_factory=ChartWords)

    @property
    def name(self) -> str:
        """Progress and pace in one sentence."""
        if self.share is None:
            return self.words.no_data
        share = self.words.percent(self.share)
        if self.pace is None:
            return self.words.progress.format(share=share)
        return self.words.progress_and_pace.format(share=share, pace=self.words.percent(self.pace))

    def svg(self, *, narrow: bool = False) -> str:
        """Draw the bed, the filled part and the pace tick."""
        width = self.width * 0.75 if narrow else self.width
        top = (HEIGHT - BED) / 2 - 1
        parts = [svg.element("rect", x=0, y=top, width=width, height=BED, rx=1, class_="pl-track")]
        if self.share is not None:
            filled = width * _clamped(self.share)
            parts.append(
                svg.element("rect", x=0, y=top, width=filled, height=BED, rx=1, class_="pl-fill")
            )
        if self.pace is not None:
            # Half a bob of room at both ends, so that the tick stays inside the drawing.
            x = min(max(width * _clamped(self.pace), 4.0), width - 4.0)
            parts.append(svg.plumb(x, 1, HEIGHT - 4, bob=3.6))
        return svg.image(
            *parts, width=width, height=HEIGHT, name=self.name, class_="pl-chart pl-progress"
        )

    def table(self) -> Table:
        """One row: progress and pace."""
        words = self.words
        share = words.no_check_in if self.share is None else words.percent(self.share)
        pace = "–" if self.pace is None else words.percent(self.pace)
        return Table(self.name, (words.value, words.expected), ((share, pace),))


def _clamped(share: Decimal) -> float:
    return float(min(Decimal(1), max(Decimal(0), share)))

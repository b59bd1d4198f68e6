"""What every chart can do, and the table that says the same in words."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Table:
    """The twin of a chart: the same data for people who read rather than look.

    Attributes:
        caption: The finding of the chart.
        columns: Headings.
        rows: One tuple a row, as wide as `columns`.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Chart(Protocol):
    """A chart ready to be drawn."""

    @property
    def name(self) -> str:
        """The accessible name: one sentence that says what the drawing shows."""

    def svg(self, *, narrow: bool = False) -> str:
        """Draw it as one complete `<svg>` element.

        Args:
            narrow: True for a phone: a smaller drawing that keeps axis, target and today and
                gives up annotations.
        """

    def table(self) -> Table:
        """Give the data as rows."""

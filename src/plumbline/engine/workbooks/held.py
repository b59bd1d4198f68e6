"""What a cell of a workbook holds, and how people see it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from plumbline.engine.documents.scalars import number_format
from plumbline.engine.documents.tables.cells import Cell, CellKind

_PERCENT_STEP = Decimal("0.000001")
_MOST_DIGITS = 20

_CARRIAGE_RETURN = "_x000D_"
"""What some programs leave of a line end."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a cell holds, and how a person sees it: `38%`, `2026-10-01`, `TRUE`."""

    cell: Cell
    shown: str


def held_of(value: object) -> Held:
    """Return a truth, a day, a moment or words as a cell holds them."""
    if isinstance(value, bool):
        word = "true" if value else "false"
        return Held(Cell(word, CellKind.BOOLEAN), word.upper())
    if isinstance(value, datetime):
        moment = value.replace(tzinfo=None)
        if (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0):
            return day_held(moment.date())
        return Held(Cell(moment.isoformat(), CellKind.MOMENT), moment.strftime("%Y-%m-%d %H:%M"))
    if isinstance(value, date):
        return day_held(value)
    text = str(value)
    return Held(Cell(text), text.replace(_CARRIAGE_RETURN, ""))


def number_held(number: Decimal, *, is_percent: bool) -> Held:
    """Return a number as a cell holds it; a percentage is the share, shown as such."""
    if not number.is_finite():
        return Held(Cell(""), "")
    text = number_format(number)
    if is_percent:
        return Held(Cell(text, CellKind.PERCENT), f"{number_format(_in_hundredths(number))}%")
    return Held(Cell(text, CellKind.NUMBER), text)


def _in_hundredths(share: Decimal) -> Decimal:
    percent = share * 100
    # Rounding writes zeros behind a number, for which a longer one has no digits left.
    if percent.adjusted() > _MOST_DIGITS:
        return percent
    return percent.quantize(_PERCENT_STEP, ROUND_HALF_UP)


def day_held(day: date) -> Held:
    """Return a day as a cell holds it."""
    return Held(Cell(day.isoformat(), CellKind.DAY), day.isoformat())

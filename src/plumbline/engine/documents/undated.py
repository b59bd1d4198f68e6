"""What a text states of a key result and not of which day: its value, how sure somebody is."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Undated:
    """A reading without its day.

    Attributes:
        confidence: From 1 to 10, whatever scale the text has.
        note: What else it says of that day: a remark, or how it looked.
    """

    value: Decimal | None = None
    confidence: int | None = None
    note: str | None = None

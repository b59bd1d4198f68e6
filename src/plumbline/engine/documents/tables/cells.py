"""Cells of a table: what they hold, as the text that says it exactly."""

from dataclasses import dataclass
from enum import StrEnum


class CellKind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DAY = "day"
    MOMENT = "moment"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds.

    Attributes:
        text: A text as it is; a number in canonical digits (a share as the share, `0.38`); a day
            or moment in ISO form without a zone; `true` or `false`.
    """

    text: str
    kind: CellKind = CellKind.TEXT

"""Where in a text a value stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text, half open, counted in characters (not bytes).

    Attributes:
        start: Offset of the first character, from 0.
        end: Offset behind the last character.
        line: Line of the first character, from 1.
        column: Column of the first character, from 1.
        end_line: Line of the position `end`.
        end_column: Column of the position `end`.
    """

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int

"""What the database lets go of where it otherwise keeps every row."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Which rows may be deleted.

    Attributes:
        condition: SQL that both databases understand; `{row}` stands before each column of the
            row. Names come from models, never from people.
        columns: Of an append-only table what may still be changed of such rows, and of no others.
    """

    condition: str
    columns: tuple[str, ...] = ()

    def of(self, row: str) -> str:
        """Returns the condition about the row that goes by this name in a statement."""
        return self.condition.format(row=row)

"""What the builders of walls need to know of a table."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Tie:
    """A foreign key from one tenant table to another."""

    column: str
    parent: str
    parent_key: str


@dataclass(frozen=True, slots=True)
class GuardedTable:
    """A table that gets walls.

    Attributes:
        tenant: Its rows belong to organizations.
        append_only: Its rows are never changed or deleted.
        ties: Its foreign keys to other tenant tables.
    """

    name: str
    tenant: bool
    append_only: bool
    ties: tuple[Tie, ...]

    def narrowed(self, *, tables: AbstractSet[str], columns: AbstractSet[str]) -> "GuardedTable":
        """Returns the part of it that a partly migrated database can carry."""
        ties = tuple(t for t in self.ties if t.column in columns and t.parent in tables)
        return replace(self, ties=ties)

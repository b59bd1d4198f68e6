"""What the builders of walls need to know of a table."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from plumbline.domain.tenancy.taking_back import TakenBack


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
        taken_back: What may be deleted all the same, or, where rows may change, alone.
        columns: All its columns.
        ties: Its foreign keys to other tenant tables.
        sought: The columns whose words are looked for.
    """

    name: str
    tenant: bool
    append_only: bool
    ties: tuple[Tie, ...]
    taken_back: TakenBack | None = None
    columns: tuple[str, ...] = ()
    sought: tuple[str, ...] = ()

    @property
    def settled(self) -> tuple[str, ...]:
        """The columns of an append-only table that no row may change."""
        changeable = self.taken_back.columns if self.taken_back else ()
        return tuple(column for column in self.columns if column not in changeable)

    def narrowed(self, *, tables: AbstractSet[str], columns: AbstractSet[str]) -> "GuardedTable":
        """Returns the part of it that a partly migrated database can carry."""
        ties = tuple(t for t in self.ties if t.column in columns and t.parent in tables)
        here = tuple(column for column in self.columns if column in columns)
        sought = self.sought if columns >= set(self.sought) else ()
        return replace(self, ties=ties, columns=here, sought=sought)

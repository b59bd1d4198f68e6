"""What entries of the journal say was changed, with names instead of numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from plumbline.domain.chronicle.permissions import OPENING_ACTS
from plumbline.domain.chronicle.selectors.names import IDENTIFIED, MANY, NUMBERED, Names
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.tenancy.public_ids import PUBLIC_ID_LENGTH

#: Fields that tell of more than the viewer may see: counts with private things in them, and
#: whoever owns what was opened.
WITHHELD: Final[Mapping[str, frozenset[str]]] = {
    "import.create": frozenset({"objectives", "key_results"}),
    **dict.fromkeys(OPENING_ACTS, frozenset({"reason", "told"})),
}

_Texts = Mapping[tuple[str, bool], str | None]


@dataclass(frozen=True, slots=True)
class ChangeRead:
    """One value before and after; each None where there was none.

    Attributes:
        field: as the journal calls it.
        old: before.
        new: after.
        is_erased: whether a text of it was erased with the person it was about.
    """

    field: str
    old: object
    new: object
    is_erased: bool = False


def changes_read(entry: JournalEntry, names: Names, texts: _Texts) -> tuple[ChangeRead, ...]:
    """Return what an entry says was changed, as far as it is for whom the names are."""
    withheld = WITHHELD.get(entry.act, frozenset())
    seen = names.subject(entry, {}) is not None
    return tuple(
        change
        for name in entry.changes
        if name not in withheld or (entry.act in OPENING_ACTS and seen)
        for change in _read(entry, name, names, texts)
    )


def _read(entry: JournalEntry, name: str, names: Names, texts: _Texts) -> Iterator[ChangeRead]:
    sides = entry.changes[name]
    if "old_hash" in sides or "new_hash" in sides:
        keys = ((name, False), (name, True))
        erased = any(key in texts and texts[key] is None for key in keys)
        yield ChangeRead(name, texts.get(keys[0]), texts.get(keys[1]), erased)
        return
    old, new = (_named(entry, name, sides.get(side), names) for side in ("old", "new"))
    if old is not None or new is not None:
        yield ChangeRead(name, old, new)


def _named(entry: JournalEntry, name: str, value: object, names: Names) -> object:
    """Return what a number or public id stands for, of many the seen ones; others as they are."""
    if isinstance(value, int) and not isinstance(value, bool) and name in NUMBERED:
        found = names.by_number.get((NUMBERED[name], value))
        return found.label if found else None
    if entry.subject_kind == "bulk" and name == MANY and isinstance(value, list):
        reached = (names.by_id.get(("objective", each)) for each in value)
        return [found.label for found in reached if found] or None
    if isinstance(value, str) and (kind := _kind(entry, name)):
        found = names.by_id.get((kind, value[:PUBLIC_ID_LENGTH]))
        return found.label if found else None
    return value


def _kind(entry: JournalEntry, name: str) -> str:
    if name == "parent":
        return entry.subject_kind if entry.subject_kind in ("team", "objective") else ""
    return IDENTIFIED.get(name, "")

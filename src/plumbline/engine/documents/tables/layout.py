"""Which rows and columns a document has, taken from the table of the format.

A record that stands alone (an objective, a key result, a check-in …) is a row; what belongs to it
once (its metric, its grade) are columns of that row, named like `Metric baseline`; what it has many
of are rows of their own that name it, except links and initiatives, which are lines of one cell.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from plumbline.engine.documents.format_dependency import DEPENDENCY
from plumbline.engine.documents.format_external_link import EXTERNAL_LINK
from plumbline.engine.documents.format_records import Key, Kind, Record
from plumbline.engine.documents.format_table import (
    ADJUSTMENT,
    CHECK_IN,
    CHECKPOINT,
    DOCUMENT,
    GROUP,
    KEY_RESULT,
    OBJECTIVE,
    PAUSE,
    PRIORITY,
    STAGE,
)
from plumbline.engine.documents.tables.texts import name_read

FIELD_PREFIX = "Field "
"""Begins the heading of a custom field, whose key follows."""
TYPE_HEADING = "Type"
OF_HEADING = "Of"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, and the keys that lead to its value.

    Attributes:
        is_core: Written even when no row fills it.
    """

    heading: str
    path: tuple[str, ...]
    key: Key
    is_core: bool = False


@dataclass(frozen=True, slots=True)
class RowKind:
    """One kind of row.

    Attributes:
        record: What a row of it is.
        word: What the column `Type` calls it.
        plural: What a sheet or table of them is called.
        of_heading: Heading of the column that names its parent by id; empty for none.
        columns: All columns without custom fields.
        has_fields: Whether custom fields may follow.
    """

    record: Record
    word: str
    plural: str
    of_heading: str
    columns: tuple[Column, ...]
    has_fields: bool

    def column(self, heading: str) -> Column | None:
        """Return the column of a heading, whatever its case; `None` when there is none."""
        folded = heading_fold(heading)
        found = next((one for one in self.columns if heading_fold(one.heading) == folded), None)
        if found is None and self.has_fields and heading.startswith(FIELD_PREFIX):
            return field_column(self, name_read(heading.removeprefix(FIELD_PREFIX)))
        return found


@dataclass(frozen=True, slots=True)
class Child:
    """Rows that hang on others: below which keys of the parent they belong."""

    kind: str
    path: tuple[str, ...]


_CORE = {
    OBJECTIVE.name: ("id", "title", "why", "owner", "team", "style", "state", "supports"),
    KEY_RESULT.name: (
        "id", "title", "owner", "metric kind", "metric unit", "metric baseline", "metric target",
        "weight", "due",
    ),
    CHECK_IN.name: ("value", "date", "confidence", "note", "author"),
}  # fmt: skip
_WORDS = (
    (DOCUMENT, "Document", "Document", ""),
    (PRIORITY, "Priority", "Priorities", ""),
    (GROUP, "Group", "Groups", ""),
    (OBJECTIVE, "Objective", "Objectives", ""),
    (KEY_RESULT, "Key result", "Key results", "Objective"),
    (CHECK_IN, "Check-in", "Check-ins", "Key result"),
    (CHECKPOINT, "Checkpoint", "Checkpoints", "Key result"),
    (STAGE, "Stage", "Stages", "Key result"),
    (PAUSE, "Pause", "Pauses", OF_HEADING),
    (ADJUSTMENT, "Adjustment", "Adjustments", OF_HEADING),
    (EXTERNAL_LINK, "External link", "External links", OF_HEADING),
    (DEPENDENCY, "Dependency", "Dependencies", ""),
)
_ROWS = frozenset(record.name for record, *_ in _WORDS)


def heading_fold(heading: str) -> str:
    """Return a heading so that spelling and case do not matter."""
    return " ".join(heading.replace("_", " ").replace("-", " ").casefold().split())


def field_column(kind: RowKind, name: str) -> Column:
    """Return the column of a custom field."""
    key = next(key for key in kind.record.keys if key.name == "fields")
    return Column(FIELD_PREFIX + name, ("fields", name), key)


@cache
def row_kinds() -> dict[str, RowKind]:
    """Return every kind of row by the name of its record, in the order of the format."""
    return {
        record.name: RowKind(
            record=record,
            word=word,
            plural=plural,
            of_heading=of_heading,
            columns=tuple(_columns(record, _CORE.get(record.name, ()))),
            has_fields=any(key.name == "fields" for key in record.keys),
        )
        for record, word, plural, of_heading in _WORDS
    }


@cache
def children_of(kind: str) -> tuple[Child, ...]:
    """Return the kinds of rows that hang on rows of a kind."""
    return tuple(_children(row_kinds()[kind].record, ()))


def kind_of_word(word: str) -> RowKind | None:
    """Return the kind that a type or the name of a sheet means; `None` when it is none."""
    folded = heading_fold(word)
    return next(
        (
            kind
            for kind in row_kinds().values()
            if folded in (heading_fold(kind.word), heading_fold(kind.plural))
        ),
        None,
    )


def is_row(key: Key) -> bool:
    """Whether what a key holds are rows of their own."""
    return key.kind is Kind.RECORDS and key.record is not None and key.record.name in _ROWS


def is_free(key: Key, record: Record) -> bool:
    """Whether a key holds custom fields, of which each has a column."""
    return key.kind is Kind.FIELDS and key.name == "fields" and record.name != ADJUSTMENT.name


def _columns(record: Record, core: tuple[str, ...], path: tuple[str, ...] = ()) -> Iterator[Column]:
    for key in record.keys:
        here = (*path, key.name)
        if key.kind is Kind.RECORD and key.record is not None:
            yield from _columns(key.record, core, here)
        elif not is_row(key) and not is_free(key, record):
            words = " ".join(here).replace("_", " ")
            yield Column(words[0].upper() + words[1:], here, key, words in core)


def _children(record: Record, path: tuple[str, ...]) -> Iterator[Child]:
    for key in record.keys:
        here = (*path, key.name)
        if is_row(key) and key.record is not None:
            yield Child(key.record.name, here)
        elif key.kind is Kind.RECORD and key.record is not None:
            yield from _children(key.record, here)

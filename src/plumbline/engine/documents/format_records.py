"""What the table of the document format is made of: keys, their kinds, and records of keys."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What the value of a key looks like."""

    VERSION = "version"
    TEXT = "text"
    TEXTS = "list of texts"
    NUMBER = "number"
    TARGET = "number or change in percent"
    INTEGER = "whole number"
    BOOLEAN = "true or false"
    DAY = "day"
    MOMENT = "moment"
    CHOICE = "one of"
    RECORD = "mapping"
    RECORDS = "list"
    FIELDS = "free mapping"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key of a mapping.

    Attributes:
        name: As written in the text.
        about: One sentence for the schema and the reference.
        attribute: Attribute of the model, where it is not `name`.
        is_required: A record without it says nothing.
        choices: The words of a `CHOICE`.
        record: Of which mappings a `RECORD` or `RECORDS` is made.
        low: Least value of a number, `None` for any.
        high: Greatest value of a number, `None` for any.
        places: Most digits behind the decimal mark of a `NUMBER`, `None` for any.
    """

    name: str
    kind: Kind
    about: str
    attribute: str | None = None
    is_required: bool = False
    choices: type[StrEnum] | None = None
    record: "Record | None" = None
    low: int | None = None
    high: int | None = None
    places: int | None = None

    @property
    def field(self) -> str:
        """The attribute of the model that the key fills."""
        return self.attribute or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One kind of mapping.

    Attributes:
        name: Name of its definition in the schema.
        model: The class of the model that it builds.
        short: The key that a bare text stands for, where that is allowed.
        is_flow: Written on one line, `{like: this}`.
    """

    name: str
    about: str
    model: Callable[..., object]
    keys: tuple[Key, ...]
    short: str | None = None
    is_flow: bool = True

    def key(self, name: str) -> Key | None:
        """Return the key of that name, or `None`."""
        return next((key for key in self.keys if key.name == name), None)

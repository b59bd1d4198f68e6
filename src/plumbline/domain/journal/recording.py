"""What an act looks like before it becomes an entry: author, subject and changed values."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Final

from plumbline.domain.journal.models import Source

#: The act that erases words beside entries. It tells of how many: others that are gone were not
#: erased by Plumbline.
TEXTS_ERASED: Final = "account.erase_texts"
_KINDS = "A journal value is None, a string, number, boolean, date, instant or a list of such."


@dataclass(frozen=True, slots=True)
class Author:
    """Who acts, and through which door.

    Attributes:
        person_id: The member who acts; None for Plumbline itself.
        account_id: The account that was signed in, or owns the token.
        deputy_for_person_id: The absent person whose right was used.
        ip_hash: Keyed hash of the address, or empty.
    """

    source: Source
    person_id: int | None = None
    account_id: int | None = None
    deputy_for_person_id: int | None = None
    ip_hash: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """The thing acted upon, by kind (`objective`, `person`, …) and number."""

    kind: str
    id: int | None = None
    public_id: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One value before and after.

    Attributes:
        personal: The values are words of or about a person: the entry keeps salted hashes only.
        about_person_id: Whom they are about, so that they can be erased with the person.
    """

    old: object = None
    new: object = None
    personal: bool = False
    about_person_id: int | None = None


def value_plain(value: object) -> object:
    """Returns `value` as JSON holds it: decimals as canonical text, days and instants as ISO.

    Raises:
        TypeError: The value is of a kind that a journal cannot keep.
    """
    if isinstance(value, Enum):
        return value_plain(value.value)
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [value_plain(item) for item in value]
    raise TypeError(f"{_KINDS} Got {type(value).__name__}.")


def text_hash(text: str, *, salt: str) -> str:
    """Returns the SHA-256 of salt and text, in hex.

    The salt has a fixed length of 32 hex digits, so salt and text cannot be shifted into each
    other.
    """
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()

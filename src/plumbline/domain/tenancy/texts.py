"""What no text may hold, since PostgreSQL cannot store it; what a name and a title must be."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import NoneType

from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.engine.messages import Message

NUL = "\0"

#: Fields of this name hold what people, teams, cycles and organizations are called: in subjects
#: of mails, in lists, in addresses.
NAME = "name"

#: Fields of these names say what a thing is called, so something of them has to be seen.
SEEN = frozenset({NAME, "title"})

# Each value of each statement is looked at; these are told apart at once.
_WITHOUT_TEXT = frozenset({NoneType, bool, int, float, Decimal, date, datetime})

# The characters at which a text breaks into lines, and the others that only steer devices.
_BREAKS = re.compile("[\x01-\x1f\x7f-\x9f\u2028\u2029]")

# What formats, separates or steers, and the letters and marks that are drawn as nothing.
_UNSEEN_KINDS = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe00-\ufe0f\uffa0]")


def holds_nul(value: object) -> bool:
    """Tell whether a text, or a text anywhere inside lists and mappings, holds a NUL character."""
    if isinstance(value, str):
        return NUL in value
    if isinstance(value, list | tuple):
        return any(type(part) not in _WITHOUT_TEXT and holds_nul(part) for part in value)
    if isinstance(value, Mapping):
        return any(holds_nul(part) for pair in value.items() for part in pair)
    return False


def texts_check(values: Iterable[tuple[str, object]]) -> None:
    """Refuse values, given with the names of their fields, that hold what they must not.

    Raises:
        ValidationRefused: At each field with a NUL character, at a name of several lines, and at a
            name or a title of which nothing is seen.
    """
    refused: dict[str, list[Message]] = {}
    for name, value in values:
        if holds_nul(value):
            refused[name] = [nul_refused()]
        elif name == NAME and isinstance(value, str) and _BREAKS.search(value):
            refused[name] = [Message("tenancy.text.several_lines")]
        elif name in SEEN and isinstance(value, str) and value and is_unseen(value):
            refused[name] = [Message("tenancy.text.unseen")]
    if refused:
        raise ValidationRefused(refused)


def is_unseen(text: str) -> bool:
    """Tell whether a text holds nothing that is drawn."""
    return all(unicodedata.category(char) in _UNSEEN_KINDS or _UNSEEN.match(char) for char in text)


def one_line(text: str) -> str:
    """Return a text as one line: what breaks or steers becomes a space."""
    return " ".join(_BREAKS.sub(" ", text).split())


def nul_refused() -> Message:
    """Return what is said of a text with a NUL character."""
    return Message("tenancy.text.nul")

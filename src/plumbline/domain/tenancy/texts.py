"""The character that no text may hold: PostgreSQL cannot store it, so nobody may send it."""

from collections.abc import Iterable, Mapping

from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.engine.messages import Message

NUL = "\0"


def holds_nul(value: object) -> bool:
    """Tell whether a text, or a text anywhere inside lists and mappings, holds a NUL character."""
    if isinstance(value, str):
        return NUL in value
    if isinstance(value, Mapping):
        return any(holds_nul(part) for pair in value.items() for part in pair)
    return isinstance(value, list | tuple) and any(holds_nul(part) for part in value)


def texts_check(values: Iterable[tuple[str, object]]) -> None:
    """Refuse values, given with the names of their fields, in which a NUL character stands.

    Raises:
        ValidationRefused: At each such field.
    """
    refused = {name: [nul_refused()] for name, value in values if holds_nul(value)}
    if refused:
        raise ValidationRefused(refused)


def nul_refused() -> Message:
    """Return what is said of a text with a NUL character."""
    return Message("tenancy.text.nul")

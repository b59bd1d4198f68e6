"""What the engine has to say, as ids with parameters; the prose lives in one catalogue.

Logic never holds a sentence: it yields a `Message`, and `render` (or an interface that
translates) turns it into words. Every id is declared in `CATALOGUE`, one module for each part
of the engine; a test walks the engine and refuses an id that is not.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from plumbline.engine.messages import coaching, documents, learning, rules, scoring

CATALOGUE: Mapping[str, str] = {
    **documents.MESSAGES,
    **scoring.MESSAGES,
    **rules.MESSAGES,
    **coaching.MESSAGES,
    **learning.MESSAGES,
}


@dataclass(frozen=True, slots=True)
class Message:
    """One statement of the engine, without its words.

    Attributes:
        id: A key of `CATALOGUE`, such as `"documents.no_items"`.
        params: Values that the words name; plain strings, numbers or Decimals.
    """

    id: str
    params: Mapping[str, object] = field(default_factory=dict)


def render(message: Message, template: str | None = None) -> str:
    """Put a message into words.

    Args:
        message: What is to be said.
        template: The translated sentence; the English one of the catalogue when `None`.

    Returns:
        One line of prose without mark-up.

    Raises:
        KeyError: The id is not in the catalogue, or a parameter is missing.
    """
    words = {name: _plain(value) for name, value in message.params.items()}
    return (template or CATALOGUE[message.id]).format(**words)


def _plain(value: object) -> object:
    """Write a decimal without exponent and with a real minus sign."""
    return format(value, "f").replace("-", "−") if isinstance(value, Decimal) else value

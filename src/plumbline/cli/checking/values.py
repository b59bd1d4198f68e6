"""Values of a configuration, each looked at where it stands."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

T = TypeVar("T", bound=str)


class Refused(ValueError):
    """A value of a configuration that cannot be used.

    Attributes:
        key: Where it stands, such as `rules.too-many-objectives.most-team`.
        said: What is wrong and what to do.
    """

    def __init__(self, key: str, said: str) -> None:
        super().__init__(said)
        self.key = key
        self.said = said


def words_read(key: str, value: object) -> tuple[str, ...]:
    """Return a list of texts, none of them empty."""
    if isinstance(value, list) and all(isinstance(each, str) and each.strip() for each in value):
        return tuple(each.strip() for each in value)
    raise Refused(key, 'Write a list of texts, such as ["one", "two"].')


def names_read(key: str, value: object) -> frozenset[str]:
    """Return a list of texts of which the order says nothing."""
    return frozenset(words_read(key, value))


def yes_or_no_read(key: str, value: object) -> bool:
    """Return true or false."""
    if isinstance(value, bool):
        return value
    raise Refused(key, "Write true or false.")


def choice_read(key: str, value: object, choices: Iterable[T]) -> T:
    """Return one of a few words."""
    known = list(choices)
    for each in known:
        if value == str(each):
            return each
    raise Refused(key, f"Write one of: {', '.join(known)}.")


def table_read(key: str, value: object) -> Mapping[str, object]:
    """Return a table of values by name."""
    if isinstance(value, dict):
        return value
    raise Refused(key, f"This is a table: write [{key}] and a line for each of its values.")

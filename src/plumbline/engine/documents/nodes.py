"""The shape of a YAML or JSON text: scalars, sequences and mappings with where they stand."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from plumbline.engine.messages import Message

DEPTH_LIMIT = 40
"""Deepest nesting that is read; our own format needs 8."""
NODE_LIMIT = 400_000
"""Most values in one document, aliases counted each time they are used."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as text; what it means is decided by who asks.

    Attributes:
        start: Offset of its first character, quotes included.
        end: Offset behind its last character, quotes included.
        text: The value with quotes and escapes resolved.
        is_plain: True when it stands without quotes, so that `true` or `12` may be more than text.
    """

    start: int
    end: int
    text: str
    is_plain: bool = True

    @property
    def is_null(self) -> bool:
        """Whether nothing was stated: an empty place, `null` or `~`."""
        return self.is_plain and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list; `start` and `end` as in `Scalar`."""

    start: int
    end: int
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping in the order of the text.

    Attributes:
        entries: Key and value; a key stands once.
        repeated: Keys that stand again; their values are not in `entries`.
    """

    start: int
    end: int
    entries: tuple[tuple[Scalar, "Node"], ...]
    repeated: tuple[Scalar, ...] = field(default=())

    def get(self, key: str) -> "Node | None":
        """Return the value of a key, or `None`."""
        return next((value for name, value in self.entries if name.text == key), None)


Node = Scalar | Sequence | Mapping


class BrokenText(Exception):
    """A text that is no YAML or no JSON.

    Attributes:
        offset: Where it breaks.
        message: What is wrong there.
    """

    def __init__(self, offset: int, message: Message) -> None:
        """Keep the place and the reason."""
        super().__init__(message.id)
        self.offset = offset
        self.message = message


def too_many(offset: int, most: int) -> BrokenText:
    """Return the error for a text that holds more values than are read."""
    return BrokenText(offset, Message(TOO_MANY, {"limit": most}))


TOO_MANY = "documents.yaml.too_many"


def entries_mapping(start: int, end: int, entries: list[tuple[Scalar, Node]]) -> Mapping:
    """Build a mapping, setting keys apart that stand a second time."""
    seen: set[str] = set()
    kept: list[tuple[Scalar, Node]] = []
    repeated: list[Scalar] = []
    for key, value in entries:
        if key.text in seen:
            repeated.append(key)
        else:
            seen.add(key.text)
            kept.append((key, value))
    return Mapping(start, end, tuple(kept), tuple(repeated))


def repeated_keys(root: Node) -> Iterator[Scalar]:
    """Yield the keys that stand again in their mapping, each once however it is referred to."""
    told: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Sequence):
            waiting.extend(node.items)
        elif isinstance(node, Mapping):
            waiting.extend(value for _, value in node.entries)
            for key in node.repeated:
                if key.start not in told:
                    told.add(key.start)
                    yield key

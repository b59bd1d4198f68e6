"""YAML as nodes with offsets: no tag is executed, aliases are counted, depth is bounded."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from plumbline.engine.documents.nodes import (
    DEPTH_LIMIT,
    NODE_LIMIT,
    BrokenText,
    Node,
    Scalar,
    Sequence,
    entries_mapping,
    too_many,
)
from plumbline.engine.documents.yaml_plain import plain_nodes
from plumbline.engine.messages import Message


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been seen; of a mapping, keys and values alternate."""

    start: int
    is_mapping: bool
    is_flow: bool
    anchor: str | None
    children: list[Node] = field(default_factory=list)

    def closed(self, event_end: int) -> Node:
        """Return the finished node; a block collection ends where its last child does."""
        end = event_end if self.is_flow else max([self.start, *(c.end for c in self.children[-1:])])
        if not self.is_mapping:
            return Sequence(self.start, end, tuple(self.children))
        entries: list[tuple[Scalar, Node]] = []
        for key, value in zip(self.children[::2], self.children[1::2], strict=True):
            if not isinstance(key, Scalar):
                raise BrokenText(key.start, Message("documents.yaml.key_is_no_text"))
            entries.append((key, value))
        return entries_mapping(self.start, end, entries)


class _Composer:
    """Builds nodes from events; sizes are counted so that aliases cannot multiply them."""

    def __init__(self, text: str, most: int) -> None:
        self.text = text
        self.most = most
        self.stack: list[_Open] = []
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.count = 0
        self.counts_at_start: list[int] = []
        self.root: Node | None = None

    def take(self, event: Event) -> None:
        """Take one event of the first document."""
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, ScalarEvent):
            self.add(self.scalar(event, start, end), event.anchor)
        elif isinstance(event, AliasEvent):
            self.add(self.alias(event, start), None)
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            if len(self.stack) >= DEPTH_LIMIT:
                raise BrokenText(start, Message("documents.yaml.too_deep", {"limit": DEPTH_LIMIT}))
            is_mapping = isinstance(event, MappingStartEvent)
            is_flow = bool(event.flow_style)
            self.stack.append(_Open(start, is_mapping, is_flow, event.anchor))
            self.counts_at_start.append(self.count)
        elif self.stack:
            frame = self.stack.pop()
            before = self.counts_at_start.pop()
            self.add(frame.closed(end), frame.anchor, size=self.count - before)

    def add(self, node: Node, anchor: str | None, size: int = 1) -> None:
        """Put a finished node where it belongs."""
        self.count += 1
        if self.count > self.most:
            raise too_many(node.start, self.most)
        if anchor is not None:
            self.anchors[anchor] = (node, size)
        if self.stack:
            frame = self.stack[-1]
            if frame.is_mapping and len(frame.children) % 2 and node.start == node.end:
                node = self.empty_value(frame.children[-1])
            frame.children.append(node)
        else:
            self.root = node

    def empty_value(self, key: Node) -> Scalar:
        """Return a value of no characters behind its key, where the scanner puts it anywhere."""
        colon = self.text.find(":", key.end)
        place = colon + 1 if colon >= 0 and not self.text[key.end : colon].strip() else key.end
        return Scalar(place, place, "")

    def alias(self, event: AliasEvent, start: int) -> Node:
        """Return what an alias stands for, counting all of it once more."""
        found = self.anchors.get(event.anchor)
        if found is None:
            raise BrokenText(start, Message("documents.yaml.alias_unknown", {"name": event.anchor}))
        node, size = found
        self.count += size
        return node

    def scalar(self, event: ScalarEvent, start: int, end: int) -> Scalar:
        """Return a scalar without the blank lines that the scanner counts to a block one."""
        if event.style in ("|", ">"):
            end = start + len(self.text[start:end].rstrip("\r\n"))
        elif event.anchor is not None or event.tag is not None:
            start += self._properties_length(start, end)
        is_plain = event.style is None and event.tag is None
        return Scalar(start, end, event.value, is_plain=is_plain)

    def _properties_length(self, start: int, end: int) -> int:
        """Return how many characters of an anchor and a tag stand before the value."""
        position = start
        while position < end and self.text[position] in "&! \t":
            if self.text[position] in "&!":
                while position < end and not self.text[position].isspace():
                    position += 1
            else:
                position += 1
        return position - start


def yaml_nodes(text: str, most: int = NODE_LIMIT) -> Node | None:
    """Read the first document of a YAML text of at most so many values.

    Returns:
        Its root; `None` when it holds comments only.

    Raises:
        BrokenText: It is no YAML, holds several documents, or is too deep or too large.
    """
    plain = plain_nodes(text, most)
    return plain if plain is not None else yaml_nodes_full(text, most)


def yaml_nodes_full(text: str, most: int = NODE_LIMIT) -> Node | None:
    """Read the first document of a YAML text with the full reader; like `yaml_nodes`, slower."""
    composer = _Composer(text, most)
    documents = 0
    for event in _events(text):
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise BrokenText(event.start_mark.index, Message("documents.yaml.several"))
        elif composer.stack or isinstance(
            event, ScalarEvent | AliasEvent | MappingStartEvent | SequenceStartEvent
        ):
            composer.take(event)
    return composer.root


def _events(text: str) -> Iterator[Event]:
    """Yield the events of a text, with the library's errors turned into our own."""
    quoted = None
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            if isinstance(event, ScalarEvent) and event.style in ("'", '"'):
                quoted = event
            yield event
    except MarkedYAMLError as error:
        opened = _quote_left_open(text, error, quoted)
        if opened is not None:
            raise BrokenText(opened, Message("documents.yaml.quote_open")) from error
        mark = error.problem_mark or error.context_mark
        offset = min(mark.index, len(text)) if mark is not None else 0
        reason = (error.problem or error.context or "it breaks off here").replace("\n", " ")
        raise BrokenText(offset, Message("documents.yaml.broken", {"reason": reason})) from error
    except ReaderError as error:
        raise BrokenText(
            error.position,
            Message("documents.yaml.character", {"code": f"U+{ord(text[error.position]):04X}"}),
        ) from error
    except (YAMLError, ValueError, IndexError, AttributeError, AssertionError, TypeError) as error:
        # The scanner trips over its own feet on some malformed texts; they are broken texts too.
        raise BrokenText(
            0, Message("documents.yaml.broken", {"reason": type(error).__name__})
        ) from error


def _quote_left_open(text: str, error: MarkedYAMLError, quoted: ScalarEvent | None) -> int | None:
    """Return where the quote opens that an error comes from; `None` when it comes from none.

    The scanner notices a quote that is not closed far below it: at the end of the text, or in the
    line in which the next quote, meant to open one, has closed it.

    Args:
        text: The whole text.
        error: What the library says.
        quoted: The last value in quotes before it.
    """
    opening, noticed = error.context_mark, error.problem_mark
    if opening is not None and error.context == "while scanning a quoted scalar":
        return int(opening.index)
    if quoted is None or noticed is None:
        return None
    start, end = quoted.start_mark, quoted.end_mark
    follows = not text[end.index : noticed.index].strip(" ")
    return int(start.index) if start.line < end.line and follows else None

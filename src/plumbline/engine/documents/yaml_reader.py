"""Plumbline's own format, version 1, from nodes into the model with the span of every value.

A value that cannot be taken becomes a problem with its place and is treated as not stated; the
rest of the document is read on.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache

from plumbline.engine.documents.format_records import Key, Kind, Record
from plumbline.engine.documents.format_table import DOCUMENT, VERSION
from plumbline.engine.documents.model import Document
from plumbline.engine.documents.nodes import Mapping, Node, Scalar, Sequence, repeated_keys
from plumbline.engine.documents.reading import Problem, ReadResult
from plumbline.engine.documents.scalars import (
    Unreadable,
    boolean_parse,
    day_parse,
    integer_parse,
    limits_check,
    moment_parse,
    number_parse,
    plain_meaning,
    relative_parse,
    shown,
)
from plumbline.engine.documents.source import Source
from plumbline.engine.documents.spans import Span
from plumbline.engine.documents.validation import document_problems
from plumbline.engine.messages import Message

KEY_INSIDE = "documents.yaml.key_inside"
"""What is said of a key that belongs one level deeper; its parameter `inside` says where."""


def is_plumbline(root: Node | None) -> bool:
    """Whether a text says that it is in Plumbline's own format."""
    return isinstance(root, Mapping) and root.get(DOCUMENT.keys[0].name) is not None


def plumbline_read(source: Source, root: Mapping) -> ReadResult:
    """Read a document in Plumbline's own format.

    Args:
        source: The text that `root` was read from.
        root: Its root mapping; `is_plumbline` holds.

    Returns:
        The document, even an empty one, with its problems in order of line; declined only when
        its version is unknown.
    """
    reader = _Reader(source)
    version = reader.version(root)
    if version is not None:
        problem = reader.problem(root.get(DOCUMENT.keys[0].name) or root, version)
        return ReadResult(kind="plumbline", document=None, problems=(problem,), declined=version)
    document = reader.record(root, DOCUMENT)
    if not isinstance(document, Document):
        raise TypeError("the root of a document builds a document")
    problems = [*reader.problems, *document_problems(document)]
    problems.sort(key=lambda problem: (problem.line, problem.column))
    return ReadResult(kind="plumbline", document=document, problems=tuple(problems))


@dataclass(slots=True)
class _Reader:
    """Reads nodes by the table of the format and collects the problems."""

    source: Source
    problems: list[Problem] = field(default_factory=list)

    def problem(self, node: Node, message: Message) -> Problem:
        """Return a problem at the place of a node."""
        line, column = self.source.position(node.start)
        return Problem(line=line, column=column, message=message)

    def report(self, node: Node, message_id: str, **params: object) -> None:
        """Note a problem at the place of a node."""
        self.problems.append(self.problem(node, Message(message_id, params)))

    def span(self, node: Node) -> Span:
        """Return the span of a node."""
        return self.source.span(node.start, node.end)

    def version(self, root: Mapping) -> Message | None:
        """Return why the version cannot be read, or `None` when it can."""
        node = root.get(DOCUMENT.keys[0].name)
        text = node.text if isinstance(node, Scalar) else "?"
        if text == str(VERSION):
            return None
        return Message("documents.yaml.version", {"value": shown(text), "version": VERSION})

    def record(self, node: Node, record: Record) -> object | None:
        """Read a mapping, or its short form, into its class of the model."""
        spans: dict[str, Span] = {"self": self.span(node)}
        values: dict[str, object] = {}
        if isinstance(node, Scalar) and record.short is not None and not node.is_null:
            values[record.short] = node.text
            spans[record.short] = spans["self"]
        elif isinstance(node, Mapping):
            self._entries(node, record, values, spans)
        else:
            self.report(node, "documents.yaml.mapping_expected", name=record.name)
            return None
        for key in record.keys:
            if (
                key.is_required
                and key.field not in values
                and key.name not in ("title", "plumbline")
            ):
                self.report(node, "documents.yaml.missing", key=key.name, name=record.name)
                return None
        title = record.key("title")
        has_title = title is None or not title.is_required or "title" in values
        if not has_title and not self._untitled(node, record, values):
            return None
        return record.model(**values, spans=spans)

    def _untitled(self, node: Node, record: Record, values: dict[str, object]) -> bool:
        """Report a missing title; the id stands in for it, else what has children keeps none."""
        self.report(node, "documents.yaml.missing", key="title", name=record.name)
        values["title"] = values.get("id") or ""
        return bool(values["title"] or values.get("key_results"))

    def _entries(
        self, node: Mapping, record: Record, values: dict[str, object], spans: dict[str, Span]
    ) -> None:
        """Read the entries of a mapping into `values` and `spans`."""
        for repeated in node.repeated:
            self.report(repeated, "documents.yaml.key_repeated", key=shown(repeated.text))
        for name, child in node.entries:
            key = record.key(name.text)
            if key is None:
                self._unknown(name, record)
                continue
            if isinstance(child, Scalar) and child.is_null:
                continue
            try:
                value = self.value(child, key)
            except Unreadable as error:
                self.problems.append(self.problem(child, error.message))
                continue
            if value is None:
                continue
            attribute = key.field
            if key.kind is Kind.TARGET and isinstance(value, tuple):
                attribute, value = "relative_target", value[0]
            values[attribute] = value
            spans[attribute] = self.span(child)

    def _unknown(self, name: Scalar, record: Record) -> None:
        """Report a key that the format does not have here, with what is meant."""
        near = _nearest(name.text[:40], tuple(key.name for key in record.keys))
        params = {"key": shown(name.text), "name": record.name}
        inside = _inside(name.text, record)
        if inside is not None:
            example = f"{inside}: {{{name.text}: …}}"
            self.report(name, KEY_INSIDE, inside=inside, example=example, **params)
        elif near is None:
            self.report(name, "documents.yaml.key_unknown", **params)
        else:
            self.report(name, "documents.yaml.key_unknown_near", near=near, **params)

    def value(self, node: Node, key: Key) -> object | None:
        """Read the value of a key; `None` when its problem has been noted already.

        Raises:
            Unreadable: The value is not what the key takes.
        """
        if key.kind is Kind.RECORD and key.record is not None:
            return self.record(node, key.record)
        if key.kind is Kind.RECORDS and key.record is not None:
            return tuple(self._items(node, key, key.record))
        if key.kind is Kind.TEXTS:
            return tuple(self._texts(node, key))
        if key.kind is Kind.FIELDS:
            if not isinstance(node, Mapping):
                raise Unreadable(Message("documents.yaml.fields_expected", {"key": key.name}))
            for repeated in repeated_keys(node):
                self.report(repeated, "documents.yaml.key_repeated", key=shown(repeated.text))
            return _free(node)
        if not isinstance(node, Scalar):
            raise Unreadable(Message("documents.yaml.scalar_expected", {"key": key.name}))
        return self._scalar(node, key)

    def _scalar(self, node: Scalar, key: Key) -> object:
        """Read a single value.

        Raises:
            Unreadable: The value is not what the key takes.
        """
        if key.kind is Kind.TEXT:
            if not node.text.strip():
                raise Unreadable(Message("documents.yaml.text_empty", {"key": key.name}))
            return node.text
        text = node.text.strip()
        if key.kind is Kind.CHOICE and key.choices is not None:
            return _choice(text, key)
        if key.kind is Kind.TARGET:
            relative = relative_parse(text)
            return number_parse(text) if relative is None else (relative,)
        if key.kind in (Kind.NUMBER, Kind.INTEGER):
            number = number_parse(text) if key.kind is Kind.NUMBER else integer_parse(text)
            limits_check(number, low=key.low, high=key.high, places=key.places)
            return number
        if key.kind is Kind.BOOLEAN:
            return boolean_parse(text)
        if key.kind is Kind.DAY:
            return day_parse(text)
        return moment_parse(text) if key.kind is Kind.MOMENT else VERSION

    def _items(self, node: Node, key: Key, record: Record) -> Iterator[object]:
        """Read a list of mappings; a single one may stand without its list.

        Raises:
            Unreadable: It is neither.
        """
        if isinstance(node, Scalar) and record.short is None:
            raise Unreadable(Message("documents.yaml.list_expected", {"key": key.name}))
        children = node.items if isinstance(node, Sequence) else (node,)
        for child in children:
            built = self.record(child, record)
            if built is not None:
                yield built

    def _texts(self, node: Node, key: Key) -> Iterator[str]:
        """Read a list of texts; a single one may stand without its list."""
        children = node.items if isinstance(node, Sequence) else (node,)
        for child in children:
            if not isinstance(child, Scalar) or not child.text.strip():
                self.report(child, "documents.yaml.text_expected", key=key.name)
            else:
                yield child.text


def _choice(text: str, key: Key) -> object:
    """Read one of the words of a key.

    Raises:
        Unreadable: It is none of them.
    """
    if key.choices is None:
        raise TypeError(f"{key.name} has no choices")
    words = [choice.value for choice in key.choices]
    wanted = text.lower().replace("-", "_").replace(" ", "_")
    if wanted in words:
        return key.choices(wanted)
    raise Unreadable(
        Message(
            "documents.yaml.choice",
            {"key": key.name, "value": shown(text), "choices": ", ".join(words)},
        )
    )


def _free(node: Node) -> object:
    """Read a value of a free field: text, number, day, truth value, list or mapping."""
    if isinstance(node, Scalar):
        return plain_meaning(node.text) if node.is_plain else node.text
    if isinstance(node, Sequence):
        return [_free(item) for item in node.items]
    return {name.text: _free(value) for name, value in node.entries}


def _inside(name: str, record: Record) -> str | None:
    """Return the key of a record in which another key belongs: `target` stands in `metric`."""
    for key in record.keys:
        if key.kind is Kind.RECORD and key.record is not None and key.record.key(name) is not None:
            return key.name
    return None


@lru_cache(maxsize=512)
def _nearest(name: str, names: tuple[str, ...]) -> str | None:
    """Return the name that was probably meant, or `None`."""
    folded = name.replace("-", "_").replace(" ", "_").lower()
    close = get_close_matches(folded, names, n=1, cutoff=0.6)
    return close[0] if close else None

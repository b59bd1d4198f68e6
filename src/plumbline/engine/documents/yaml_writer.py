"""A document as a new YAML text in canonical form; existing texts are edited, see `edits`."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

from plumbline.engine.documents.format_records import Key, Kind, Record
from plumbline.engine.documents.format_table import CYCLE, DOCUMENT, LINK
from plumbline.engine.documents.model import Document
from plumbline.engine.documents.scalars import number_format
from plumbline.engine.documents.yaml_text import text_format, text_quote

_INDENT = "  "


def document_dump(document: Document) -> str:
    """Write a document as YAML.

    Args:
        document: Any document; its spans are not looked at.

    Returns:
        Canonical text: keys in the order of the format, numbers without exponent or trailing
        zeros, metrics and readings on one line, only what is stated. Equal documents give equal
        texts, and reading the text gives the document back.
    """
    return "".join(line + "\n" for line in _block_lines(document, DOCUMENT))


def keys_stated(node: object, record: Record) -> Iterator[tuple[Key, object]]:
    """Yield the keys of a record whose values say something."""
    for key in record.keys:
        value = getattr(node, key.field)
        if key.kind is Kind.TARGET and value is None:
            is_stated = _change(node) is not None
        elif key.name == "relative_target" and getattr(node, "target", None) is None:
            is_stated = False
        else:
            is_stated = value is not None and value is not False and value not in ((), {})
        if is_stated:
            yield key, value


def _change(node: object) -> Decimal | None:
    """Return the relative target of a metric."""
    change: Decimal | None = getattr(node, "relative_target", None)
    return change


def _block_lines(node: object, record: Record) -> Iterator[str]:
    """Yield the lines of a record, one key after the other, without indentation."""
    for key, value in keys_stated(node, record):
        if key.kind is Kind.RECORD and key.record is not None and not key.record.is_flow:
            lines = list(_block_lines(value, key.record))
            yield f"{key.name}:" if lines else f"{key.name}: {{}}"
            yield from _indented(lines)
        elif key.kind is Kind.RECORDS and key.record is not None and not _is_inline(key.record):
            yield f"{key.name}:"
            for item in _items(value):
                yield from _indented(item_lines(item, key.record))
        elif key.kind is Kind.FIELDS:
            yield f"{key.name}:"
            for name, field in _pairs(value):
                yield f"{_INDENT}{text_format(str(name))}: {free_format(field)}"
        else:
            yield f"{key.name}: {value_format(key, value, node)}"


def item_lines(item: object, record: Record) -> Iterator[str]:
    """Yield the lines of one item of a list, the first with its dash."""
    if record.is_flow:
        yield f"- {record_format(item, record)}"
        return
    lines = list(_block_lines(item, record))
    yield f"- {lines[0]}"
    yield from _indented(lines[1:])


def _is_inline(record: Record) -> bool:
    """Whether a list of such records stands on one line."""
    return record is LINK


def _indented(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines one step further in."""
    for line in lines:
        yield _INDENT + line


def record_format(node: object, record: Record) -> str:
    """Write a record on one line: `{kind: increase, target: 84}`, or its short form."""
    stated = list(keys_stated(node, record))
    is_short = [key.name for key, _ in stated] == [record.short]
    if is_short and record is not CYCLE:
        return text_format(str(stated[0][1]))
    pairs = (f"{key.name}: {value_format(key, value, node, in_flow=True)}" for key, value in stated)
    return "{" + ", ".join(pairs) + "}"


def value_format(key: Key, value: object, node: object = None, *, in_flow: bool = False) -> str:
    """Write the value of a key on one line."""
    if key.kind is Kind.TARGET and value is None:
        change = _change(node) or Decimal(0)
        return text_quote(f"{'+' if change >= 0 else ''}{number_format(change)}%")
    if key.record is not None and key.kind is Kind.RECORDS:
        return "[" + ", ".join(_flow_item(item, key.record) for item in _items(value)) + "]"
    if key.record is not None:
        return record_format(value, key.record)
    if key.kind is Kind.TEXTS:
        return "[" + ", ".join(text_format(str(item), in_flow=True) for item in _items(value)) + "]"
    return scalar_format(value, in_flow=in_flow)


def _flow_item(item: object, record: Record) -> str:
    """Write an item of a list in brackets."""
    text = record_format(item, record)
    if record.short is not None and not text.startswith("{"):
        return text_format(str(getattr(item, record.short)), in_flow=True)
    return text


def scalar_format(value: object, *, in_flow: bool = False) -> str:
    """Write a single value so that it reads back as itself.

    Raises:
        TypeError: The value is of a type that the format does not know.
    """
    if isinstance(value, StrEnum):
        return text_format(value.value, in_flow=in_flow)
    if isinstance(value, str):
        return text_format(value, in_flow=in_flow)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return number_format(value)
    if isinstance(value, datetime):
        return text_quote(value.astimezone(UTC).isoformat().replace("+00:00", "Z"))
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a document")


def free_format(value: object) -> str:
    """Write a value of a free field on one line, nested ones in brackets."""
    if value is None:
        return "null"
    if isinstance(value, Mapping):
        pairs = (f"{text_format(str(k), in_flow=True)}: {free_format(v)}" for k, v in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(free_format(item) for item in value) + "]"
    if isinstance(value, float):
        return number_format(Decimal(repr(value)))
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return number_format(value) + ".0"
    return scalar_format(value, in_flow=True)


def _items(value: object) -> Iterable[object]:
    """Return a value of the model that the table says is a list."""
    if not isinstance(value, tuple):
        raise TypeError("a list of the model is a tuple")
    return value


def _pairs(value: object) -> Iterable[tuple[object, object]]:
    """Return the entries of a value that the table says is a mapping."""
    if not isinstance(value, Mapping):
        raise TypeError("free fields are a mapping")
    return sorted(value.items())

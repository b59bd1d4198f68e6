"""A document as a new JSON text: the same keys in the same order as the YAML one."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

from plumbline.engine.documents.format_records import Key, Kind, Record
from plumbline.engine.documents.format_table import DOCUMENT
from plumbline.engine.documents.model import Document
from plumbline.engine.documents.scalars import number_format
from plumbline.engine.documents.yaml_writer import keys_stated, value_format

_INDENT = "  "


def document_json(document: Document) -> str:
    """Write a document as JSON.

    Args:
        document: Any document; its spans are not looked at.

    Returns:
        Indented text with the numbers digit by digit; reading it gives the document back.
    """
    return "\n".join(_lines(_record(document, DOCUMENT), "")) + "\n"


def _record(node: object, record: Record) -> dict[str, object]:
    """Return what a record states as plain data, in the order of the format."""
    return {key.name: _value(key, value, node) for key, value in keys_stated(node, record)}


def _value(key: Key, value: object, node: object) -> object:
    if key.kind is Kind.TARGET and value is None:
        return json.loads(value_format(key, value, node))
    if key.record is not None and isinstance(value, tuple):
        return [_record(item, key.record) for item in value]
    if key.record is not None:
        return _record(value, key.record)
    return value


def plain_value(value: object) -> object:
    """Return a value of the model as plain data: texts, numbers, lists and mappings.

    What is not stated is left out, so that two values that say the same are equal.
    """
    if is_dataclass(value) and not isinstance(value, type):
        parts = ((one.name, plain_value(getattr(value, one.name))) for one in fields(value))
        return {
            name: part
            for name, part in parts
            if name != "spans" and part is not None and part is not False and part not in ([], {})
        }
    if isinstance(value, list | tuple):
        return [plain_value(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain_value(item) for key, item in sorted(value.items())}
    if isinstance(value, Decimal):
        return number_format(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def _lines(value: object, indent: str) -> Iterator[str]:
    """Yield the lines of a value; the first without indentation."""
    inner = indent + _INDENT
    if isinstance(value, Mapping) and value:
        yield "{"
        pairs = [(json.dumps(str(key), ensure_ascii=False), item) for key, item in value.items()]
        for place, (key, item) in enumerate(pairs, start=1):
            first, *rest = _lines(item, inner)
            yield from _closed([f"{inner}{key}: {first}", *rest], last=place == len(pairs))
        yield indent + "}"
    elif isinstance(value, list | tuple) and value:
        yield "["
        for place, item in enumerate(value, start=1):
            first, *rest = _lines(item, inner)
            yield from _closed([inner + first, *rest], last=place == len(value))
        yield indent + "]"
    else:
        yield _scalar(value)


def _closed(lines: list[str], *, last: bool) -> list[str]:
    """Return lines with a comma behind them, unless they are the last ones."""
    return lines if last else [*lines[:-1], lines[-1] + ","]


def _scalar(value: object) -> str:
    if isinstance(value, Mapping):
        return "{}"
    if isinstance(value, list | tuple):
        return "[]"
    if isinstance(value, StrEnum):
        return json.dumps(value.value)
    if isinstance(value, Decimal):
        return number_format(value)
    if isinstance(value, datetime):
        return json.dumps(value.astimezone(UTC).isoformat().replace("+00:00", "Z"))
    if isinstance(value, date):
        return json.dumps(value.isoformat())
    return json.dumps(value, ensure_ascii=False)

"""The JSON Schema (2020-12) of the document format, made from the table of the format."""

import json
from collections.abc import Mapping

from plumbline.engine.documents.format_records import Key, Kind, Record
from plumbline.engine.documents.format_table import DOCUMENT, RECORDS, VERSION

Schema = dict[str, object]

_NUMBER: Schema = {
    "description": "A number; in quotes where a tool would round it.",
    "type": ["number", "string"],
    "pattern": r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$",
}
_TARGET: Schema = {
    "description": 'A number, or a change of the baseline in percent such as "-20%".',
    "type": ["number", "string"],
    "pattern": r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\s*%?$",
}


def document_schema() -> Schema:
    """Return the schema of a whole document; every object in it is closed."""
    definitions: Schema = {"number": _NUMBER, "target": _TARGET}
    for record in RECORDS[1:]:
        definitions[record.name] = _record_schema(record)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Plumbline OKR document",
        **_object_schema(DOCUMENT),
        "$defs": definitions,
    }


def document_schema_text() -> str:
    """Return the schema as it is published: indented JSON with a final line end."""
    return json.dumps(document_schema(), indent=2, ensure_ascii=False) + "\n"


def _record_schema(record: Record) -> Schema:
    """Return the schema of a record, with its short form where it has one."""
    whole = _object_schema(record)
    if record.short is None:
        return whole
    about = whole.pop("description")
    return {"description": about, "anyOf": [{"type": "string", "minLength": 1}, whole]}


def _object_schema(record: Record) -> Schema:
    """Return the schema of a record written as a mapping."""
    schema: Schema = {
        "description": record.about,
        "type": "object",
        "additionalProperties": False,
        "properties": {key.name: _key_schema(key) for key in record.keys},
    }
    required = [key.name for key in record.keys if key.is_required]
    return {**schema, "required": required} if required else schema


def _key_schema(key: Key) -> Schema:
    """Return the schema of the value of one key."""
    return {"description": key.about, **_value_schema(key)}


def _value_schema(key: Key) -> Mapping[str, object]:
    """Return the schema of a value without its description."""
    if key.kind is Kind.CHOICE and key.choices is not None:
        return {"enum": [choice.value for choice in key.choices]}
    if key.kind is Kind.INTEGER:
        return {"type": "integer", **_limits(key)}
    if key.record is not None:
        reference = {"$ref": f"#/$defs/{key.record.name}"}
        return {"type": "array", "items": reference} if key.kind is Kind.RECORDS else reference
    return {**_PLAIN[key.kind], **_limits(key)}


def _limits(key: Key) -> Schema:
    """Return the limits of a number.

    Those of a number in quotes, and the number of its decimal places, are the reader's to check:
    validators compute `multipleOf` in binary floating point and refuse good weights.
    """
    limits = {"minimum": key.low, "maximum": key.high}
    return {name: limit for name, limit in limits.items() if limit is not None}


_PLAIN: Mapping[Kind, Schema] = {
    Kind.VERSION: {"const": VERSION},
    Kind.TEXT: {"type": "string"},
    Kind.TEXTS: {"type": "array", "items": {"type": "string"}},
    Kind.NUMBER: {"$ref": "#/$defs/number"},
    Kind.TARGET: {"$ref": "#/$defs/target"},
    Kind.BOOLEAN: {"type": "boolean"},
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
    Kind.FIELDS: {"type": "object"},
}

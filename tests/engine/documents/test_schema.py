"""The published schema is current, closed, and agrees with reader and writer."""

import json
from pathlib import Path

from hypothesis import given, settings
from jsonschema import Draft202012Validator

import plumbline.engine.documents
from plumbline.engine.documents.format_records import Kind
from plumbline.engine.documents.format_table import RECORDS
from plumbline.engine.documents.model import Document
from plumbline.engine.documents.nodes import Mapping, Node, Scalar, Sequence
from plumbline.engine.documents.scalars import plain_meaning
from plumbline.engine.documents.schema import document_schema, document_schema_text
from plumbline.engine.documents.yaml_nodes import yaml_nodes
from plumbline.engine.documents.yaml_writer import document_dump
from tests.engine.documents.document_strategies import documents
from tests.engine.documents.test_yaml_reader import EXAMPLE

VALIDATOR = Draft202012Validator(document_schema())


def _as_json(node: Node | None) -> object:
    """Return what a YAML tool hands to a schema: days are texts there."""
    if isinstance(node, Mapping):
        return {name.text: _as_json(value) for name, value in node.entries}
    if isinstance(node, Sequence):
        return [_as_json(item) for item in node.items]
    assert isinstance(node, Scalar)
    value = plain_meaning(node.text) if node.is_plain else node.text
    return (
        json.loads(json.dumps(value, default=str)) if not _is_number(value) else float(str(value))
    )


def _is_number(value: object) -> bool:
    return type(value).__name__ == "Decimal"


NO_KEYS = {"spans", "undated"}
"""Where things stand in a text, and what only tables of other shapes state: no key says either."""


def test_the_published_schema_is_current() -> None:
    folder = Path(plumbline.engine.documents.__file__).parent
    published = (folder / "okr.schema.json").read_text(encoding="utf-8")
    assert published == document_schema_text()


def test_the_schema_is_a_valid_schema_of_closed_objects() -> None:
    schema = document_schema()
    Draft202012Validator.check_schema(schema)
    text = document_schema_text()
    assert text.count('"properties"') == text.count('"additionalProperties": false') == len(RECORDS)


def test_every_key_is_described_and_fills_an_attribute_of_its_model() -> None:
    for record in RECORDS:
        names = record.model.__dataclass_fields__  # type: ignore[attr-defined]
        assert {key.field for key in record.keys} == set(names) - NO_KEYS, record.name
        assert all(key.about.endswith(".") or key.about.endswith("?") for key in record.keys)
        assert all((key.kind is Kind.CHOICE) == (key.choices is not None) for key in record.keys)


def test_the_worked_example_is_valid() -> None:
    assert list(VALIDATOR.iter_errors(_as_json(yaml_nodes(EXAMPLE)))) == []


def test_an_unknown_key_is_invalid() -> None:
    document = {"plumbline": 1, "objectives": [{"title": "A", "key_result": []}]}
    assert not VALIDATOR.is_valid(document)


@given(documents)
@settings(max_examples=25, deadline=None)
def test_every_written_document_is_valid(document: Document) -> None:
    errors = VALIDATOR.iter_errors(_as_json(yaml_nodes(document_dump(document))))
    assert [error.message for error in errors] == []

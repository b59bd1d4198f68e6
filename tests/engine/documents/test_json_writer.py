"""The JSON form says what the YAML form says."""

import json
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings

from plumbline.engine.documents.json_writer import document_json
from plumbline.engine.documents.model import Document, KeyResult, Metric, MetricKind, Objective
from plumbline.engine.documents.read import document_read
from plumbline.engine.documents.yaml_writer import document_dump
from tests.engine.documents.document_strategies import documents


def test_numbers_keep_every_digit() -> None:
    metric = Metric(kind=MetricKind.INCREASE, baseline=Decimal("0.10000000000000000001"))
    part = KeyResult(title="Parcels on time", metric=metric)
    text = document_json(Document(objectives=(Objective(title="On time", key_results=(part,)),)))
    assert '"baseline": 0.10000000000000000001' in text


@given(documents)
@settings(max_examples=50, deadline=None)
def test_json_and_yaml_read_back_as_the_same_document(document: Document) -> None:
    plain = _without_fields(document)
    text = document_json(plain)
    json.loads(text)
    read = document_read(text.encode(), name="a.json").document
    again = document_read(document_dump(plain).encode(), name="a.yaml").document
    assert (read is None) == (again is None)
    if read is not None and again is not None:
        assert document_dump(read) == document_dump(again)


def _without_fields(document: Document) -> Document:
    """Return a document without free values: JSON has no days, so they come back as texts."""
    return replace(
        document,
        objectives=tuple(
            replace(
                objective,
                fields={},
                adjustments=(),
                key_results=tuple(
                    replace(part, fields={}, adjustments=()) for part in objective.key_results
                ),
            )
            for objective in document.objectives
        ),
    )

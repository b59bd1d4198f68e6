"""What is written reads back as itself."""

from hypothesis import given, settings

from plumbline.engine.documents.model import Document
from plumbline.engine.documents.nodes import Mapping
from plumbline.engine.documents.source import Source
from plumbline.engine.documents.yaml_nodes import yaml_nodes
from plumbline.engine.documents.yaml_reader import plumbline_read
from plumbline.engine.documents.yaml_writer import document_dump
from tests.engine.documents.document_strategies import documents, spanless


def _read(text: str) -> Document:
    root = yaml_nodes(text)
    assert isinstance(root, Mapping)
    result = plumbline_read(Source(text), root)
    assert result.document is not None
    return result.document


@given(documents)
@settings(max_examples=60, deadline=None)
def test_a_written_document_reads_back_as_itself(document: Document) -> None:
    text = document_dump(document)
    again = _read(text)
    assert spanless(again) == spanless(document)
    assert document_dump(again) == text

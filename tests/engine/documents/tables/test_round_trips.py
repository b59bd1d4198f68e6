"""What is written as a table is read back unchanged, and is nothing a spreadsheet computes."""

import csv
import io
from collections.abc import Callable

import pytest
from hypothesis import Phase, given, settings

from plumbline.engine.documents.model import Document
from plumbline.engine.documents.read import document_read
from plumbline.engine.documents.tables.csv_form import csv_dump
from plumbline.engine.documents.tables.markdown_form import markdown_dump
from plumbline.engine.documents.yaml_writer import document_dump
from tests.engine.documents.document_strategies import documents

NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
"""Shrinking a whole document takes minutes."""
WRITERS = [pytest.param(csv_dump, id="csv"), pytest.param(markdown_dump, id="markdown")]


@pytest.mark.thorough
@pytest.mark.parametrize("write", WRITERS)
@given(document=documents)
@settings(max_examples=60, deadline=None, phases=NO_SHRINKING)
def test_a_document_comes_back_as_its_yaml_form_does(
    write: Callable[[Document], str], document: Document
) -> None:
    text = write(document)
    read = document_read(text.encode())
    from_yaml = document_read(document_dump(document).encode(), kind="plumbline")
    assert read.document is not None
    assert from_yaml.document is not None
    assert _told(read.document) == _told(from_yaml.document)
    assert write(read.document) == text


def _told(document: Document) -> list[str]:
    """Return what a document says; a mapping with nothing in it says nothing, and has no cell."""
    lines = document_dump(document).splitlines()
    return [line for line in lines if not line.endswith((": {}", ": {},"))]


@given(documents)
@settings(max_examples=40, deadline=None)
def test_no_cell_of_a_csv_begins_like_a_formula(document: Document) -> None:
    for row in csv.reader(io.StringIO(csv_dump(document))):
        for cell in row:
            begins = cell.startswith(("=", "+", "-", "@", "\t", "\r"))
            assert not begins or cell.lstrip("-").replace(".", "").isdigit(), cell


@pytest.mark.parametrize(
    "odd", ["| Value |\n| --- |\n|\n", f"##{' ' * 9000}:x\n", f"- a:{' ' * 9000}x\n", "|\n"]
)
def test_odd_lines_of_our_markdown_are_read_at_once(odd: str) -> None:
    text = f"# Ferries\n\n- Plumbline: 1\n\n## Objective: Ships sail\n\n#### Check-ins\n\n{odd}"
    assert document_read(text.encode(), name="okrs.md").kind == "plumbline"

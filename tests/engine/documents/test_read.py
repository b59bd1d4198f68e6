"""The one entry tells what a text is, and never fails whatever it is given."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.engine.documents.model import Document
from plumbline.engine.documents.read import KINDS, document_read
from plumbline.engine.documents.yaml_writer import document_dump
from plumbline.engine.messages import render
from tests.engine.documents.document_strategies import documents
from tests.engine.documents.growth import grows_in_proportion
from tests.engine.documents.test_yaml_reader import EXAMPLE

MARKDOWN = "# Objective: Nights are calm\n\n- KR1: Calls by night from 40 to 12\n"
CSV = "Objective,Key Result,Baseline,Target\nNights are calm,Calls by night,40,12\n"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (EXAMPLE, None, "plumbline"),
        (EXAMPLE, "okrs.txt", "plumbline"),
        (EXAMPLE.replace("plumbline: 1", "version: 1"), None, "yaml"),
        ('{"objectives": [{"title": "A", "krs": ["B"]}]}', None, "json"),
        ('{"objectives": [{"title": "A", "krs": ["B"]}]}', "okrs.yaml", "json"),
        (MARKDOWN, None, "markdown"),
        (MARKDOWN, "okrs.md", "markdown"),
        (CSV, None, "csv"),
        (CSV, "okrs.csv", "csv"),
    ],
)
def test_the_kind_is_told_by_name_or_contents(text: str, name: str | None, kind: str) -> None:
    result = document_read(text.encode(), name=name)
    assert result.kind == kind
    assert result.document is not None
    assert result.document.objectives


@pytest.mark.parametrize("data", [b"", b"  \n", b"\0\1\2", b"PK\x03\x04rest", b"x" * 50_000_000])
def test_what_cannot_be_read_is_declined_with_its_reason(data: bytes) -> None:
    result = document_read(data, name="okrs.csv")
    assert result.document is None
    assert result.declined is not None
    assert render(result.declined)


def _read_anything(data: bytes, kind: str | None) -> None:
    result = document_read(data, kind=kind)
    assert (result.document is None) == (result.declined is not None)
    for left in result.left_out:
        assert render(left.message)
    for problem in result.problems:
        assert render(problem.message)
        assert problem.line >= 1
        assert problem.column >= 1


SNIPPETS = st.sampled_from(
    ["plumbline: 1\n", "objectives:\n", "  - title: A\n", "- ", ": ", "{", "}", "[", "]", '"', "'",
     "\n", "\t", "&a ", "*a", "!!x ", "|\n", ">-\n", "? ", "# ", "| a | b |\n", "|---|---|\n", ",",
     "Objective,KR\n", "KR1: ", "from 3% to 5%", "\r\n", "\x85", "\ufeff", "é", "😀", "%YAML 1.1\n",
     "---\n", "...\n", "<<: ", "null", "1e9", "```\n", "> ", "* [ ] ", "~", "\\"]
)  # fmt: skip


@given(st.binary(max_size=300), st.sampled_from([None, *KINDS]))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_or_declined(data: bytes, kind: str | None) -> None:
    _read_anything(data, kind)


@given(
    st.lists(SNIPPETS | st.text(max_size=5), max_size=40).map("".join),
    st.sampled_from([None, *KINDS]),
)
@settings(max_examples=250, deadline=None)
def test_any_text_is_read_or_declined(text: str, kind: str | None) -> None:
    _read_anything(text.encode(), kind)


@given(documents, st.lists(st.tuples(st.integers(0, 5_000), SNIPPETS), max_size=4))
@settings(max_examples=60, deadline=None)
def test_a_damaged_document_is_read_or_declined(
    document: Document, damages: list[tuple[int, str]]
) -> None:
    text = document_dump(document)
    for place, snippet in damages:
        at = place % (len(text) + 1)
        text = text[:at] + snippet + text[at + len(snippet) :]
    _read_anything(text.encode(), "yaml")


@pytest.mark.parametrize(
    "line",
    [
        "a: " + "x " * 100_000,
        "- " * 100_000,
        "a" * 200_000,
        "[" * 200_000,
        '{"a":' * 40_000,
        "a: [" + "b, " * 20_000 + "]",
        "plumbline: 1\n" + "".join(f"key{n}: {n}\n" for n in range(12_000)),
        "? " * 100_000,
        "a: '" + "''" * 100_000,
        '"' + "\\u0041" * 33_000,
        "&a " * 60_000,
        "# " * 100_000,
        "|" * 200_000,
        "*_" * 100_000,
        ("from 1 to 2 " * 18_000),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_odd_texts_of_up_to_200_kb_are_read_in_proportion_to_their_length(
    line: str, kind: str
) -> None:
    assert grows_in_proportion(lambda text: _read_anything(text.encode(), kind), line[:200_000])

"""The fast way through YAML gives the nodes of the full reader, or leaves the text to it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.engine.documents.model import Document
from plumbline.engine.documents.nodes import BrokenText, Node
from plumbline.engine.documents.yaml_nodes import yaml_nodes_full
from plumbline.engine.documents.yaml_plain import plain_nodes
from plumbline.engine.documents.yaml_writer import document_dump
from tests.engine.documents.document_strategies import documents

LINES = (
    "a: 1", "  b: two words", "- a", "- a: 1", "  - b", "    c: 2", "a:", "-", "- ", "a:  # why",
    "a: b # why", "a: b#c", "a: 'it''s'", 'a: "x \\" y"', 'a: "x\\u00e9"', "a: {b: 1, c: [d, e]}",
    "a: [1, 'b', \"c\"]", "a: {b: 1,}", "a: []", "a: {}", "a: &x 1", "a: *x", "a: |", "a: !t 1",
    "a : 1", "a:b", "a: b: c", "- - a", "? a", "# only", "", "---", "...", "%YAML 1.2", "a b: c",
    "a: -1", "a: -", "a: - b", "- -5", "a: {b:1}", "a: {b: c d, e: f}", "a: [x: y]", "'a': 1",
    "a: 10:30", "a: ~", "a: {b: , c: 1}", "a: b:", "a: ?b", "  # deep", "a: é ≥ 3 🎯", "\ta: 1",
    "a: {b: 'x'}  # c", "a: [b] c", "a: 'b' c", "a: \"b\": c", "- a: 1\n  b: 2", "a: {b: #c}",
    "a: {b: c#d}", "a: [a, [b, {c: d}]]", "a: b ", "a: [ ]", "a: { b: 1 }", "1: 2", "a.b: 2",
)  # fmt: skip


def full(text: str) -> Node | str | None:
    try:
        return yaml_nodes_full(text)
    except BrokenText:
        return "broken"


def same_or_left(text: str) -> bool:
    """Return whether the fast way took the text, after proving that it is right."""
    fast = plain_nodes(text)
    if fast is None:
        return False
    assert fast == full(text)
    return True


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=7).map("\n".join))
def test_both_ways_agree_on_any_lines(text: str) -> None:
    same_or_left(text)
    same_or_left(text.replace("\n", "\r\n"))


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet="ab:- \r\n#,[]{}'\"\\\\&?1.é", max_size=40))
def test_both_ways_agree_on_any_characters(text: str) -> None:
    same_or_left(text)


@settings(max_examples=60, deadline=None)
@given(documents, st.data())
def test_both_ways_agree_on_documents_and_their_mutations(
    document: Document, data: st.DataObject
) -> None:
    text = document_dump(document)
    same_or_left(text)
    place = data.draw(st.integers(0, len(text)))
    put = data.draw(st.sampled_from(["", " ", "  ", ":", "-", "#", "\n", "'", '"', "{", ",", "a"]))
    cut = data.draw(st.integers(0, 3))
    same_or_left(text[:place] + put + text[place + cut :])


@pytest.mark.parametrize(
    "text",
    [
        'plumbline: 1\nobjectives:\n  - id: a\n    title: Win\n    m: {target: 3, unit: "%"}\n',
        "okrs:\n- objective: Grow # soon\n  key_results:\n  - 'One'\n  - Two\n",
        "---\n  a:\n    - b: 1\n      c:\n    - d: [x, y]\n",
        "---\r\nokrs:\r\n- objective: Grow # soon  \r\n\r\n# why\r\n  key_results: [One]",
    ],
)
def test_plain_documents_need_no_full_reader(text: str) -> None:
    assert same_or_left(text)


@pytest.mark.parametrize("text", ["a: |\n  b\n", "a: &x 1\nb: *x\n", "a: b\n  c\n", "\ta: 1", ""])
def test_unusual_texts_are_left_to_the_full_reader(text: str) -> None:
    assert plain_nodes(text) is None

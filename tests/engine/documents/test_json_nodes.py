"""JSON is read strictly, with the place of every value."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.engine.documents.edit_tree import plain
from plumbline.engine.documents.json_nodes import json_nodes
from plumbline.engine.documents.nodes import BrokenText, Mapping

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=12,
)


@given(values, st.sampled_from([None, 2]), st.booleans())
@settings(max_examples=100, deadline=None)
def test_any_json_reads_as_the_standard_reader_reads_it(
    value: object, indent: int | None, is_ascii: bool
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=is_ascii)
    assert plain(json_nodes(text)) == value


def test_spans_hold_the_quotes_and_brackets() -> None:
    text = ' {"a": [1, "b"]} '
    root = json_nodes(text)
    assert isinstance(root, Mapping)
    inner = root.get("a")
    assert inner is not None
    assert (text[root.start : root.end], text[inner.start : inner.end]) == (
        '{"a": [1, "b"]}',
        '[1, "b"]',
    )


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("{", 1), ("[1,]", 3), ('{"a" 1}', 5), ('{"a": 1,}', 8), ("[01]", 1), ("[1] x", 4),
        ("['a']", 1), ('["a', 1), ("[NaN]", 1), ("[tru]", 1), ("", 0),
        ('["a\nb"]', 1), ("[1 2]", 3),
    ],
)  # fmt: skip
def test_what_is_no_json_is_told_with_its_place(text: str, offset: int) -> None:
    with pytest.raises(BrokenText) as broken:
        json_nodes(text)
    assert broken.value.offset == offset

"""An edit changes the characters it is about and nothing else."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.engine.documents.edit_tree import EditRefused, Tree
from plumbline.engine.documents.edits import Edit, edit, item_add, item_remove, key_add, value_set
from plumbline.engine.documents.nodes import Mapping, Scalar, Sequence
from plumbline.engine.documents.source import Source
from plumbline.engine.messages import render
from tests.engine.documents.document_strategies import decimals, texts

TEXT = """\
# ours, by hand
plumbline: 1
objectives:
  - id: calm-nights   # keep the id
    title: 'Nights are calm'
    why: "They are not: ask the depot"
    supports: [quiet-depot]        # add {id: x, weight: 2} to contribute
    tags:
    - night
    - depot   # two words

    key_results:
      - id: calls
        title: Calls by night from 40 to 12
        metric: {kind: decrease, baseline: 40, target: 12}  # per month
        owner:
  # the end
  - id: other
    title: Another one
"""
CRLF = TEXT.replace("\n", "\r\n")
JSON = '{"plumbline": 1, "objectives": [\n  {"id": "a", "title": "T", "tags": []},\n  {"id": "b"}]}'
KEY_RESULT = ("objectives", "calm-nights", "key_results", "calls")

SCALARS = [
    ("plumbline",),
    ("objectives", 0, "id"),
    ("objectives", 0, "title"),
    ("objectives", 0, "why"),
    ("objectives", 0, "supports", 0),
    ("objectives", 0, "tags", 1),
    (*KEY_RESULT, "metric", "baseline"),
    (*KEY_RESULT, "metric", "target"),
    (*KEY_RESULT, "title"),
    (*KEY_RESULT, "owner"),
    ("objectives", 1, "title"),
]


@given(
    st.sampled_from([TEXT, CRLF]),
    st.sampled_from(SCALARS),
    texts | decimals | st.booleans() | st.dates(),
)
@settings(max_examples=120, deadline=None)
def test_setting_a_value_changes_only_its_bytes(
    text: str, path: tuple[str | int, ...], value: object
) -> None:
    node = Tree(text).trail(path)[-1]
    changed = value_set(text, path, value)
    tail = len(text) - node.end
    assert changed[: node.start] == text[: node.start]
    assert changed[len(changed) - tail :] == text[node.end :]
    again = Tree(changed).trail([0 if step == "calm-nights" else step for step in path])[-1]
    assert isinstance(again, Scalar)
    if isinstance(value, str):
        assert again.text == value
        assert not (again.is_plain and value in ("yes", "null", "12", "2026-11-15"))
    elif isinstance(value, Decimal):
        assert Decimal(again.text) == value
    else:
        assert again.text == str(value).lower()


def test_the_quotes_of_a_text_are_kept() -> None:
    assert "title: 'It''s calm'\n" in value_set(TEXT, ("objectives", 0, "title"), "It's calm")
    assert 'why: "Say \\"so\\""\n' in value_set(TEXT, ("objectives", 0, "why"), 'Say "so"')
    assert "owner: ada@example.org\n" in value_set(TEXT, (*KEY_RESULT, "owner"), "ada@example.org")


def test_several_edits_are_made_at_their_spans() -> None:
    source = Source("a: 1\nb: 2\n")
    edits = [Edit(source.span(8, 9), "30"), Edit(source.span(3, 4), "10")]
    assert edit(source.text, edits) == "a: 10\nb: 30\n"


def test_edits_that_overlap_are_refused() -> None:
    source = Source("a: 1\n")
    with pytest.raises(EditRefused) as refused:
        edit(source.text, [Edit(source.span(0, 3), "x"), Edit(source.span(2, 4), "y")])
    assert render(refused.value.message)


@pytest.mark.parametrize(
    ("path", "key", "value", "line"),
    [
        (KEY_RESULT, "cadence", "weekly", "        cadence: weekly\n"),
        (
            (*KEY_RESULT, "metric"),
            "unit",
            "%",
            '{kind: decrease, baseline: 40, target: 12, unit: "%"}  # per month\n',
        ),
        (
            KEY_RESULT,
            "current",
            {"value": Decimal("20.5"), "date": date(2026, 11, 2), "note": "a, b"},
            '        current: {value: 20.5, date: 2026-11-02, note: "a, b"}\n',
        ),
        ((), "groups", ["One"], "groups: [One]\n"),
    ],
)
def test_a_key_is_added_at_the_end_of_its_mapping(
    path: tuple[str | int, ...], key: str, value: object, line: str
) -> None:
    for text, mark in ((TEXT, "\n"), (CRLF, "\r\n")):
        changed = key_add(text, path, key, value)
        assert line.replace("\n", mark) in changed
        assert changed.count("\n") - text.count("\n") <= 1


def test_an_item_is_added_in_the_way_of_its_list() -> None:
    assert "supports: [quiet-depot, other]  " in item_add(
        TEXT, ("objectives", 0, "supports"), "other"
    )
    assert "    - depot   # two words\n    - yard\n" in item_add(
        TEXT, ("objectives", 0, "tags"), "yard"
    )
    changed = item_add(TEXT, ("objectives",), {"id": "new", "title": "A: new one"})
    assert changed == TEXT + '  - id: new\n    title: "A: new one"\n'


def test_an_item_is_removed_with_its_lines() -> None:
    assert item_remove(TEXT, ("objectives", "other")) == TEXT[: TEXT.index("  - id: other")]
    assert "    tags:\n    - night\n\n" in item_remove(TEXT, ("objectives", 0, "tags", 1))
    assert "supports: []  " in item_remove(TEXT, ("objectives", 0, "supports", 0))
    assert "  - title: 'Nights are calm'\n" in item_remove(TEXT, ("objectives", 0, "id"))
    assert "{kind: decrease, target: 12}" in item_remove(TEXT, (*KEY_RESULT, "metric", "baseline"))


def test_the_last_item_of_a_list_leaves_an_empty_one() -> None:
    changed = item_remove("tags:\n  - a\nb: 1\n", ("tags", 0))
    root = Tree(changed).root
    assert isinstance(root, Mapping)
    assert root.get("tags") == Sequence(root.get("tags").start, root.get("tags").end, ())  # type: ignore[union-attr]
    assert changed.endswith("b: 1\n")


def test_json_is_edited_as_json() -> None:
    assert value_set(JSON, ("objectives", "a", "title"), 'x "y"').count('"x \\"y\\""') == 1
    assert '{"id": "b", "due": "2026-11-02"}' in key_add(
        JSON, ("objectives", 1), "due", date(2026, 11, 2)
    )
    assert '"tags": ["new"]' in item_add(JSON, ("objectives", 0, "tags"), "new")
    assert item_add(JSON, ("objectives",), {"id": "c"}).endswith('{"id": "b"},\n  {"id": "c"}]}')
    assert item_remove(JSON, ("objectives", 0)).startswith(
        '{"plumbline": 1, "objectives": [\n  {"id": "b"'
    )


@pytest.mark.parametrize(
    ("text", "path", "message_id"),
    [
        (TEXT, ("objectives", 7), "documents.yaml.edit_nowhere"),
        (TEXT, ("objectives", "nobody", "title"), "documents.yaml.edit_nowhere"),
        ("a: &x [1]\nb: *x\n", ("b", 0), "documents.yaml.edit_alias"),
        ("a: &x [1]\nb: *x\n", ("a", 0), "documents.yaml.edit_breaks"),
        ("a: [1\n", ("a", 0), "documents.yaml.broken"),
        ("# nothing\n", ("a",), "documents.format.empty"),
    ],
)
def test_what_cannot_be_edited_in_place_is_refused(
    text: str, path: tuple[str | int, ...], message_id: str
) -> None:
    with pytest.raises(EditRefused) as refused:
        value_set(text, path, "new")
    assert refused.value.message.id == message_id
    assert render(refused.value.message)

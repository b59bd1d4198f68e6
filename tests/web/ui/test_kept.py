"""What is drawn once is found again by all it is drawn of, and by nothing less."""

from dataclasses import replace

from django.urls import clear_script_prefix, get_script_prefix, set_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import override

from plumbline.web.ui import pieces
from plumbline.web.ui.kept import kept
from plumbline.web.ui.trees import OkrNode

KEY_RESULT = OkrNode(title="Late crossings", url="/k", is_objective=False, figure="8 of 5")
OBJECTIVE = OkrNode(
    title="The harbour is <calm>", url="/o", is_objective=True, children=(KEY_RESULT,)
)


def test_the_same_is_drawn_once_in_each_language_and_what_is_old_goes_first() -> None:
    drawn = []

    @kept(2)
    def piece(words: str, *, is_small: bool = False) -> SafeString:
        drawn.append((words, is_small))
        return SafeString(words)

    for _ in range(2):
        with override("en"):
            assert piece("a") == "a"
        with override("en-xa"):
            assert piece("a") == "a"
    assert drawn == [("a", False)] * 2
    with override("en"):
        piece("a", is_small=True)
        piece("a")
    assert drawn[2:] == [("a", True), ("a", False)]


def test_a_row_says_what_its_own_node_says_down_to_the_last_key_result() -> None:
    first = pieces.okr_node(OBJECTIVE)
    assert "The harbour is &lt;calm&gt;" in first
    assert "8 of 5" in first
    assert pieces.okr_node(replace(OBJECTIVE)) is first
    changed = pieces.okr_node(replace(OBJECTIVE, children=(replace(KEY_RESULT, figure="7 of 5"),)))
    assert "7 of 5" in changed
    assert "8 of 5" not in changed


def test_what_links_where_the_site_begins_is_made_anew_where_it_begins_elsewhere() -> None:
    @kept(2)
    def link() -> str:
        return get_script_prefix() + "o"

    assert link() == "/o"
    set_script_prefix("/plumbline/")
    try:
        assert link() == "/plumbline/o"
    finally:
        clear_script_prefix()
    assert link() == "/o"

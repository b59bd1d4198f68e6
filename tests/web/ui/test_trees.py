"""Trees: a number explains itself, an import shows what it read."""

from plumbline.web.ui.signs import PersonName
from plumbline.web.ui.trees import ExplainNode, ExplainTree, ImportLine, ImportTree, Word
from tests.web.ui.pieces import drawn

LEAF = ExplainNode(label="Days, weight 40", figure="22.2", steps="(19 − 12.9) ÷ 11", current=True)
ROOT = ExplainNode(label="Objective", figure="47.5 %", children=(LEAF,), url="/o")


def test_the_tree_says_every_figure_with_its_steps() -> None:
    page = drawn("{% explain_tree it %}", it=ExplainTree(root=ROOT, as_of="23 Nov"))
    for words in ("as of 23 Nov", "Objective", "47.5 %", "Days, weight 40", "(19 − 12.9) ÷ 11"):
        assert words in page.text
    assert len(page.all("li", "pl-explain-current")) == 1


def test_a_tree_of_any_depth_is_drawn_whole() -> None:
    node = LEAF
    for depth in range(20):
        node = ExplainNode(label=f"level {depth}", figure="1", children=(node,))
    assert "level 0" in drawn("{% explain_tree it %}", it=ExplainTree(root=node)).text


def test_steps_that_cannot_be_read_leave_a_sentence() -> None:
    assert "could not be read" in drawn("{% explain_tree it %}", it=ExplainTree(root=None)).text


LINES = (
    ImportLine(line=3, is_objective=True, words=(Word("A better state"),)),
    ImportLine(
        line=None,
        is_objective=False,
        words=(Word("40", "read"), Word(" piers by "), Word("31 April", "doubt")),
        kind="increase",
        understood="? → 40",
        owner=PersonName("Kim", unclaimed=True),
        problems=("31 April is not a date.",),
        is_last=True,
        depth=1,
    ),
)


def test_an_import_tints_what_was_understood_and_waves_what_is_doubted() -> None:
    page = drawn("{% import_tree it %}", it=ImportTree(caption="guide.md", lines=LINES))
    assert len(page.all("mark", "pl-read")) == 1
    assert len(page.all("mark", "pl-doubt")) == 1
    assert "40 piers by 31 April" in page.text


def test_a_problem_stands_under_its_line() -> None:
    page = drawn("{% import_tree it %}", it=ImportTree(caption="guide.md", lines=LINES))
    assert page.text.index("31 April is not a date.") > page.text.index("piers by")
    assert "unclaimed" in page.text


def test_a_line_without_a_number_shows_a_dash() -> None:
    page = drawn("{% import_tree it %}", it=ImportTree(caption="sheet", lines=LINES[1:]))
    assert page.text.split("Owner")[1].strip().startswith("–")

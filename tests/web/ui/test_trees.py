"""Trees: a number explains itself, an import shows what it read."""

from decimal import Decimal

from plumbline.charts import ProgressBar, Sign
from plumbline.engine.documents.model import State, Style
from plumbline.web.ui.signs import Confidence, PersonName, StateBadge, StatusSign, StyleBadge
from plumbline.web.ui.trees import (
    ExplainNode,
    ExplainTree,
    ImportLine,
    ImportTree,
    OkrNode,
    Word,
)
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


RESULT = OkrNode(
    title="Days to first crossing",
    url="/kr",
    is_objective=False,
    owner=PersonName("Noor"),
    words="12.9 days, target 8",
    progress=ProgressBar(share=Decimal("0.55"), pace=Decimal("0.58")),
    status=StatusSign(Sign.AT_RISK, "62 %"),
    confidence=Confidence(Decimal(8)),
)
OBJECTIVE = OkrNode(
    title="A skipper crosses in week one",
    url="/o",
    is_objective=True,
    figure="not scored",
    state=StateBadge(State.DRAFT),
    style=StyleBadge(Style.LEARNING),
    restricted="only you see it",
    children=(RESULT,),
)


def test_the_tree_of_okrs_shows_each_with_its_figures() -> None:
    page = drawn("{% okr_tree it 'Saltmarsh' %}", it=(OBJECTIVE,))
    assert [link["href"] for link in page.all("a")] == ["/o", "/kr"]
    for words in ("Draft", "Learning", "only you see it", "not scored", "62 %", "Confidence 8"):
        assert words in page.text


def test_objectives_are_in_peoples_voice_and_key_results_are_not() -> None:
    page = drawn("{% okr_tree it 'Saltmarsh' %}", it=(OBJECTIVE,))
    assert [link["class"] for link in page.all("a")] == ["pl-voice-row", ""]


def test_what_is_below_can_be_folded_without_script() -> None:
    page = drawn("{% okr_tree it 'Saltmarsh' %}", it=(OBJECTIVE,))
    assert "open" in page.all("details", "pl-tree-fold")[0]
    assert "1 below" in page.text


def test_progress_without_a_check_in_says_no_data() -> None:
    bar = ProgressBar(share=None, pace=Decimal("0.5"))
    assert drawn("{% progress it %}", it=bar).text == "no data"

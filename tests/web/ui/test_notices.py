"""Notices, problems, empty places, steps and pages say what to do next."""

from types import SimpleNamespace
from typing import get_args

import pytest

from plumbline.web.ui.notices import Empty, Notice, Pages, Problem, Step, Tone, UndoToast
from tests.web.ui.pieces import drawn


@pytest.mark.parametrize("tone", get_args(Tone))
def test_a_notice_has_its_tone_its_lines_and_its_link(tone: Tone) -> None:
    notice = Notice(
        head="You are sure.",
        lines=("So is the data.",),
        tone=tone,
        url="/x",
        url_words="More",
    )
    page = drawn("{% notice it %}", it=notice)
    assert page.all("div", f"pl-notice-{tone}")
    assert page.text == "You are sure. So is the data. More"


def test_problems_name_line_and_column() -> None:
    problems = (Problem(head="No date", line=22, column=41), Problem(head="Cut short"))
    text = drawn("{% problem_list it %}", it=problems).text
    assert text == "line 22 No date Column 41. – Cut short"


def test_no_problems_say_so() -> None:
    assert drawn("{% problem_list it %}", it=()).text == "Nothing to mend."


def test_an_empty_place_has_one_action() -> None:
    page = drawn("{% empty it %}", it=Empty(words="No drafts.", url="/new", action="Write one"))
    assert [link["href"] for link in page.all("a")] == ["/new"]


def test_an_empty_place_may_have_nothing_to_do() -> None:
    assert not drawn("{% empty it %}", it=Empty(words="Nothing waits for you.")).all("a")


def test_steps_mark_done_and_current_in_words() -> None:
    page = drawn(
        "{% steps it %}", it=(Step("File", "done"), Step("Preview", "current"), Step("Done"))
    )
    assert page.text == "Done: File 2 Preview 3 Done"
    assert [item.get("aria-current") for item in page.all("li")] == [None, "step", None]


def test_pages_show_only_the_ways_there_are() -> None:
    page = drawn("{% pages it %}", it=Pages(first=1, last=8, total=23, next_url="?page=2"))
    assert [link["rel"] for link in page.all("a")] == ["next"]
    assert "1 to 8 of 23" in page.text


def test_an_undo_is_a_form_that_works_without_script() -> None:
    page = drawn(
        "{% undo_toast it %}", it=UndoToast(words="Saved.", undo_url="/undo"), csrf_token="t"
    )
    form = page.all("form")[0]
    assert (form["method"], form["action"]) == ("post", "/undo")


@pytest.mark.parametrize(
    ("level", "class_"),
    [("success", "pl-notice-on"), ("error", "pl-notice-off"), ("warning", "pl-notice-risk")],
)
def test_flashes_are_announced_in_their_tone(level: str, class_: str) -> None:
    class Message(SimpleNamespace):
        def __str__(self) -> str:
            return "It is done."

    page = drawn("{% flashes it %}", it=[Message(level_tag=level)])
    assert page.all("div", class_)
    assert page.all("div", "pl-flashes")[0]["role"] == "status"
    assert page.text == "It is done."

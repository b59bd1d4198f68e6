"""The parts of the frame that are drawn once say nothing of another page or person."""

import re
from dataclasses import replace

from django.template.loader import render_to_string
from django.utils.translation import override

from tests.web.test_frame import FRAME
from tests.web.ui.pieces import Page


def drawn(frame: object, token: str = "abc") -> str:
    return render_to_string("frame.html", {"frame": frame, "csrf_token": token})


def test_the_token_of_one_visit_is_never_shown_to_the_next() -> None:
    assert "first-token" in drawn(FRAME, "first-token")
    assert "first-token" not in drawn(FRAME, "second-token")


def test_signing_out_is_one_form_with_its_token_that_both_menus_send() -> None:
    page = Page(drawn(FRAME, "abc"))
    form = next(each for each in page.all("form") if each.get("id") == "sign_out")
    assert (form["action"], form["method"]) == ("/out", "post")
    assert [each["type"] for each in page.all("button") if each.get("form") == "sign_out"] == [
        "submit",
        "submit",
    ]
    told = re.search(r'<form id="sign_out".*?</form>', drawn(FRAME, "abc"))
    assert told
    assert 'name="csrfmiddlewaretoken" value="abc"' in told[0]


def test_each_page_marks_its_own_entry_and_each_person_sees_their_own_count_and_name() -> None:
    drawn(FRAME)
    here = tuple(replace(each, current=each.label == "plan") for each in FRAME.nav)
    waits = (replace(here[0], count=7), *here[1:])
    page = Page(drawn(replace(FRAME, nav=waits, person="Ana")))
    links = [link for link in page.all("a", "pl-nav-link") if "aria-current" in link]
    assert [link["href"] for link in links] == ["/plan"]
    assert "7 waiting" in page.text
    assert "Ana" in page.text
    assert "noor" not in page.text
    assert "7 waiting" not in Page(drawn(FRAME)).text


def test_another_week_language_or_place_is_another_drawing() -> None:
    assert FRAME.cycle
    assert "Week 8" in Page(drawn(FRAME)).text
    later = replace(FRAME, cycle=replace(FRAME.cycle, week=9))
    assert "Week 9" in Page(drawn(later)).text
    with override("en-xa"):
        assert "Fold the side bar" not in Page(drawn(FRAME)).text
    elsewhere = drawn(replace(FRAME, find_url="/o/other/find"))
    assert 'hx-get="/o/other/find"' in elsewhere
    assert 'hx-get="/find"' not in elsewhere

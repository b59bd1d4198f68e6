"""Signs: filled is data, outlined is a person, and a glyph never stands alone."""

from decimal import Decimal

import pytest

from plumbline.charts import Sign
from plumbline.engine.documents.model import State, Style
from plumbline.web.ui.signs import (
    Confidence,
    Counts,
    PersonName,
    StateBadge,
    StatusSign,
    StyleBadge,
)
from plumbline.web.ui.templatetags.ui import unbroken
from tests.web.ui.pieces import drawn


@pytest.mark.parametrize("sign", list(Sign))
def test_a_status_has_glyph_letter_and_word(sign: Sign) -> None:
    page = drawn("{% status it %}", it=StatusSign(sign, "62 % chance"))
    assert page.all("svg", "pl-glyph")[0]["aria-hidden"] == "true"
    assert page.all("span", f"pl-status-{sign.value}")
    assert page.text.endswith("62 % chance")
    assert len(page.all("span", "pl-letter")) == 1


@pytest.mark.parametrize(
    ("value", "band", "written"),
    [
        ("1", "low", "1"),
        ("3", "low", "3"),
        ("4", "medium", "4"),
        ("6.7", "medium", "6.7"),
        ("6.65", "medium", "6.7"),
        ("6.98", "medium", "7"),
        ("7", "high", "7"),
        ("10", "high", "10"),
        ("7.0", "high", "7"),
    ],
)
def test_confidence_is_stronger_the_surer(value: str, band: str, written: str) -> None:
    page = drawn("{% confidence it %}", it=Confidence(Decimal(value)))
    assert page.all("span", f"pl-pill-{band}")
    assert page.text == f"Confidence {written}"


def test_confidence_nobody_has_said_is_an_empty_pill() -> None:
    page = drawn("{% confidence it %}", it=Confidence(None))
    assert page.all("span", "pl-pill-none")
    assert page.text == "Confidence –"


def test_counts_keep_their_order_and_leave_zeros_out() -> None:
    page = drawn("{% counts it %}", it=Counts(off_track=5, on_track=27, no_data=1))
    assert page.text == "27 on track 5 off track 1 no data"


def test_no_counts_say_so() -> None:
    assert drawn("{% counts it %}", it=Counts()).text == "No key results yet"


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_a_word_and_an_icon(state: State) -> None:
    page = drawn("{% state_badge it %}", it=StateBadge(state))
    assert page.text
    assert len(page.all("use")) == 1


def test_a_pause_says_until_when() -> None:
    badge = StateBadge(State.PAUSED, "4 Jan")
    assert drawn("{% state_badge it %}", it=badge).text == "Paused until 4 Jan"


@pytest.mark.parametrize("style", list(Style))
def test_every_style_has_a_word(style: Style) -> None:
    assert drawn("{% style_badge it %}", it=StyleBadge(style)).text == style.value.capitalize()


def test_a_missing_style_asks_and_leads_to_the_answer() -> None:
    page = drawn("{% style_badge it %}", it=StyleBadge(None, "/choose"))
    assert page.all("a")[0]["href"] == "/choose"
    assert page.text == "Style?"


def test_an_unclaimed_person_is_marked_in_words() -> None:
    page = drawn("{% person it %}", it=PersonName("P. Lindqvist", unclaimed=True))
    assert page.all("span", "pl-unclaimed")
    assert "unclaimed" in page.text
    here = drawn("{% person it %}", it=PersonName("Nadia", unclaimed=True, is_here=True))
    assert "not signed in yet" in here.text
    assert "unclaimed" not in here.text


def test_a_person_without_a_name_has_no_initial() -> None:
    assert PersonName("  ").initial == ""


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("from 35 % to 90 %", "from 35\u00a0% to 90\u00a0%"),
        ("20% less", "20% less"),
        ("what % is", "what % is"),
    ],
)
def test_a_number_and_its_percent_sign_stay_on_one_line(typed: str, shown: str) -> None:
    assert unbroken(typed) == shown

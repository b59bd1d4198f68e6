"""Controls work as plain forms and tell what is wrong where it is wrong."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django import forms

from plumbline.web.ui.controls import (
    CheckInForm,
    CheckInRow,
    Choice,
    ConfidenceControl,
    Conflict,
    ModuleSwitch,
    RadioCards,
)
from plumbline.web.ui.signs import Confidence
from tests.web.ui.pieces import drawn

SWITCH = ModuleSwitch(
    name="money", label="Money", words="envelope, bets", is_on=False, url="/modules"
)
FORM = CheckInForm(
    url="/check-in",
    value="12.9",
    unit="days",
    step="0.1",
    last_value="13.8",
    version="3",
    skip_url="/skip",
    more_hidden=(("effective_on", "2026-11-23"),),
)
ROW = CheckInRow(key="k1", number=2, title="Days to first crossing", url="/kr", open_url="/open")
OPEN = replace(ROW, state="open", form=FORM)


def test_the_confidence_control_is_ten_radios_of_one_group() -> None:
    page = drawn("{% confidence_control it %}", it=ConfidenceControl(value=8, last=7))
    radios = page.all("input")
    assert [radio["value"] for radio in radios] == [str(n) for n in range(1, 11)]
    assert {radio["name"] for radio in radios} == {"confidence"}
    assert [radio["value"] for radio in radios if "checked" in radio] == ["8"]
    assert "last time 7" in page.text


def test_the_confidence_control_asks_while_nothing_is_chosen() -> None:
    assert "Choose 1 to 10" in drawn("{% confidence_control it %}", it=ConfidenceControl()).text


def test_an_error_of_the_confidence_is_tied_to_its_group() -> None:
    control = ConfidenceControl(errors=("Choose 1 to 10.",), prefix="r2_")
    page = drawn("{% confidence_control it %}", it=control)
    described = page.all("fieldset")[0]["aria-describedby"]
    assert [error["id"] for error in page.all("div", "pl-field-error")] == [described]


def test_cards_are_radios_with_their_question_as_legend() -> None:
    cards = RadioCards(
        name="size",
        label="How many of you?",
        choices=(Choice(value="s", label="Few"), Choice(value="l", label="Many", words="more")),
        chosen="l",
        errors=("Choose one.",),
    )
    page = drawn("{% radio_cards it %}", it=cards)
    assert [radio["value"] for radio in page.all("input") if "checked" in radio] == ["l"]
    assert "How many of you?" in page.text
    assert "Choose one." in page.text


@pytest.mark.parametrize(("is_on", "posts"), [(True, "off"), (False, "on")])
def test_a_switch_posts_the_other_state(is_on: bool, posts: str) -> None:
    page = drawn("{% module_switch it %}", it=replace(SWITCH, is_on=is_on))
    button = page.all("button")[0]
    assert button["role"] == "switch"
    assert button["aria-checked"] == str(is_on).lower()
    assert (button["name"], button["value"]) == ("money", posts)


def test_a_locked_switch_says_why() -> None:
    page = drawn("{% module_switch it %}", it=replace(SWITCH, locked="always there"))
    assert "disabled" in page.all("button")[0]
    assert "always there" in page.text


def test_a_switch_carries_the_token_of_the_page() -> None:
    page = drawn("{% module_switch it %}", it=SWITCH, csrf_token="abc")
    assert page.all("input")[0]["value"] == "abc"


class Example(forms.Form):
    email = forms.EmailField(help_text="Where it goes.")
    team = forms.ChoiceField(choices=[("a", "A")])
    agree = forms.BooleanField()


def test_a_field_ties_label_help_and_error_to_its_widget() -> None:
    form = Example({"email": "wrong"})
    page = drawn("{% field it %}", it=form["email"])
    widget = page.all("input")[0]
    ids = {element.get("id") for element in page.all("div")}
    assert set(widget["aria-describedby"].split()) <= ids
    assert widget["aria-invalid"] == "true"
    assert page.all("label")[0]["for"] == widget["id"]


def test_a_field_without_error_or_help_is_described_by_nothing() -> None:
    page = drawn("{% field it %}", it=Example({"team": "a"})["team"])
    assert "aria-describedby" not in page.all("select")[0]
    assert "form-select" in page.all("select")[0]["class"]


def test_a_check_box_stands_before_its_label() -> None:
    page = drawn("{% field it %}", it=Example()["agree"])
    assert page.all("input", "form-check-input")


def test_a_closed_row_leads_to_its_form_without_script() -> None:
    page = drawn("{% check_in_row it %}", it=replace(ROW, last="35 %"))
    assert page.all("a")[0]["href"] == "/open"
    assert "last 35 %" in page.text


def test_a_row_without_a_value_says_no_data() -> None:
    assert "no data" in drawn("{% check_in_row it %}", it=ROW).text


def test_an_open_row_posts_value_confidence_note_and_what_it_was_made_from() -> None:
    page = drawn("{% check_in_row it %}", it=OPEN, csrf_token="abc")
    sent = {field["name"]: field.get("value", "") for field in page.all("input")}
    assert sent["csrfmiddlewaretoken"] == "abc"
    assert sent["value"] == "12.9"
    assert sent["version"] == "3"
    assert sent["effective_on"] == "2026-11-23"
    assert {"confidence", "note"} <= set(sent)
    assert page.all("form")[0]["action"] == "/check-in"


def test_a_note_that_is_asked_says_why_in_its_label() -> None:
    form = replace(FORM, note_asked="Two less sure: what happened?")
    page = drawn("{% check_in_row it %}", it=replace(OPEN, form=form))
    assert "Two less sure: what happened?" in page.text
    assert "data-note-asked" in page.all("form")[0]


def test_an_error_keeps_what_was_typed_and_stands_under_its_field() -> None:
    form = replace(FORM, value="nine", value_errors=("Not a number.",))
    page = drawn("{% check_in_row it %}", it=replace(OPEN, form=form))
    field = next(found for found in page.all("input") if found.get("name") == "value")
    assert field["value"] == "nine"
    assert field["aria-describedby"] in {div.get("id") for div in page.all("div")}


def test_a_conflict_shows_both_values() -> None:
    conflict = Conflict(
        other="Tom", other_value="7", other_confidence=Confidence(Decimal(6)), own_value="9"
    )
    page = drawn("{% check_in_row it %}", it=replace(OPEN, conflict=conflict))
    assert "Tom saved 7" in page.text
    assert "Your 9 is kept" in page.text


def test_a_saved_row_can_be_undone_by_a_plain_form() -> None:
    saved = replace(ROW, state="saved", last="12.9", was="13.8", undo_url="/undo")
    page = drawn("{% check_in_row it %}", it=saved, csrf_token="abc")
    assert page.all("form")[0]["action"] == "/undo"
    assert "was 13.8" in page.text


def test_a_hostile_title_is_text() -> None:
    hostile = replace(ROW, title="<script>alert(1)</script>", aside='"><img src=x onerror=1>')
    page = drawn("{% check_in_row it %}", it=hostile)
    assert not page.all("script")
    assert not page.all("img")


def test_the_ids_of_two_open_rows_differ() -> None:
    first = drawn("{% check_in_row it %}", it=OPEN)
    second = drawn("{% check_in_row it %}", it=replace(OPEN, key="k2"))
    ids = [
        {attributes["id"] for _, attributes in page.elements if "id" in attributes}
        for page in (first, second)
    ]
    assert not ids[0] & ids[1]

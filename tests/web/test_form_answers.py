"""One frame answers every form: opened, refused, stale or saved."""

from dataclasses import dataclass
from typing import Any

import pytest
from django import forms
from django.http import HttpResponse, QueryDict

from plumbline.domain.tenancy.errors import (
    DomainError,
    NotFound,
    Refused,
    StaleVersion,
    ValidationRefused,
)
from plumbline.engine.messages import Message
from plumbline.web.form_answers import CHOSEN, form_answer


class TitleForm(forms.Form):
    """A form with one field and a version."""

    title = forms.CharField()
    version = forms.IntegerField()


@dataclass
class Row:
    """What stands when somebody else was faster."""

    title: str = "Theirs"
    version: int = 8


def page(form: TitleForm, *, status: int = 200) -> HttpResponse:
    return HttpResponse(form.as_p(), status=status)


def sent(title: str = "Mine") -> TitleForm:
    return TitleForm(QueryDict(f"title={title}&version=7"))


def answer(form: TitleForm, raised: DomainError | None = None, **options: Any) -> HttpResponse:  # noqa: ANN401 — passed on as they are
    def save(_form: TitleForm) -> HttpResponse:
        if raised is not None:
            raise raised
        return HttpResponse("saved", status=302)

    return form_answer(form, page=page, save=save, **options)


def test_a_page_that_is_opened_shows_its_form_and_saves_nothing() -> None:
    opened = answer(TitleForm(), Refused("orgs.refused"))
    assert (opened.status_code, "errorlist" in opened.text) == (200, False)


def test_what_is_sent_whole_is_saved() -> None:
    assert answer(sent()).status_code == 302


def test_what_the_form_itself_refuses_never_reaches_the_service() -> None:
    refused = answer(sent(""), Refused("orgs.refused"))
    assert (refused.status_code, "This field is required" in refused.text) == (422, True)


def test_what_the_service_refuses_comes_back_at_its_field_with_what_was_typed() -> None:
    wrong = ValidationRefused({"title": [DomainError("orgs.refused").message]})
    refused = answer(sent(), wrong)
    assert refused.status_code == 422
    assert 'value="Mine"' in refused.text
    assert "errorlist" in refused.text


def test_a_stale_form_shows_what_stands_beside_what_was_typed() -> None:
    stale = StaleVersion("orgs.refused", current=Row())
    shown = answer(sent(), stale, now=lambda row: {"title": row.title})
    assert shown.status_code == 409
    assert "Now it says: Theirs" in shown.text
    assert 'value="Mine"' in shown.text
    assert 'value="8"' in shown.text


def test_an_act_that_is_stale_says_so_without_fields() -> None:
    shown = answer(sent(), StaleVersion("orgs.refused", current=Row()))
    assert shown.status_code == 409
    assert "Now it says" not in shown.text


def test_a_place_that_is_not_there_is_a_wrong_value_only_where_the_form_chooses_it() -> None:
    with pytest.raises(NotFound):
        answer(sent(), NotFound("orgs.refused"))
    assert answer(sent(), NotFound("orgs.refused"), refusals=CHOSEN).status_code == 422


class PairForm(TitleForm):
    """A form with two more fields, one of which nothing can stand in for."""

    lead = forms.CharField(required=False)
    amount = forms.IntegerField(required=False)


def pair_answer(sent: str) -> HttpResponse:
    def save(form: PairForm) -> HttpResponse:
        # Two groups, of which the second is only asked where the first stands.
        for names in (("title",), ("lead", "version")):
            wrong = [name for name in names if form.cleaned_data[name] in ("wrong", 13)]
            if wrong:
                raise ValidationRefused({name: [Message("orgs.refused")] for name in wrong})
        return HttpResponse("saved", status=302)

    def shown(form: PairForm, *, status: int = 200) -> HttpResponse:
        return HttpResponse(",".join(sorted(form.errors)), status=status)

    return form_answer(PairForm(QueryDict(sent), initial={"version": 7}), page=shown, save=save)


@pytest.mark.parametrize(
    ("sent", "faults"),
    [
        ("title=wrong&version=7&lead=wrong&amount=1", "lead,title"),
        ("title=&version=13&lead=wrong&amount=none", "amount,lead,title,version"),
        ("title=ours&version=7&lead=wrong&amount=none", "amount,lead"),
    ],
)
def test_every_mistake_is_said_in_one_answer(sent: str, faults: str) -> None:
    refused = pair_answer(sent)
    assert (refused.status_code, refused.text) == (422, faults)

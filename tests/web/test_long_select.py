"""The select of thousands says what Django's own would."""

from django import forms
from django.test.html import parse_html

from plumbline.web.long_select import LongSelect

CHOICES = [("", "Nobody yet"), ("a1", "Ada & “co” <b>"), ("b2", "\u2003Ben")]


class _Own(forms.Form):
    who = forms.ChoiceField(choices=CHOICES, widget=LongSelect)


class _Usual(forms.Form):
    who = forms.ChoiceField(choices=CHOICES)


def _written(form: forms.Form) -> object:
    return parse_html(form["who"].as_widget(attrs={"class": "form-select", "aria-invalid": "true"}))


def test_it_is_written_as_the_usual_one_whatever_is_chosen() -> None:
    for sent in (None, {}, {"who": "b2"}, {"who": "gone"}, {"who": "<a>"}):
        assert _written(_Own(sent)) == _written(_Usual(sent))

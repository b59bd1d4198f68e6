"""The select of thousands says what Django's own would."""

from django import forms
from django.test.html import parse_html
from django.utils.safestring import mark_safe

from plumbline.web.long_select import LongChoices, LongSelect

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


def test_words_marked_as_safe_are_no_other_choice_of_the_same_words() -> None:
    """Equal texts, of which one may hold markup: what was written of one is not the other."""
    safe = str(LongSelect(choices=LongChoices(("a", mark_safe("<b>")))).render("n", None))
    plain = str(LongSelect(choices=LongChoices(("a", "<b>"))).render("n", None))
    assert '<option value="a"><b></option>' in safe
    assert '<option value="a">&lt;b&gt;</option>' in plain
    again = str(LongSelect(choices=LongChoices(("a", mark_safe("<b>")))).render("n", "a"))
    assert '<option value="a" selected><b></option>' in again

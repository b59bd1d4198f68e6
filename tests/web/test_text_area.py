"""A field of several lines counts what its reader counts."""

import pytest
from django import forms

from plumbline.web.text_area import TextArea

pytestmark = pytest.mark.without_database


class NoteForm(forms.Form):
    """A note of at most seven characters."""

    note = forms.CharField(max_length=7, widget=TextArea)


@pytest.mark.parametrize("sent", ["one\r\ntwo", "one\ntwo", "one\rtwo"])
def test_a_break_of_a_line_is_one_character(sent: str) -> None:
    form = NoteForm({"note": sent})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["note"] == "one\ntwo"

"""What is asked of a note."""

from django import forms
from django.utils.translation import gettext_lazy

from plumbline.domain.notes.services import CHARACTERS
from plumbline.web.text_area import TextArea


class NoteForm(forms.Form):
    """One's own words, on the version that was read."""

    is_own = True
    use_required_attribute = False

    version = forms.IntegerField(min_value=0, max_value=999_999_999, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Your notes"),
        required=False,
        max_length=CHARACTERS,
        help_text=gettext_lazy("Plain text, read by nobody but you. Empty the field to remove it."),
        widget=TextArea(attrs={"rows": 5, "autocomplete": "off"}),
    )

"""What is asked of an external link."""

from django import forms
from django.utils.translation import gettext_lazy

TITLE_CHARACTERS = 200
ADDRESS_CHARACTERS = 2000


class LinkForm(forms.Form):
    """A page elsewhere."""

    use_required_attribute = False

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=TITLE_CHARACTERS,
        help_text=gettext_lazy("What stands there: “Board of the claims desk”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Say what stands there.")},
    )
    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=ADDRESS_CHARACTERS,
        help_text=gettext_lazy("With https:// or http://. It is never fetched."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Give an address that begins with https:// or http://.")
        },
    )

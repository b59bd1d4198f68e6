"""Why something that runs is changed, and from which day on."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.web.day_field import DayField
from plumbline.web.text_area import TextArea


class RenamingForm(forms.Form):
    """Why something that runs is called otherwise: what it says is what it was agreed on."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it called otherwise?"),
        required=False,
        max_length=2000,
        widget=TextArea(attrs={"rows": 2}),
        help_text=gettext_lazy("Asked where the title changes. Its history keeps both."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where the title is another one."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_renamed() and not given.get("reason"):
            self.add_error("reason", _("Say why: everybody who is affected reads it."))
        return given

    def is_renamed(self) -> bool:
        """Whether it is to be called otherwise than it stands."""
        title = self.cleaned_data.get("title")
        return title is not None and title != self.initial.get("title")


class ReasonForm(forms.Form):
    """Why something that runs is changed, and from which day on."""

    use_required_attribute = False

    reason = forms.CharField(
        label=gettext_lazy("Why, for those it touches"),
        max_length=2000,
        widget=TextArea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why: everybody who is affected reads it.")},
    )
    effective_on = DayField(gettext_lazy("It holds from"), required=True)

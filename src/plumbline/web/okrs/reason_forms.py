"""Why something that runs is changed, and from which day on."""

from typing import TYPE_CHECKING, TypeAlias

from django import forms
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words: TypeAlias = str | _StrPromise


class DayField(forms.DateField):
    """A day, chosen or typed."""

    def __init__(self, label: "Words", *, help_text: "Words" = "", required: bool = False) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        )


class ReasonForm(forms.Form):
    """Why something that runs is changed, and from which day on."""

    use_required_attribute = False

    reason = forms.CharField(
        label=gettext_lazy("Why, for those it touches"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why: everybody who is affected reads it.")},
    )
    effective_on = DayField(gettext_lazy("It holds from"), required=True)

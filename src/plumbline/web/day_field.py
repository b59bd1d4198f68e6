"""A day in a form."""

from typing import TYPE_CHECKING, TypeAlias

from django import forms

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

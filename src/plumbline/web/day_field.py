"""A day in a form."""

from typing import TYPE_CHECKING, TypeAlias

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy

from plumbline.engine.documents.scalars import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words: TypeAlias = str | _StrPromise


_FAR = gettext_lazy("Choose a day between the years 1900 and 2999.")


class DayField(forms.DateField):
    """A day, chosen or typed, with which can be reckoned."""

    default_error_messages = {  # noqa: RUF012 — Django's own shape
        "required": gettext_lazy("Choose a day."),
        "invalid": gettext_lazy("This is no day. Write it as 2026-11-28."),
    }
    default_validators = [  # noqa: RUF012 — Django's own shape
        MinValueValidator(FIRST_DAY, _FAR),
        MaxValueValidator(LAST_DAY, _FAR),
    ]

    def __init__(self, label: "Words", *, help_text: "Words" = "", required: bool = False) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        )

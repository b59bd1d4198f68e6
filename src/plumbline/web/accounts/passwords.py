"""The field in which somebody chooses a password."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from plumbline.domain.accounts.passwords import PASSWORD_CHARACTERS_MIN

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise  # known to the stubs only

#: Longer ones never reach the check, which would refuse them anyway.
_CHARACTERS_READ = 1000


class NewPasswordField(forms.CharField):
    """A password to be chosen: not trimmed, not shown again, with the one rule beside it."""

    def __init__(self, *, label: "_StrPromise") -> None:
        super().__init__(
            label=label,
            max_length=_CHARACTERS_READ,
            strip=False,
            help_text=format_lazy(
                gettext_lazy(
                    "At least {least} characters. A sentence is easier to keep in mind than a word."
                ),
                least=PASSWORD_CHARACTERS_MIN,
            ),
            error_messages={"required": gettext_lazy("Choose a password.")},
            widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        )

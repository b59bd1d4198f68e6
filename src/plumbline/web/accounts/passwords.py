"""The field in which somebody chooses a password."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from plumbline.domain.accounts.passwords import PASSWORD_CHARACTERS_MIN
from plumbline.domain.accounts.services.accounts import account_faults
from plumbline.domain.tenancy.wording import wording

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise  # known to the stubs only

#: Longer ones never reach the check, which would refuse them anyway.
_CHARACTERS_READ = 1000


def account_faults_add(form: forms.Form, *, email: str) -> None:
    """Add what is wrong with a new account to a form, so that all of it is said in one answer.

    Args:
        form: Cleaned; has `name` and `password`, and perhaps `email`.
        email: The address as it is known so far.
    """
    given = form.cleaned_data
    faults = account_faults(
        email=email, name=given.get("name", ""), password=given.get("password", "")
    )
    for field, found in faults.items():
        if field in form.fields and field not in form.errors:
            form.add_error(field, [wording(message) for message in found])


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

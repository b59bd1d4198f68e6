"""How a person is called, how their pages look, and which password they have."""

from typing import TYPE_CHECKING, cast

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from plumbline.domain.accounts.services.accounts import (
    account_password_change,
    account_preferences_set,
    password_change_faults,
)
from plumbline.domain.tenancy.errors import Refused, ValidationRefused
from plumbline.domain.tenancy.wording import wording
from plumbline.web.accounts.passwords import NewPasswordField
from plumbline.web.form_refusals import UNPROCESSABLE, refusal_show

if TYPE_CHECKING:
    from plumbline.domain.accounts.models import Account

THEMES = (
    ("system", gettext_lazy("As the device")),
    ("light", gettext_lazy("Light")),
    ("dark", gettext_lazy("Dark")),
)


class PreferencesForm(forms.Form):
    """Name and colours."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    theme = forms.ChoiceField(
        label=gettext_lazy("Colours"),
        choices=THEMES,
        help_text=gettext_lazy(
            "Where you used the switch in the menu, that browser keeps what you switched to."
        ),
    )


class PasswordForm(forms.Form):
    """The present password and a new one."""

    use_required_attribute = False

    present = forms.CharField(
        label=gettext_lazy("Present password"),
        max_length=1000,
        strip=False,
        error_messages={"required": gettext_lazy("Type your present password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = NewPasswordField(label=gettext_lazy("New password"))

    def __init__(self, data: QueryDict | None, *, account: "Account") -> None:
        super().__init__(data)
        self._account = account

    def clean(self) -> None:
        """Where one of the two is missing, say what is wrong with the other in the same answer."""
        super().clean()
        if not self.errors:
            return
        faults = password_change_faults(
            account=self._account,
            present=self.cleaned_data.get("present"),
            password=self.cleaned_data.get("password"),
        )
        for field, found in faults.items():
            self.add_error(field, [wording(message) for message in found])


@never_cache
@sensitive_post_parameters("present", "password")
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """Show both forms; each saves what it holds."""
    account = cast("Account", request.user)
    sent = request.POST if request.method == "POST" else None
    changes_password = sent is not None and "present" in sent
    known = {"name": account.name, "theme": account.theme}
    form = PreferencesForm(None if changes_password else sent, initial=known)
    password = PasswordForm(sent if changes_password else None, account=account)
    if _password_saved(request, account, password) or _preferences_saved(request, account, form):
        return redirect("preferences")
    context = {"form": form, "password": password}
    status = 200 if sent is None else UNPROCESSABLE
    return render(request, "accounts/preferences.html", context, status=status)


def _password_saved(request: HttpRequest, account: "Account", form: PasswordForm) -> bool:
    """Tell whether the form was sent and taken; what is wrong stands in it otherwise."""
    if not form.is_valid():
        return False
    try:
        account_password_change(account=account, at=timezone.now(), **form.cleaned_data)
    except (ValidationRefused, Refused) as refused:
        refusal_show(form, refused)
        return False
    update_session_auth_hash(request, account)
    messages.success(request, _("Your password is changed; you are signed out elsewhere."))
    return True


def _preferences_saved(request: HttpRequest, account: "Account", form: PreferencesForm) -> bool:
    """Tell whether the form was sent and taken; what is wrong stands in it otherwise."""
    if not form.is_valid():
        return False
    try:
        account_preferences_set(
            account=account, language=account.language, at=timezone.now(), **form.cleaned_data
        )
    except (ValidationRefused, Refused) as refused:
        refusal_show(form, refused)
        return False
    messages.success(request, _("Saved."))
    return True

"""A new password for somebody who forgot theirs."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from plumbline.domain.accounts.services.resets import (
    password_reset_check,
    password_reset_confirm,
    password_reset_request,
)
from plumbline.domain.tenancy.errors import Refused, ValidationRefused
from plumbline.http.client_address import client_address
from plumbline.http.public_links import public_link
from plumbline.web.accounts.passwords import NewPasswordField
from plumbline.web.form_refusals import UNPROCESSABLE, refusal_show

NO_LONGER = 410


class ResetRequestForm(forms.Form):
    """Whose password."""

    use_required_attribute = False

    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
        error_messages={
            "required": gettext_lazy("Type the e-mail address you sign in with."),
            "invalid": gettext_lazy("This is not an e-mail address, such as ada@example.org."),
        },
    )


class NewPasswordForm(forms.Form):
    """The new password."""

    use_required_attribute = False

    password = NewPasswordField(label=gettext_lazy("New password"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_reset(request: HttpRequest) -> HttpResponse:
    """Mail a link; the answer is the same whether there is an account or not."""
    form = ResetRequestForm(request.POST or None, initial={"email": request.GET.get("email", "")})
    if request.method != "POST" or not form.is_valid():
        status = UNPROCESSABLE if request.method == "POST" else 200
        return render(request, "accounts/password_reset.html", {"form": form}, status=status)
    password_reset_request(
        email=form.cleaned_data["email"],
        ip=client_address(request),
        at=timezone.now(),
        link=lambda account, token: public_link("password-reset-confirm", account, token),
    )
    context = {"sent_to": form.cleaned_data["email"]}
    return render(request, "accounts/password_reset.html", context)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, account: str, token: str) -> HttpResponse:
    """Take the new password; the link works once."""
    at = timezone.now()
    form = NewPasswordForm(request.POST or None)
    try:
        password_reset_check(account_public_id=account, token=token, at=at)
        is_taken = _password_taken(form, account, token, at)
    except (Refused, ValidationRefused):  # used up, or an address that cannot be one
        return render(request, "accounts/password_reset_gone.html", status=NO_LONGER)
    if not is_taken:
        status = UNPROCESSABLE if request.method == "POST" else 200
        context = {"form": form}
        return render(request, "accounts/password_reset_confirm.html", context, status=status)
    messages.success(request, _("Your password is changed. Sign in with the new one."))
    return redirect("sign-in")


def _password_taken(form: NewPasswordForm, account: str, token: str, at: datetime) -> bool:
    """Tell whether the form was sent and taken; what is wrong stands in it otherwise."""
    if not form.is_valid():
        return False
    password = form.cleaned_data["password"]
    try:
        password_reset_confirm(account_public_id=account, token=token, password=password, at=at)
    except ValidationRefused as refused:
        refusal_show(form, refused)
        return False
    return True

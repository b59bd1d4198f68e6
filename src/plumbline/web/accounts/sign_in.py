"""Signing in with a password, and signing out."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.domain.accounts.secrets_kept import keyed_hash
from plumbline.domain.accounts.services import sign_in as signing_in
from plumbline.domain.accounts.services import sign_in_links as signing_in_by_link
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.tenancy.selectors import organizations_few
from plumbline.domain.tenancy.wording import wording
from plumbline.http.client_address import client_address
from plumbline.web.accounts.signing import session_close, session_open
from plumbline.web.form_refusals import UNPROCESSABLE
from plumbline.web.own_paths import own_path

if TYPE_CHECKING:
    from plumbline.domain.accounts.models import Account

NO_LONGER = 410
TOO_MANY_REQUESTS = 429


class SignInForm(forms.Form):
    """E-mail and password; where to go on to travels along."""

    use_required_attribute = False

    email = forms.CharField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Type the e-mail address you sign in with.")},
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": gettext_lazy("Type your password.")},
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_next(self) -> str:
        """Keep only paths of this instance."""
        return own_path(self.cleaned_data["next"])


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for e-mail and password; open a session for those that belong together."""
    target = own_path(request.GET.get("next", ""))
    if request.method != "POST" and request.user.is_authenticated:
        return redirect(target or "start")
    if request.method != "POST":
        return _page(request, SignInForm(initial={"next": target}))
    form = SignInForm(request.POST)
    try:
        account = _account_of(request, form) if form.is_valid() else None
    except signing_in.SignInThrottled as throttled:
        form.add_error("password", wording(throttled.message))
        wait = {"Retry-After": str(throttled.retry_after_seconds)}
        return _page(request, form, status=TOO_MANY_REQUESTS, headers=wait)
    if account is None:
        return _page(request, form, status=UNPROCESSABLE)
    session_open(request, account, at=timezone.now())
    return redirect(form.cleaned_data["next"] or "start")


def _account_of(request: HttpRequest, form: SignInForm) -> "Account | None":
    """Return whose e-mail and password these are; the form says why it is nobody's."""
    try:
        return signing_in.sign_in(
            email=form.cleaned_data["email"],
            password=form.cleaned_data["password"],
            ip=client_address(request),
            at=timezone.now(),
        )
    except signing_in.SignInThrottled:
        raise
    except Refused as refused:
        kept = _("Your e-mail is still here.")
        form.add_error("password", f"{wording(refused.message)} {kept}")
        return None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Sign in by a link that works once.

    Opening it only shows a button: programs that open every link of a mail would use it up.
    """
    at = timezone.now()
    try:
        if request.method != "POST":
            account = signing_in_by_link.sign_in_link_check(secret=secret, at=at)
            return render(request, "accounts/sign_in_link.html", {"name": account.name})
        ip_hash = keyed_hash("ip", client_address(request))
        account = signing_in_by_link.sign_in_by_link(secret=secret, at=at, ip_hash=ip_hash)
    except Refused as refused:
        context = {"sentence": wording(refused.message)}
        return render(request, "accounts/sign_in_link.html", context, status=NO_LONGER)
    session_open(request, account, at=at)
    return redirect("start")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session of this browser."""
    if request.user.is_authenticated:
        signing_in.sign_out_record(account=request.user, at=timezone.now())
    session_close(request)
    return redirect("sign-in")


def _page(
    request: HttpRequest,
    form: SignInForm,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    few = organizations_few()
    name = few[0].name if len(few) == 1 else ""
    focus = "password" if form.is_bound and form["email"].value() else "email"
    form.fields[focus].widget.attrs["autofocus"] = True
    context = {"form": form, "organization": name, "nobody_yet": not few}
    response = render(request, "accounts/sign_in.html", context, status=status)
    for header, value in (headers or {}).items():
        response[header] = value
    return response

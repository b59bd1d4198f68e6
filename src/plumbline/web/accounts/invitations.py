"""Accepting an invitation: with a new account, or with the one signed in."""

from datetime import datetime
from typing import TYPE_CHECKING, cast
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from plumbline.domain.accounts.secrets_kept import keyed_hash
from plumbline.domain.accounts.services.sign_in import sign_in_record
from plumbline.domain.orgs.services.joining import (
    InvitationFacts,
    invitation_facts,
    person_claim,
)
from plumbline.domain.tenancy.errors import Refused, ValidationRefused
from plumbline.domain.tenancy.wording import wording
from plumbline.http.client_address import client_address
from plumbline.web.accounts.passwords import NewPasswordField, account_faults_add
from plumbline.web.accounts.signing import session_open
from plumbline.web.form_refusals import UNPROCESSABLE, refusal_show

if TYPE_CHECKING:
    from plumbline.domain.accounts.models import Account

NO_LONGER = 410
CONFLICT = 409


class NewAccountForm(forms.Form):
    """What a new account needs; its e-mail is the one that was invited."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = NewPasswordField(label=gettext_lazy("Choose a password"))

    def __init__(self, data: QueryDict | None, facts: InvitationFacts) -> None:
        super().__init__(data, initial={"name": facts.person_name})
        self.invited = facts.email

    def clean(self) -> None:
        """Say all that is wrong with the account at once."""
        super().clean()
        account_faults_add(self, email=self.invited)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Show what one is invited to, and become that person."""
    at = timezone.now()
    try:
        facts = invitation_facts(secret=secret, at=at)
    except Refused as refused:
        return _gone(request, refused, status=NO_LONGER)
    account = request.user if request.user.is_authenticated else None
    form = NewAccountForm(request.POST or None, facts)
    if request.method != "POST" or _must_sign_first(facts, account):
        return _page(request, facts, form, secret=secret)
    try:
        has_joined = _join(request, form, account, secret=secret, at=at)
    except Refused as refused:
        return _gone(request, refused, status=CONFLICT)
    if not has_joined:
        return _page(request, facts, form, secret=secret, status=UNPROCESSABLE)
    return redirect("organization", facts.organization_slug)


def _join(
    request: HttpRequest,
    form: NewAccountForm,
    account: "Account | None",
    *,
    secret: str,
    at: datetime,
) -> bool:
    """Become the person that was invited; whoever gets an account by it is signed in.

    Returns:
        Whether it came to that; what is wrong stands in the form otherwise.

    Raises:
        Refused: Somebody else has become that person meanwhile.
    """
    if account is None and not form.is_valid():
        return False
    given = form.cleaned_data if account is None else {"name": "", "password": ""}
    ip_hash = keyed_hash("ip", client_address(request))
    try:
        person = person_claim(secret=secret, at=at, account=account, ip_hash=ip_hash, **given)
    except ValidationRefused as refused:
        refusal_show(form, refused)
        return False
    if account is None:
        made = cast("Account", person.account)
        sign_in_record(account=made, at=at, ip_hash=ip_hash)
        session_open(request, made, at=at)
    return True


def _gone(request: HttpRequest, refused: Refused, *, status: int) -> HttpResponse:
    context = {"sentence": wording(refused.message)}
    return render(request, "accounts/invitation_gone.html", context, status=status)


def _must_sign_first(facts: InvitationFacts, account: "Account | None") -> bool:
    """Tell whether the browser is signed in as nobody, or as somebody else, than was invited."""
    if account is None:
        return facts.has_account
    return account.email != facts.email


def _page(
    request: HttpRequest,
    facts: InvitationFacts,
    form: NewAccountForm,
    *,
    secret: str,
    status: int = 200,
) -> HttpResponse:
    user = request.user
    here = reverse("invitation", args=[secret])
    context = {
        "facts": facts,
        "form": form,
        "signed_in_as": user.email if user.is_authenticated else "",
        "is_same": user.is_authenticated and user.email == facts.email,
        "sign_in_url": f"{reverse('sign-in')}?{urlencode({'next': here})}",
    }
    return render(request, "accounts/invitation.html", context, status=status)

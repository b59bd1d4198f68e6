"""Where a person lands: the start, the choice of an organization, and the sign of life."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from plumbline.domain.accounts.selectors import memberships_of
from plumbline.domain.tenancy.selectors import organizations_few
from plumbline.http.tenancy import LAST_ORGANIZATION_COOKIE


@dataclass(frozen=True, slots=True)
class OrganizationChoice:
    """One organization the account may enter."""

    name: str
    slug: str
    url: str


@require_safe
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """Lead to where the person goes on: set-up, sign-in, their organization, or the choice."""
    if not request.user.is_authenticated:
        return redirect("sign-in" if organizations_few() else "set-up")
    choices = _choices(request)
    last = request.COOKIES.get(LAST_ORGANIZATION_COOKIE)
    known = [choice for choice in choices if choice.slug == last]
    if not known and len(choices) == 1:
        known = choices
    return redirect(known[0].url if known else "organizations")


@require_safe
@login_required
def organizations(request: HttpRequest) -> HttpResponse:
    """Offer the organizations of the account."""
    return render(request, "accounts/organizations.html", {"choices": _choices(request)})


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Say whether the instance answers, its database included; for monitors, in plain text."""
    try:
        organizations_few()
    except DatabaseError:
        return HttpResponse("the database does not answer\n", "text/plain", status=503)
    return HttpResponse("ok\n", "text/plain")


def _choices(request: HttpRequest) -> list[OrganizationChoice]:
    return [
        OrganizationChoice(
            name=membership.organization.name,
            slug=membership.organization.slug,
            url=reverse("organization", args=[membership.organization.slug]),
        )
        for membership in memberships_of(account=request.user)  # type: ignore[arg-type]  # signed in, so it is an Account
    ]

"""Which organization a page request is for, and the transaction it reads in."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone

from plumbline.domain.accounts.selectors import membership_in
from plumbline.domain.tenancy.transactions import reading

if TYPE_CHECKING:
    from plumbline.domain.accounts.models import Membership
    from plumbline.domain.tenancy.models import Organization

LAST_ORGANIZATION_COOKIE: Final = "plumbline_organization"
"""Where the browser was last; it only spares a choice and gives no access."""
_COOKIE_SECONDS: Final = 365 * 24 * 3600

_TENANT_PATH: Final = re.compile(r"/o/(?P<slug>[^/]+)/")


class TenantRequest(HttpRequest):
    """What a view under `/o/<slug>/` receives.

    Attributes:
        organization: The organization of the address; it is bound while the view runs.
        membership: The signed-in account's membership in it.
    """

    organization: "Organization"
    membership: "Membership"


class TenancyMiddleware:
    """Runs every view under `/o/<slug>/` in a reading phase of that organization.

    Templates show instants in the organization's zone, unless the view activates another.

    A service called by the view ends the phase, writes and starts it again. Whoever is not signed
    in is sent to sign in, whether the organization exists or not. To a stranger it does not: the
    answer is the same 404 as for an address that nobody has.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answers with the organization bound where the address names one."""
        found = _TENANT_PATH.match(request.path_info)
        if found is None:
            return self._get_response(request)
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        membership = membership_in(account=request.user, slug=found["slug"])
        if membership is None:
            raise Http404
        request.organization = membership.organization  # type: ignore[attr-defined]  # it becomes a TenantRequest
        request.membership = membership  # type: ignore[attr-defined]
        zone = ZoneInfo(membership.organization.time_zone)
        with timezone.override(zone), reading(membership.organization, suspendable=True):
            response = self._get_response(request)
        if request.COOKIES.get(LAST_ORGANIZATION_COOKIE) != found["slug"]:
            response.set_cookie(
                LAST_ORGANIZATION_COOKIE,
                found["slug"],
                max_age=_COOKIE_SECONDS,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response


def _to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    """Sends to the sign-in page, and back to where one was going, or to the form that was sent."""
    target = request.get_full_path() if request.method in {"GET", "HEAD"} else _sent_from(request)
    return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': target})}")


def _sent_from(request: HttpRequest) -> str:
    """Return the address here that a form was sent from; the start where none is told."""
    told = urlsplit(request.headers.get("Referer", ""))
    if told.netloc != request.get_host() or not told.path.startswith("/o/"):
        return "/"
    return f"{told.path}?{told.query}" if told.query else told.path

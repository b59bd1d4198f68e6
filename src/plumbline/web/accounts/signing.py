"""Opening and closing the session of a browser."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth import login, logout
from django.http import HttpRequest

from plumbline.http.session_age import session_begin

if TYPE_CHECKING:
    from plumbline.domain.accounts.models import Account

BACKEND = "django.contrib.auth.backends.ModelBackend"


def session_open(request: HttpRequest, account: "Account", *, at: datetime) -> None:
    """Sign the browser in.

    `login` gives the session a new key, so that a key planted before the sign-in is worthless.
    """
    login(request, account, backend=BACKEND)
    session_begin(request.session, at=at)


def session_close(request: HttpRequest) -> None:
    """Sign the browser out and forget everything its session held."""
    logout(request)

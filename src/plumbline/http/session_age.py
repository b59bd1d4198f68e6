"""Ends sessions that are too old, however the browser keeps its cookie."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from plumbline.domain.accounts.sessions import session_is_over

_BEGAN: Final = "began_at"
_SEEN: Final = "seen_at"
#: Noting the last use at every request would turn every read into a write.
_NOTED_EVERY: Final = timedelta(hours=12)


def session_begin(session: SessionBase, *, at: datetime) -> None:
    """Note when a person signed in."""
    session[_BEGAN] = session[_SEEN] = at.isoformat()


class SessionAgeMiddleware:
    """Signs out whoever signed in too long ago, or has not come for too long.

    A session without a beginning was opened by other means than a sign-in page; its age counts
    from the first request that sees it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, of nobody if the session is over."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            self._age(request, timezone.now())
        return self._get_response(request)

    def _age(self, request: HttpRequest, at: datetime) -> None:
        session = request.session
        if _BEGAN not in session:
            session_begin(session, at=at)
            return
        seen_at = datetime.fromisoformat(session[_SEEN])
        began_at = datetime.fromisoformat(session[_BEGAN])
        if session_is_over(began_at=began_at, seen_at=seen_at, at=at):
            logout(request)
        elif at - seen_at >= _NOTED_EVERY:
            session[_SEEN] = at.isoformat()

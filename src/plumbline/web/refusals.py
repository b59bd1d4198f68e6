"""Refusals of the domain as pages: what happened, what is kept, what to do."""

import logging
import sys
from collections.abc import Callable
from urllib.parse import urlsplit

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views import defaults

from plumbline.domain.governance.services.gate import GateRefused
from plumbline.domain.tenancy.errors import (
    DatabaseBusy,
    DatabaseUnusable,
    DomainError,
    NotFound,
    PermissionRefused,
    StaleVersion,
    TooManyAtOnce,
    ValidationRefused,
)
from plumbline.domain.tenancy.wording import wording
from plumbline.http.module_doors import MODULE_OFF
from plumbline.web.own_paths import own_path

STATUS = {
    NotFound: 404,
    PermissionRefused: 403,
    StaleVersion: 409,
    ValidationRefused: 422,
    TooManyAtOnce: 429,
}

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

RETRY_AFTER_SECONDS = 1
"""When it is worth trying again where the database is busy or away, as in the API."""

logger = logging.getLogger("plumbline.web")


class RefusalMiddleware:
    """Answers a refusal that no view has dealt with.

    A view catches what it can show at a field; everything else becomes a page with the sentence
    of the refusal. What the viewer may not see answers exactly like what does not exist; only that
    a module is off is told, since it is the same for everybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Note that a view is asked: what fails outside of it later may have been saved."""
        request.reached_view = True  # type: ignore[attr-defined]  # for `server_error`

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn a refusal, or a database that is away, into its page; the rest is the 500 page's."""
        if isinstance(error, OperationalError):
            logger.exception("The database cannot be used.", exc_info=error)
            return _unavailable(request, DatabaseUnusable())
        if not isinstance(error, DomainError):
            return None
        if isinstance(error, NotFound):
            is_off = error.message.id == MODULE_OFF
            off = {"off": wording(error.message)} if is_off else None
            return render(request, "404.html", off, status=404)
        if isinstance(error, DatabaseBusy):
            return _unavailable(request, error)
        status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 409)
        sentences = [wording(error.message)]
        if isinstance(error, ValidationRefused):
            sentences = [
                wording(message) for messages in error.field_errors.values() for message in messages
            ]
        if isinstance(error, GateRefused):
            sentences = [wording(each) for each in error.lines]
        context = {
            "sentences": sentences,
            "was_sent": request.method not in SAFE,
            "came_from": _came_from(request, may_be_here=request.method not in SAFE),
        }
        answer = render(request, "refused.html", context, status=status)
        if isinstance(error, TooManyAtOnce):
            answer["Retry-After"] = str(error.retry_after)
        return answer


def _came_from(request: HttpRequest, *, may_be_here: bool) -> str:
    """Return the address here that led to what was refused; empty where none did.

    A page that sends a form to its own address is one to go back to; one that was opened is not.
    """
    told = urlsplit(request.headers.get("Referer", ""))
    path = f"{told.path}?{told.query}" if told.query else told.path
    is_other = may_be_here or path != request.get_full_path()
    is_here = told.netloc == request.get_host() and is_other
    return own_path(path) if is_here else ""


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer what failed outside of views: the session could not be read or kept, for one.

    Where a view has answered already, what it was sent may be saved all the same.
    """
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError):
        error = DatabaseUnusable()
    if not isinstance(error, DatabaseBusy | DatabaseUnusable):
        return defaults.server_error(request)
    has_written = request.method not in SAFE and getattr(request, "reached_view", False)
    return _unavailable(request, error, is_uncertain=has_written)


def _unavailable(
    request: HttpRequest, error: DatabaseBusy | DatabaseUnusable, *, is_uncertain: bool = False
) -> HttpResponse:
    """Say that nothing was saved, or cannot be shown; htmx leaves the page and what was typed."""
    part = "#complaint" if getattr(request, "htmx", False) else ""
    told = {
        "sentence": wording(error.message),
        "is_uncertain": is_uncertain,
        "was_sent": request.method not in SAFE,
        "is_busy": isinstance(error, DatabaseBusy),
    }
    response = render(request, f"503.html{part}", told, status=503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response

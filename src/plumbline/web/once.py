"""Forms that make something: sent again by a double click or a program, they make it once.

The mark against forged requests is written anew into every page, so it tells one opened form from
another without a field of its own. The same fields with the same mark at the same address are the
same form sent again; it leads where it led first. A form that is opened anew makes something new,
whatever is typed into it.
"""

import hashlib
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from plumbline.domain.idempotency.services import form_claim, form_keep
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.transactions import writing
from plumbline.web.visits import Visit

if TYPE_CHECKING:
    from django.core.files.base import File

MARK = "csrfmiddlewaretoken"
LED = "HX-Redirect"


def answered_once(visit: Visit, save: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer what was sent, or lead where the same form led before.

    What it makes and that it was sent are one transaction; a refusal keeps nothing. Only an answer
    that leads on is kept: what a page shows once is shown once.

    Args:
        visit: Who sends it.
        save: Calls the services and answers.
    """
    sent = _sent(visit.request)
    if sent is None:
        return save()
    account_id = cast("int", visit.request.user.pk)
    with writing(organization_bound()):
        before = form_claim(account_id=account_id, sent=sent, at=visit.at)
        if before is not None:
            return _led(visit.request, before)
        answer = save()
        place = answer.headers.get(LED) or answer.headers.get("Location", "")
        form_keep(account_id=account_id, sent=sent, place=place)
        return answer


def _led(request: HttpRequest, place: str) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        return HttpResponse(status=204, headers={LED: place})
    return redirect(place)


def _sent(request: HttpRequest) -> str | None:
    """Return the digest of a form as it was sent; `None` where no page marked it."""
    if not request.POST.get(MARK):
        return None
    files = [
        (name, each.name, _digest(each))
        for name, several in sorted(request.FILES.lists())
        for each in several
    ]
    fields = sorted((name, request.POST.getlist(name)) for name in request.POST)
    text = json.dumps([request.get_full_path(), fields, files])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _digest(file: "File[bytes]") -> str:
    """Return the digest of a file's bytes: mended since, it is another one."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()

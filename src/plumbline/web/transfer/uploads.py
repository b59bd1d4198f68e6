"""Files handed in: refused by their size before they are read, never sent back and forth."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from plumbline.engine.documents.source import SIZE_LIMIT_BYTES

BODY_LIMIT_BYTES = SIZE_LIMIT_BYTES + 100_000
"""What a request with the largest file weighs: the file, its frame and the other fields."""
DISCARDED_BYTES = 64_000_000
"""How much of an oversized body is taken off the line and thrown away.

A browser that is still sending when the connection closes shows a broken connection instead of
the answer. Beyond this it may."""
_CHUNK_BYTES = 65_536

View = Callable[..., HttpResponse]


def upload_bounded(too_large: View) -> Callable[[View], View]:
    """Guard a view that takes a file: a body that is too large is answered by `too_large`.

    The forgery check reads the whole body, so the size is asked for before it; every request that
    reaches the guarded view has passed both.
    """

    def of_view(view: View) -> View:
        checked = csrf_protect(view)

        @csrf_exempt  # asked for by `checked`, once the size is known
        @wraps(view)
        def bounded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            try:
                if _announced_bytes(request) <= BODY_LIMIT_BYTES:
                    return checked(request, *args, **kwargs)
            except RequestDataTooBig:
                pass  # pasted text is held in memory, of which Django grants less than to a file
            _discard(request)
            return too_large(request, *args, **kwargs)

        return bounded

    return of_view


def _announced_bytes(request: HttpRequest) -> int:
    announced = request.META.get("CONTENT_LENGTH") or "0"
    return int(announced) if announced.isdecimal() else 0


def _discard(request: HttpRequest) -> None:
    left = DISCARDED_BYTES
    try:
        while left > 0 and (chunk := request.read(_CHUNK_BYTES)):
            left -= len(chunk)
    except UnreadablePostError:
        return

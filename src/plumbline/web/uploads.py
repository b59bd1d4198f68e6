"""Files handed in: refused by their size before they are read, never sent back and forth."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from plumbline.engine.documents.source import SIZE_LIMIT_BYTES

BODY_LIMIT_BYTES = SIZE_LIMIT_BYTES + 100_000
"""What a request with the largest file weighs: the file, its frame and the other fields."""
FORM_LIMIT_BYTES = 64_000_000
"""Six of the largest files attached; one that is larger is passed over."""
CONTENT_TOO_LARGE = 413
DISCARDED_BYTES = 64_000_000
"""How much of an oversized body is taken off the line and thrown away.

A browser that is still sending when the connection closes shows a broken connection instead of
the answer. Beyond this it may."""
_CHUNK_BYTES = 65_536

View = Callable[..., HttpResponse]


class _Skipping(FileUploadHandler):
    """Lets files go past that are too large, so that the rest of the form is read all the same."""

    def __init__(self, request: HttpRequest, limit_bytes: int) -> None:
        super().__init__(request)
        self._limit_bytes = limit_bytes
        self._taken = 0
        self.skipped: list[str] = []

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 — Django's own signature
        """Begin to count."""
        super().new_file(*args, **kwargs)
        self._taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand the bytes on until they are too many."""
        self._taken += len(raw_data)
        if self._taken > self._limit_bytes:
            self.skipped.append(self.file_name or "")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to those who keep it."""


def files_skipped(request: HttpRequest) -> list[str]:
    """Return how the files are called that were too large to be kept."""
    handlers = [each for each in request.upload_handlers if isinstance(each, _Skipping)]
    return [name for each in handlers for name in each.skipped]


def upload_bounded(
    too_large: View, *, limit_bytes: int = BODY_LIMIT_BYTES, file_bytes: int | None = None
) -> Callable[[View], View]:
    """Guard a view that takes a file: a body that is too large is answered by `too_large`.

    With `file_bytes` a file that is larger is passed over while the body is read; the view asks
    `files_skipped`.

    The forgery check reads the whole body, so the size is asked for before it; every request that
    reaches the guarded view has passed both.
    """

    def of_view(view: View) -> View:
        checked = csrf_protect(view)

        @csrf_exempt  # asked for by `checked`, once the size is known
        @wraps(view)
        def bounded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            try:
                if file_bytes is not None:
                    request.upload_handlers.insert(0, _Skipping(request, file_bytes))
                if _announced_bytes(request) <= limit_bytes:
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

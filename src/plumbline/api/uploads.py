"""A file as the body of a call: read off the line once, in pieces, and bounded."""

import hashlib
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.utils.translation import gettext
from ninja.errors import ValidationError

from plumbline.domain.attachments.services import FILE_LIMIT_BYTES, Upload

FORMS = frozenset({"multipart/form-data", "application/x-www-form-urlencoded"})
_PIECE_BYTES = 65_536
_IN_MEMORY_BYTES = 262_144
_KEPT = "_plumbline_body"


def body_file(request: HttpRequest) -> IO[bytes]:
    """Return the body of a call at its beginning; it can be asked for again.

    Raises:
        RequestDataTooBig: It is larger than any file that is taken.
    """
    kept: IO[bytes] | None = getattr(request, _KEPT, None)
    if kept is None:
        kept = cast(
            "IO[bytes]",
            SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES),  # noqa: SIM115 — `body_let_go` closes it
        )
        setattr(request, _KEPT, kept)
        taken = 0
        while piece := request.read(_PIECE_BYTES):
            taken += len(piece)
            if taken > FILE_LIMIT_BYTES:
                raise RequestDataTooBig
            kept.write(piece)
    kept.seek(0)
    return kept


def body_let_go(request: HttpRequest) -> None:
    """Close what `body_file` kept, once the call is answered."""
    kept: IO[bytes] | None = getattr(request, _KEPT, None)
    if kept is not None:
        kept.close()


def body_digest(request: HttpRequest) -> str:
    """Return the digest of the body, in hex, whoever reads it afterwards.

    Raises:
        RequestDataTooBig: It is larger than any body that is taken.
    """
    if hasattr(request, "_body"):  # the operation takes JSON, which is read by now
        return hashlib.sha256(request.body).hexdigest()
    digest, file = hashlib.sha256(), body_file(request)
    while piece := file.read(_PIECE_BYTES):
        digest.update(piece)
    return digest.hexdigest()


def upload_of(request: HttpRequest, name: str) -> Upload:
    """Return the file that the body is.

    Args:
        request: With the file alone as its body.
        name: How it is called.

    Raises:
        RequestDataTooBig: It is larger than any file that is taken.
        ValidationError: The body is a form.
    """
    if request.content_type in FORMS:
        words = gettext("Send the file alone as the body, not a form: curl --data-binary @file.")
        raise ValidationError(
            [{"loc": ("header", "Content-Type"), "type": "file_expected", "msg": words}]
        )
    file = body_file(request)
    size = file.seek(0, 2)
    file.seek(0)
    return Upload(name=name, file=file, size=size)

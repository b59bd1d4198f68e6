"""Handing out files that people attached; who may have one was asked before."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from plumbline.domain.attachments.kinds import HEAD_BYTES, raster_type
from plumbline.domain.attachments.selectors import attachment_open
from plumbline.http.headers import ForeignFileResponse

if TYPE_CHECKING:
    from plumbline.domain.attachments.models import Attachment


def attached_answer(request: HttpRequest, attachment: "Attachment") -> HttpResponseBase:
    """Return a file, or that the asker has it already.

    Only what begins as a picture of points is shown; everything else is saved.
    """
    tag = quote_etag(attachment.sha256)
    unchanged = get_conditional_response(request, etag=tag)
    if unchanged is not None:
        unchanged.headers["ETag"] = tag
        return unchanged
    file = attachment_open(attachment=attachment)
    picture = raster_type(file.read(HEAD_BYTES))
    file.seek(0)
    return ForeignFileResponse(
        file,
        as_attachment=picture is None,
        filename=attachment.name,
        content_type=picture or attachment.media_type,
        headers={"ETag": tag, "Cache-Control": "private, no-cache"},
    )

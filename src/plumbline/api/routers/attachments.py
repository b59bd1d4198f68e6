"""Files of comments, check-ins and grades: attached, handed out, taken away.

Those of comments and check-ins are listed with what they hang on.
"""

from typing import TYPE_CHECKING, Annotated, Any, Final

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Path, Query, Router
from ninja.responses import Status

from plumbline.api.calls import ApiRequest
from plumbline.api.described import CONDITIONAL
from plumbline.api.schemas.attachments import AttachmentOut, AttachmentQuery, AttachmentsOut
from plumbline.api.schemas.values import PublicId
from plumbline.api.uploads import upload_of
from plumbline.domain.attachments.selectors import attachment_facts
from plumbline.domain.checkins.evidence import evidence_attach
from plumbline.domain.checkins.selectors import check_in_get
from plumbline.domain.discussion.attached import attachment_get, attachment_take_away
from plumbline.domain.discussion.selectors.threads import comment_get
from plumbline.domain.discussion.services.comments import comment_attach
from plumbline.domain.okrs.selectors.grade_files import grade_files
from plumbline.domain.okrs.selectors.objectives import objective_get
from plumbline.domain.okrs.services.grade_files import grade_file_attach
from plumbline.http.attached_files import attached_answer

if TYPE_CHECKING:
    from plumbline.domain.attachments.models import Attachment

router = Router(tags=["Attachments"])
Id = Annotated[PublicId, Path()]

_BYTES: Final = {"schema": {"type": "string", "format": "binary"}}
_SENT: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "description": "The file itself: at most 10 MB, a picture, PDF, text or office document.",
        "content": {"application/octet-stream": _BYTES},
    }
}
_HANDED_OUT: Final[dict[str, Any]] = {
    **CONDITIONAL,
    "responses": {
        **CONDITIONAL["responses"],
        "200": {"description": "The file.", "content": {"*/*": _BYTES}},
        "412": {"description": "It is not the one that If-Match names."},
    },
}


@router.post(
    "/comments/{comment}/attachments",
    response={201: AttachmentOut},
    operation_id="comment_attach",
    openapi_extra=_SENT,
)
def comment_attachment(
    request: ApiRequest, response: HttpResponse, comment: Id, query: Query[AttachmentQuery]
) -> Status[object]:
    """Attach a file to one's own comment; it is the body, whatever its Content-Type says."""
    call = request.call
    row = comment_attach(
        actor=call.viewer,
        comment=comment_get(viewer=call.viewer, public_id=comment),
        upload=upload_of(request, query.name),
        at=call.at,
    )
    return _attached(request, response, row)


@router.post(
    "/check-ins/{check_in}/attachments",
    response={201: AttachmentOut},
    operation_id="check_in_attach",
    openapi_extra=_SENT,
)
def check_in_attachment(
    request: ApiRequest, response: HttpResponse, check_in: Id, query: Query[AttachmentQuery]
) -> Status[object]:
    """Attach a file to a check-in as its evidence; it is the body."""
    call = request.call
    row = evidence_attach(
        actor=call.viewer,
        check_in=check_in_get(viewer=call.viewer, public_id=check_in),
        upload=upload_of(request, query.name),
        at=call.at,
    )
    return _attached(request, response, row)


@router.get(
    "/objectives/{objective}/grade/attachments",
    response=AttachmentsOut,
    operation_id="grade_attachments_list",
)
def grade_attachments(request: ApiRequest, objective: Id) -> AttachmentsOut:
    """The files of a grade, in the order they came in."""
    call = request.call
    row = objective_get(viewer=call.viewer, public_id=objective)
    found = grade_files(viewer=call.viewer, objective=row.public_id, at=call.at)
    return AttachmentsOut(
        items=[AttachmentOut.model_validate(each) for each in found if not each.is_removed]
    )


@router.post(
    "/objectives/{objective}/grade/attachments",
    response={201: AttachmentOut},
    operation_id="grade_attach",
    openapi_extra=_SENT,
)
def grade_attachment(
    request: ApiRequest, response: HttpResponse, objective: Id, query: Query[AttachmentQuery]
) -> Status[object]:
    """Attach a file to the grade of an objective, until it is closed; it is the body."""
    call = request.call
    row = grade_file_attach(
        actor=call.viewer,
        objective=objective_get(viewer=call.viewer, public_id=objective),
        upload=upload_of(request, query.name),
        at=call.at,
    )
    return _attached(request, response, row)


@router.get("/attachments/{attachment}", operation_id="attachment_get", openapi_extra=_HANDED_OUT)
def attachment_show(request: ApiRequest, attachment: Id) -> HttpResponseBase:
    """The bytes of a file, for whoever may read what it hangs on."""
    call = request.call
    row = attachment_get(viewer=call.viewer, public_id=attachment, at=call.at)
    return attached_answer(request, row)


@router.delete(
    "/attachments/{attachment}", response={204: None}, operation_id="attachment_take_away"
)
def attachment_remove(request: ApiRequest, attachment: Id) -> Status[None]:
    """Take a file away; its bytes and its name are gone then, that it was there stays."""
    call = request.call
    attachment_take_away(actor=call.viewer, public_id=attachment, at=call.at)
    return Status(204, None)


def _attached(request: ApiRequest, response: HttpResponse, row: "Attachment") -> Status[object]:
    prefix = request.path[: request.path.rindex("/v1/")] + "/v1"
    response.headers["Location"] = f"{prefix}/attachments/{row.public_id}"
    (facts,) = attachment_facts([row])
    return Status(201, AttachmentOut.model_validate(facts))

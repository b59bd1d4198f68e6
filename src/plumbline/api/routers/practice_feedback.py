"""What people say of practices: one's own, the counts, and every word for whoever keeps them."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router
from ninja.responses import Status

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.described import CONDITIONAL, GUARDED
from plumbline.api.etags import Entity, entity_answer
from plumbline.api.pagination import Page, PageQuery, page_link
from plumbline.api.schemas.practice_feedback import (
    FeedbackAnswer,
    FeedbackGive,
    FeedbackSaidOut,
    PracticeFeedbackOut,
)
from plumbline.api.schemas.values import PublicId
from plumbline.domain.governance.selectors.practices import practice_get
from plumbline.domain.practice_feedback.selectors.feedback import (
    feedback_get,
    feedback_part,
    feedback_said_part,
    own_feedback,
)
from plumbline.domain.practice_feedback.services.closing import feedback_close
from plumbline.domain.practice_feedback.services.giving import feedback_give, feedback_take_back

router = Router(tags=["Practices"])
Id = Annotated[PublicId, Path()]


class SaidQuery(PageQuery):
    """Which of it."""

    open: bool | None = None


@router.get(
    "/practices/{practice}/feedback",
    response=PracticeFeedbackOut,
    operation_id="practice_feedback_get",
)
def practice_feedback_get(request: ApiRequest, practice: Id) -> PracticeFeedbackOut:
    """What the caller said of it, and how many people say what, from five people on."""
    return _told(request.call, practice)


@router.post(
    "/practices/{practice}/feedback",
    response=PracticeFeedbackOut,
    operation_id="practice_feedback_give",
)
def practice_feedback_give(
    request: ApiRequest, practice: Id, body: FeedbackGive
) -> PracticeFeedbackOut:
    """Say how it is to live with; what is said again is open again."""
    call = request.call
    feedback_give(
        actor=call.viewer,
        practice=practice_get(viewer=call.viewer, public_id=practice),
        verdict=body.verdict,
        words=body.words,
        read_version=body.words_version,
        expected=body.version,
        at=call.at,
    )
    return _told(call, practice)


@router.delete(
    "/practices/{practice}/feedback",
    response={204: None},
    operation_id="practice_feedback_take_back",
)
def practice_feedback_take_back(request: ApiRequest, practice: Id) -> object:
    """Take back all that the caller said of it; nothing of it is kept."""
    call = request.call
    row = practice_get(viewer=call.viewer, public_id=practice)
    feedback_take_back(actor=call.viewer, practice=row, at=call.at)
    return Status(204, None)


@router.get(
    "/practices/{practice}/feedback/said",
    response=Page[FeedbackSaidOut],
    operation_id="practice_feedback_list",
)
def practice_feedback_list(
    request: ApiRequest, response: HttpResponse, practice: Id, query: Query[SaidQuery]
) -> Page[FeedbackSaidOut]:
    """What each person said of it, the latest first; for its owner, champions and admins."""
    call = request.call
    row = practice_get(viewer=call.viewer, public_id=practice)
    part, after = feedback_said_part(
        viewer=call.viewer,
        practice=row,
        is_open=query.open,
        after=query.after,
        limit=query.limit,
    )
    page_link(request, response, after)
    return Page(items=[FeedbackSaidOut.of(each) for each in part], next=after)


@router.get(
    "/practices/{practice}/feedback/said/{feedback}",
    response=FeedbackSaidOut,
    operation_id="practice_feedback_said",
    openapi_extra=CONDITIONAL,
)
def practice_feedback_said(
    request: ApiRequest, response: HttpResponse, practice: Id, feedback: Id
) -> object:
    """What one person said of it."""
    return entity_answer(request, response, _entity(request.call, practice, feedback))


@router.post(
    "/practices/{practice}/feedback/said/{feedback}/answer",
    response=FeedbackSaidOut,
    operation_id="practice_feedback_answer",
    openapi_extra=GUARDED,
)
def practice_feedback_answer(
    request: ApiRequest, response: HttpResponse, practice: Id, feedback: Id, body: FeedbackAnswer
) -> object:
    """Close what somebody said, with an answer or without; they are told."""
    call = request.call
    feedback_close(
        actor=call.viewer,
        practice=practice_get(viewer=call.viewer, public_id=practice),
        public_id=feedback,
        answer=body.answer,
        expected=call.expected(lambda: _entity(call, practice, feedback)),
        at=call.at,
    )
    return entity_answer(request, response, _entity(call, practice, feedback))


def _told(call: Call, public_id: str) -> PracticeFeedbackOut:
    row = practice_get(viewer=call.viewer, public_id=public_id)
    return PracticeFeedbackOut.of(
        row.words_version,
        feedback_part(viewer=call.viewer, practice=row),
        own_feedback(viewer=call.viewer, practice=row),
    )


def _entity(call: Call, practice: str, feedback: str) -> Entity:
    row = practice_get(viewer=call.viewer, public_id=practice)
    said = feedback_get(viewer=call.viewer, practice=row, public_id=feedback)
    return Entity(FeedbackSaidOut.of(said), said.version)

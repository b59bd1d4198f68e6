"""Comments on objectives and key results."""

from typing import TYPE_CHECKING, Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router
from ninja.responses import Status

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.described import CONDITIONAL, GUARDED
from plumbline.api.etags import Entity, entity_answer
from plumbline.api.pagination import Page, PageQuery, page_link
from plumbline.api.schemas.comments import CommentIn, CommentOut, CommentPatch
from plumbline.api.schemas.values import PublicId
from plumbline.domain.discussion.selectors.threads import (
    comment_facts,
    comment_get,
    comments_of,
)
from plumbline.domain.discussion.services import comments
from plumbline.domain.okrs.selectors.objectives import key_result_get, objective_get

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import KeyResult, Objective

router = Router(tags=["Comments"])
Id = Annotated[PublicId, Path()]


@router.get(
    "/objectives/{objective}/comments",
    response=Page[CommentOut],
    operation_id="objective_comments_list",
)
def objective_comments_list(
    request: ApiRequest, response: HttpResponse, objective: Id, query: Query[PageQuery]
) -> Page[CommentOut]:
    """The comments on an objective itself, the newest first."""
    row = objective_get(viewer=request.call.viewer, public_id=objective)
    return _page(request, response, query, row)


@router.post(
    "/objectives/{objective}/comments",
    response={201: CommentOut},
    operation_id="objective_comment",
)
def objective_comment(
    request: ApiRequest, response: HttpResponse, objective: Id, body: CommentIn
) -> object:
    """Comment on an objective, or answer a comment on it."""
    row = objective_get(viewer=request.call.viewer, public_id=objective)
    return _written(request, response, body, row)


@router.get(
    "/key-results/{key_result}/comments",
    response=Page[CommentOut],
    operation_id="key_result_comments_list",
)
def key_result_comments_list(
    request: ApiRequest, response: HttpResponse, key_result: Id, query: Query[PageQuery]
) -> Page[CommentOut]:
    """The comments on a key result, the newest first."""
    row = key_result_get(viewer=request.call.viewer, public_id=key_result)
    return _page(request, response, query, row.objective, row)


@router.post(
    "/key-results/{key_result}/comments",
    response={201: CommentOut},
    operation_id="key_result_comment",
)
def key_result_comment(
    request: ApiRequest, response: HttpResponse, key_result: Id, body: CommentIn
) -> object:
    """Comment on a key result, or answer a comment on it."""
    row = key_result_get(viewer=request.call.viewer, public_id=key_result)
    return _written(request, response, body, row.objective, row)


@router.get(
    "/comments/{comment}",
    response=CommentOut,
    operation_id="comment_get",
    openapi_extra=CONDITIONAL,
)
def comment_show(request: ApiRequest, response: HttpResponse, comment: Id) -> object:
    """One comment."""
    return entity_answer(request, response, _entity(request.call, comment))


@router.patch(
    "/comments/{comment}",
    response=CommentOut,
    operation_id="comment_edit",
    openapi_extra=GUARDED,
)
def comment_edit(
    request: ApiRequest, response: HttpResponse, comment: Id, body: CommentPatch
) -> object:
    """Change the words of one's own comment."""
    call = request.call
    row = comment_get(viewer=call.viewer, public_id=comment)
    expected = call.expected(lambda: _entity(call, comment))
    comments.comment_edit(
        actor=call.viewer, comment=row, text=body.text, expected=expected, at=call.at
    )
    return entity_answer(request, response, _entity(call, comment))


@router.delete(
    "/comments/{comment}",
    response={204: None},
    operation_id="comment_take_back",
    openapi_extra=GUARDED,
)
def comment_take_back(request: ApiRequest, comment: Id) -> Status[None]:
    """Take one's own comment back; the journal keeps what it said."""
    call = request.call
    row = comment_get(viewer=call.viewer, public_id=comment)
    expected = call.expected(lambda: _entity(call, comment))
    comments.comment_take_back(actor=call.viewer, comment=row, expected=expected, at=call.at)
    return Status(204, None)


def _page(
    request: ApiRequest,
    response: HttpResponse,
    query: PageQuery,
    objective: "Objective",
    key_result: "KeyResult | None" = None,
) -> Page[CommentOut]:
    page = comments_of(
        viewer=request.call.viewer,
        objective=objective,
        key_result=key_result,
        after=query.after,
        limit=query.limit,
    )
    page_link(request, response, page.after)
    items = [CommentOut.model_validate(facts) for facts in page.comments]
    return Page(items=items, next=page.after)


def _written(
    request: ApiRequest,
    response: HttpResponse,
    body: CommentIn,
    objective: "Objective",
    key_result: "KeyResult | None" = None,
) -> Status[object]:
    call = request.call
    row = comments.comment_write(
        actor=call.viewer,
        objective=objective,
        key_result=key_result,
        values=body.values(),
        at=call.at,
    )
    prefix = request.path[: request.path.rindex("/v1/")] + "/v1"
    response.headers["Location"] = f"{prefix}/comments/{row.public_id}"
    return Status(201, entity_answer(request, response, _entity(call, row.public_id)))


def _entity(call: Call, public_id: str) -> Entity:
    facts = comment_facts(viewer=call.viewer, public_id=public_id)
    return Entity(CommentOut.model_validate(facts), facts.version)

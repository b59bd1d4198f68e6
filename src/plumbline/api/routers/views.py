"""Saved views: one's own, and those of the whole organization."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router
from ninja.responses import Status

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.described import CONDITIONAL, GUARDED
from plumbline.api.etags import Entity, entity_answer
from plumbline.api.pagination import Page, PageQuery, page_link, part_of
from plumbline.api.schemas.values import PublicId
from plumbline.api.schemas.views import ViewIn, ViewOut, ViewPatch
from plumbline.domain.views.selectors import ViewFacts, ViewPage, view_facts, views_list
from plumbline.domain.views.services import (
    ViewValues,
    view_delete,
    view_put_back,
    view_rename,
    view_save,
)

router = Router(tags=["Saved views"])
Id = Annotated[PublicId, Path()]


class ViewsQuery(PageQuery):
    """Of one page alone."""

    page: ViewPage | None = None


@router.get("/views", response=Page[ViewOut], operation_id="views_list")
def listed(request: ApiRequest, response: HttpResponse, query: Query[ViewsQuery]) -> Page[ViewOut]:
    """Everybody's views first, then your own, by name."""
    rows = views_list(viewer=request.call.viewer, page=query.page)
    part, after = part_of(rows, query, public_id=lambda row: row.public_id)
    page_link(request, response, after)
    return Page(items=[ViewOut.model_validate(row) for row in part], next=after)


@router.post("/views", response={201: ViewOut}, operation_id="view_save")
def save(request: ApiRequest, response: HttpResponse, body: ViewIn) -> object:
    """Save what a page is narrowed and sorted by."""
    call = request.call
    values = ViewValues(page=body.page, name=body.name, query=body.query, is_shared=body.is_shared)
    row = view_save(actor=call.viewer, values=values, at=call.at)
    response.headers["Location"] = f"{request.path}/{row.public_id}"
    return Status(201, entity_answer(request, response, _entity(call, row.public_id)))


@router.get("/views/{view}", response=ViewOut, operation_id="view_get", openapi_extra=CONDITIONAL)
def one(request: ApiRequest, response: HttpResponse, view: Id) -> object:
    """One view of your own, or of everybody."""
    return entity_answer(request, response, _entity(request.call, view))


@router.patch("/views/{view}", response=ViewOut, operation_id="view_rename", openapi_extra=GUARDED)
def rename(request: ApiRequest, response: HttpResponse, view: Id, body: ViewPatch) -> object:
    """Give it another name."""
    call = request.call
    facts, expected = _guarded(call, view)
    view_rename(actor=call.viewer, view=facts.row, name=body.name, expected=expected, at=call.at)
    return entity_answer(request, response, _entity(call, view))


@router.delete(
    "/views/{view}", response={204: None}, operation_id="view_delete", openapi_extra=GUARDED
)
def delete(request: ApiRequest, view: Id) -> Status[None]:
    """Throw it away; for a day it can be put back."""
    call = request.call
    facts, expected = _guarded(call, view)
    view_delete(actor=call.viewer, view=facts.row, expected=expected, at=call.at)
    return Status(204, None)


@router.post("/views/{view}/put-back", response=ViewOut, operation_id="view_put_back")
def put_back(request: ApiRequest, response: HttpResponse, view: Id) -> object:
    """Take back that it was thrown away."""
    call = request.call
    facts = view_facts(viewer=call.viewer, public_id=view, is_deleted=True)
    view_put_back(actor=call.viewer, view=facts.row, at=call.at)
    return entity_answer(request, response, _entity(call, view))


def _guarded(call: Call, public_id: str) -> tuple[ViewFacts, int]:
    facts = view_facts(viewer=call.viewer, public_id=public_id)
    return facts, call.expected(lambda: _entity(call, public_id))


def _entity(call: Call, public_id: str) -> Entity:
    facts = view_facts(viewer=call.viewer, public_id=public_id)
    return Entity(ViewOut.model_validate(facts), facts.version)

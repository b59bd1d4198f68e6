"""Key results."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router
from ninja.responses import Status
from pydantic import Field

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.described import CONDITIONAL, GUARDED
from plumbline.api.drafts import key_result_changed
from plumbline.api.etags import Entity, entity_answer
from plumbline.api.pagination import Page, PageQuery, page_link
from plumbline.api.references import objective_named, person_named
from plumbline.api.schemas.key_results import (
    KeyResultAdjust,
    KeyResultDetail,
    KeyResultIn,
    KeyResultPatch,
)
from plumbline.api.schemas.objectives import StopIn
from plumbline.api.schemas.values import PublicId, Text
from plumbline.domain.okrs.selectors.pages import (
    KeyResultFilter,
    KeyResultShown,
    key_result_shown,
    key_results_page,
)
from plumbline.domain.okrs.services import adjustments
from plumbline.domain.okrs.services import key_results as services
from plumbline.domain.okrs.values import KeyResultValues, key_result_values
from plumbline.engine.documents.model import State

router = Router(tags=["Key results"])
Id = Annotated[PublicId, Path()]


class KeyResultsQuery(PageQuery):
    """How the list is narrowed; `text` in the title."""

    objective: PublicId | None = None
    owner: PublicId | None = None
    state: list[State] = Field(default_factory=list)
    text: Text = ""


@router.get("/key-results", response=Page[KeyResultDetail], operation_id="key_results_list")
def key_results_list(
    request: ApiRequest, response: HttpResponse, query: Query[KeyResultsQuery]
) -> Page[KeyResultDetail]:
    """Key results of objectives that you may see, objective by objective."""
    call = request.call
    owner = person_named(call.viewer, query.owner)
    narrowed = KeyResultFilter(
        objective=query.objective,
        owner_id=None if owner is None else owner.pk,
        states=frozenset(query.state),
        text=query.text,
    )
    page = key_results_page(
        viewer=call.viewer, at=call.at, narrowed=narrowed, after=query.after, limit=query.limit
    )
    page_link(request, response, page.after)
    return Page(items=[KeyResultDetail.of(shown) for shown in page.key_results], next=page.after)


@router.post("/key-results", response={201: KeyResultDetail}, operation_id="key_result_create")
def key_result_create(request: ApiRequest, response: HttpResponse, body: KeyResultIn) -> object:
    """Add a key result to an objective that does not run yet."""
    call = request.call
    row = services.key_result_create(
        actor=call.viewer,
        objective=objective_named(call.viewer, body.objective),
        values=key_result_changed(call.viewer, KeyResultValues(title=body.title), body),
        at=call.at,
    )
    response.headers["Location"] = f"{request.path}/{row.public_id}"
    return Status(201, _answer(request, response, row.public_id))


@router.get(
    "/key-results/{key_result}",
    response=KeyResultDetail,
    operation_id="key_result_get",
    openapi_extra=CONDITIONAL,
)
def key_result_get(request: ApiRequest, response: HttpResponse, key_result: Id) -> object:
    """One key result."""
    return _answer(request, response, key_result)


@router.patch(
    "/key-results/{key_result}",
    response=KeyResultDetail,
    operation_id="key_result_edit",
    openapi_extra=GUARDED,
)
def key_result_edit(
    request: ApiRequest, response: HttpResponse, key_result: Id, body: KeyResultPatch
) -> object:
    """Change what a key result says; once it runs, neither what it asks for nor whose it is."""
    call = request.call
    shown, expected = _guarded(call, key_result)
    services.key_result_edit(
        actor=call.viewer,
        key_result=shown.row,
        values=key_result_changed(call.viewer, key_result_values(shown.row), body, shown.custom),
        expected=expected,
        at=call.at,
    )
    return _answer(request, response, key_result)


@router.delete(
    "/key-results/{key_result}",
    response={204: None},
    operation_id="key_result_delete",
    openapi_extra=GUARDED,
)
def key_result_delete(request: ApiRequest, key_result: Id) -> Status[None]:
    """Throw a draft away; what ran is stopped instead, and kept."""
    call = request.call
    shown, expected = _guarded(call, key_result)
    services.key_result_delete(
        actor=call.viewer, key_result=shown.row, expected=expected, at=call.at
    )
    return Status(204, None)


@router.post(
    "/key-results/{key_result}/adjust",
    response=KeyResultDetail,
    operation_id="key_result_adjust",
    openapi_extra=GUARDED,
)
def key_result_adjust(
    request: ApiRequest, response: HttpResponse, key_result: Id, body: KeyResultAdjust
) -> object:
    """Change target, baseline, weight, owner or dates of a running key result, with a reason."""
    call = request.call
    shown, expected = _guarded(call, key_result)
    adjustments.key_result_adjust(
        actor=call.viewer,
        key_result=shown.row,
        values=key_result_changed(call.viewer, key_result_values(shown.row), body, shown.custom),
        reason=body.reason,
        effective_on=body.effective_on or call.today,
        expected=expected,
        at=call.at,
    )
    return _answer(request, response, key_result)


@router.post(
    "/key-results/{key_result}/stop",
    response=KeyResultDetail,
    operation_id="key_result_stop",
    openapi_extra=GUARDED,
)
def key_result_stop(
    request: ApiRequest, response: HttpResponse, key_result: Id, body: StopIn
) -> object:
    """Drop a running key result, with a reason; it is kept and leaves the mean."""
    call = request.call
    shown, expected = _guarded(call, key_result)
    services.key_result_stop(
        actor=call.viewer,
        key_result=shown.row,
        reason=body.reason,
        expected=expected,
        at=call.at,
    )
    return _answer(request, response, key_result)


def key_result_entity(call: Call, public_id: str) -> Entity:
    """Return a key result as it is now.

    Raises:
        NotFound: There is none with this id, or the viewer may not know of it.
    """
    shown = key_result_shown(viewer=call.viewer, public_id=public_id, at=call.at)
    return Entity(KeyResultDetail.of(shown), shown.row.version)


def _guarded(call: Call, public_id: str) -> tuple[KeyResultShown, int]:
    """Return a key result to be changed and the version that the client decided on."""
    shown = key_result_shown(viewer=call.viewer, public_id=public_id, at=call.at)
    return shown, call.expected(lambda: key_result_entity(call, public_id))


def _answer(request: ApiRequest, response: HttpResponse, public_id: str) -> object:
    return entity_answer(request, response, key_result_entity(request.call, public_id))

"""Dependencies: what one key result or team needs of another by a day."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router
from ninja.responses import Status

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.described import CONDITIONAL, GUARDED
from plumbline.api.etags import Entity, entity_answer
from plumbline.api.pagination import Page, PageQuery, page_link
from plumbline.api.references import key_result_named, needed_person_named, needed_team_named
from plumbline.api.schemas.dependencies import (
    DependencyIn,
    DependencyOut,
    DependencyWithdrawIn,
    HistoryOut,
    MoveIn,
    ReasonIn,
    SideIn,
)
from plumbline.api.schemas.values import PublicId
from plumbline.domain.dependencies.permissions import Side
from plumbline.domain.dependencies.selectors.dependencies import (
    dependencies_page,
    dependency_chapters,
    dependency_facts,
    dependency_get,
)
from plumbline.domain.dependencies.selectors.facts import DependencyFacts
from plumbline.domain.dependencies.services import dependencies as services

router = Router(tags=["Dependencies"])
Id = Annotated[PublicId, Path()]


@router.get("/dependencies", response=Page[DependencyOut], operation_id="dependencies_list")
def dependencies_list(
    request: ApiRequest, response: HttpResponse, query: Query[PageQuery]
) -> Page[DependencyOut]:
    """Dependencies of which you may see both sides, in the order in which they were asked."""
    call = request.call
    found, after = dependencies_page(
        viewer=call.viewer, at=call.at, after=query.after, limit=query.limit
    )
    page_link(request, response, after)
    return Page(items=[_out(facts) for facts in found], next=after)


@router.post("/dependencies", response={201: DependencyOut}, operation_id="dependency_ask")
def dependency_ask(request: ApiRequest, response: HttpResponse, body: DependencyIn) -> object:
    """Ask another side for something by a day."""
    call = request.call
    row = services.dependency_ask(
        actor=call.viewer,
        waiting=_side(call, body.waiting, "waiting"),
        delivering=_side(call, body.delivering, "delivering"),
        values=services.DependencyValues(title=body.title, needed_by=body.needed_by),
        at=call.at,
    )
    response.headers["Location"] = f"{request.path}/{row.public_id}"
    return Status(201, entity_answer(request, response, _entity(call, row.public_id)))


@router.get(
    "/dependencies/{dependency}",
    response=DependencyOut,
    operation_id="dependency_get",
    openapi_extra=CONDITIONAL,
)
def dependency_show(request: ApiRequest, response: HttpResponse, dependency: Id) -> object:
    """One dependency."""
    return entity_answer(request, response, _entity(request.call, dependency))


@router.get(
    "/dependencies/{dependency}/history",
    response=HistoryOut,
    operation_id="dependency_history",
)
def dependency_history(request: ApiRequest, dependency: Id) -> HistoryOut:
    """What it was from when on, the latest first."""
    chapters = dependency_chapters(viewer=request.call.viewer, public_id=dependency)
    return HistoryOut.model_validate({"items": chapters})


@router.post(
    "/dependencies/{dependency}/accept",
    response=DependencyOut,
    operation_id="dependency_accept",
    openapi_extra=GUARDED,
)
def dependency_accept(request: ApiRequest, response: HttpResponse, dependency: Id) -> object:
    """Promise to deliver by the day that was asked for."""
    call = request.call
    row = dependency_get(viewer=call.viewer, public_id=dependency)
    expected = call.expected(lambda: _entity(call, dependency))
    services.dependency_accept(actor=call.viewer, dependency=row, expected=expected, at=call.at)
    return entity_answer(request, response, _entity(call, dependency))


@router.post(
    "/dependencies/{dependency}/decline",
    response=DependencyOut,
    operation_id="dependency_decline",
    openapi_extra=GUARDED,
)
def dependency_decline(
    request: ApiRequest, response: HttpResponse, dependency: Id, body: ReasonIn
) -> object:
    """Say that it will not be delivered by that day, and why."""
    call = request.call
    row = dependency_get(viewer=call.viewer, public_id=dependency)
    expected = call.expected(lambda: _entity(call, dependency))
    services.dependency_decline(
        actor=call.viewer, dependency=row, reason=body.reason, expected=expected, at=call.at
    )
    return entity_answer(request, response, _entity(call, dependency))


@router.post(
    "/dependencies/{dependency}/deliver",
    response=DependencyOut,
    operation_id="dependency_deliver",
    openapi_extra=GUARDED,
)
def dependency_deliver(request: ApiRequest, response: HttpResponse, dependency: Id) -> object:
    """Say that it is there."""
    call = request.call
    row = dependency_get(viewer=call.viewer, public_id=dependency)
    expected = call.expected(lambda: _entity(call, dependency))
    services.dependency_deliver(actor=call.viewer, dependency=row, expected=expected, at=call.at)
    return entity_answer(request, response, _entity(call, dependency))


@router.post(
    "/dependencies/{dependency}/move",
    response=DependencyOut,
    operation_id="dependency_move",
    openapi_extra=GUARDED,
)
def dependency_move(
    request: ApiRequest, response: HttpResponse, dependency: Id, body: MoveIn
) -> object:
    """Ask for another day, and say why; the other side answers anew."""
    call = request.call
    row = dependency_get(viewer=call.viewer, public_id=dependency)
    expected = call.expected(lambda: _entity(call, dependency))
    services.dependency_move(
        actor=call.viewer,
        dependency=row,
        needed_by=body.needed_by,
        reason=body.reason,
        expected=expected,
        at=call.at,
    )
    return entity_answer(request, response, _entity(call, dependency))


@router.post(
    "/dependencies/{dependency}/withdraw",
    response=DependencyOut,
    operation_id="dependency_withdraw",
    openapi_extra=GUARDED,
)
def dependency_withdraw(
    request: ApiRequest, response: HttpResponse, dependency: Id, body: DependencyWithdrawIn
) -> object:
    """Say that it is not needed any more."""
    call = request.call
    row = dependency_get(viewer=call.viewer, public_id=dependency)
    expected = call.expected(lambda: _entity(call, dependency))
    services.dependency_withdraw(
        actor=call.viewer, dependency=row, reason=body.reason, expected=expected, at=call.at
    )
    return entity_answer(request, response, _entity(call, dependency))


def _side(call: Call, body: SideIn, field: str) -> Side:
    """Return the side that a body names; what it names wrongly is refused at its field."""
    team = needed_team_named(call.viewer, body.team, field=field) if body.team else None
    person = needed_person_named(call.viewer, body.person, field=field) if body.person else None
    if body.key_result is None:
        return Side(team=team, person=person)
    return Side(key_result_named(call.viewer, body.key_result, field=field), team, person)


def _entity(call: Call, public_id: str) -> Entity:
    facts = dependency_facts(viewer=call.viewer, public_id=public_id, at=call.at)
    return Entity(_out(facts), facts.version)


def _out(facts: DependencyFacts) -> DependencyOut:
    body = DependencyOut.model_validate(facts)
    body.acts.sort()
    return body

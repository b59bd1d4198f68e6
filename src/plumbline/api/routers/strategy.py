"""The strategy: its statement and its priorities."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router
from ninja.responses import Status
from pydantic import Field

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.described import CONDITIONAL, GUARDED
from plumbline.api.etags import Entity, entity_answer
from plumbline.api.schemas.strategy import (
    PriorityIn,
    PriorityOut,
    PriorityPatch,
    StrategyOut,
)
from plumbline.api.schemas.values import Narrowing, PublicId
from plumbline.domain.strategy import services
from plumbline.domain.strategy.selectors import (
    priorities_all,
    priorities_list,
    priority_get,
    statement_get,
)

if TYPE_CHECKING:
    from plumbline.domain.strategy.models import Priority

router = Router(tags=["Strategy"])
Id = Annotated[PublicId, Path()]


class StrategyQuery(Narrowing):
    """Which priorities are told of."""

    archived: bool = Field(False, description="Those that were put away, too.")


@router.get("/strategy", response=StrategyOut, operation_id="strategy_get")
def strategy_show(request: ApiRequest, query: Query[StrategyQuery]) -> StrategyOut:
    """Mission, vision, strategy, and the priorities in their order."""
    viewer = request.call.viewer
    listed = priorities_all if query.archived else priorities_list
    statement = statement_get(viewer=viewer)
    return StrategyOut(
        mission=statement.mission,
        vision=statement.vision,
        strategy=statement.strategy,
        priorities=[PriorityOut.model_validate(row) for row in listed(viewer=viewer)],
    )


@router.post("/strategy/priorities", response={201: PriorityOut}, operation_id="priority_create")
def create(request: ApiRequest, response: HttpResponse, body: PriorityIn) -> object:
    """Add a priority behind the others; whoever runs the strategy may."""
    call = request.call
    values = services.PriorityValues(**body.model_dump())
    row = services.priority_create(actor=call.viewer, values=values, at=call.at)
    response.headers["Location"] = f"{request.path}/{row.public_id}"
    return Status(201, entity_answer(request, response, _entity(call, row.public_id)))


@router.get(
    "/strategy/priorities/{priority}",
    response=PriorityOut,
    operation_id="priority_get",
    openapi_extra=CONDITIONAL,
)
def priority_show(request: ApiRequest, response: HttpResponse, priority: Id) -> object:
    """One priority."""
    return entity_answer(request, response, _entity(request.call, priority))


@router.patch(
    "/strategy/priorities/{priority}",
    response=PriorityOut,
    operation_id="priority_edit",
    openapi_extra=GUARDED,
)
def edit(request: ApiRequest, response: HttpResponse, priority: Id, body: PriorityPatch) -> object:
    """Change what it says."""
    call = request.call
    row, expected = _guarded(call, priority)
    services.priority_edit(
        actor=call.viewer,
        priority=row,
        values=replace(services.priority_values(row), **body.model_dump(exclude_unset=True)),
        expected=expected,
        at=call.at,
    )
    return entity_answer(request, response, _entity(call, priority))


@router.post(
    "/strategy/priorities/{priority}/archive",
    response=PriorityOut,
    operation_id="priority_archive",
    openapi_extra=GUARDED,
)
def archive(request: ApiRequest, response: HttpResponse, priority: Id) -> object:
    """Put it away: nothing new can serve it, what serves it keeps it."""
    call = request.call
    row, expected = _guarded(call, priority)
    services.priority_archive(actor=call.viewer, priority=row, expected=expected, at=call.at)
    return entity_answer(request, response, _entity(call, priority))


@router.post(
    "/strategy/priorities/{priority}/restore",
    response=PriorityOut,
    operation_id="priority_restore",
    openapi_extra=GUARDED,
)
def restore(request: ApiRequest, response: HttpResponse, priority: Id) -> object:
    """Use it again, in its old place."""
    call = request.call
    row, expected = _guarded(call, priority)
    services.priority_restore(actor=call.viewer, priority=row, expected=expected, at=call.at)
    return entity_answer(request, response, _entity(call, priority))


def _guarded(call: Call, public_id: str) -> "tuple[Priority, int]":
    row = priority_get(viewer=call.viewer, public_id=public_id)
    return row, call.expected(lambda: _entity(call, public_id))


def _entity(call: Call, public_id: str) -> Entity:
    row = priority_get(viewer=call.viewer, public_id=public_id)
    return Entity(PriorityOut.model_validate(row), row.version)

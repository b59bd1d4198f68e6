"""Cycles and the way through their phases."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router
from ninja.responses import Status

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.described import CONDITIONAL, GUARDED
from plumbline.api.etags import Entity, entity_answer
from plumbline.api.pagination import Page, PageQuery, page_link, part_of
from plumbline.api.references import parent_cycle_named
from plumbline.api.schemas.cycles import (
    CycleIn,
    CycleNamesOut,
    CycleNamesPatch,
    CycleOut,
    CyclePatch,
    PhaseIn,
)
from plumbline.api.schemas.values import PublicId
from plumbline.domain.cycles import selectors
from plumbline.domain.cycles.services import (
    CycleValues,
    cycle_create,
    cycle_naming_set,
    cycle_values,
)
from plumbline.domain.cycles.values import CycleKind
from plumbline.domain.okrs.services.cycle_days import cycle_change
from plumbline.domain.okrs.services.cycle_phases import cycle_move

if TYPE_CHECKING:
    from plumbline.domain.cycles.models import Cycle

router = Router(tags=["Cycles"])
Id = Annotated[PublicId, Path()]


@router.get("/cycles", response=Page[CycleOut], operation_id="cycles_list")
def cycles_list(
    request: ApiRequest, response: HttpResponse, query: Query[PageQuery]
) -> Page[CycleOut]:
    """Cycles, the latest first."""
    rows = selectors.cycles_list(viewer=request.call.viewer)
    part, after = part_of(rows, query, public_id=lambda row: row.public_id)
    page_link(request, response, after)
    return Page(items=[CycleOut.model_validate(row) for row in part], next=after)


@router.post("/cycles", response={201: CycleOut}, operation_id="cycle_create")
def create(request: ApiRequest, response: HttpResponse, body: CycleIn) -> object:
    """Make a cycle; whoever runs cycles may."""
    call = request.call
    values = CycleValues(
        name=body.name,
        start=body.start,
        end=body.end,
        kind=body.kind,
        parent=parent_cycle_named(call.viewer, body.parent),
        mid_cycle_review_on=body.mid_cycle_review_on,
    )
    row = cycle_create(actor=call.viewer, values=values, at=call.at)
    response.headers["Location"] = f"{request.path}/{row.public_id}"
    return Status(201, entity_answer(request, response, _entity(call, row.public_id)))


@router.get(
    "/cycles/{cycle}", response=CycleOut, operation_id="cycle_get", openapi_extra=CONDITIONAL
)
def cycle_get(request: ApiRequest, response: HttpResponse, cycle: Id) -> object:
    """One cycle."""
    return entity_answer(request, response, _entity(request.call, cycle))


@router.patch(
    "/cycles/{cycle}", response=CycleOut, operation_id="cycle_edit", openapi_extra=GUARDED
)
def edit(request: ApiRequest, response: HttpResponse, cycle: Id, body: CyclePatch) -> object:
    """Change name, days or place; what is measured over its days is scored anew."""
    call = request.call
    row, expected = _guarded(call, cycle)
    cycle_change(
        actor=call.viewer,
        cycle=row,
        values=_changed(call, cycle_values(row), body),
        expected=expected,
        at=call.at,
    )
    return entity_answer(request, response, _entity(call, cycle))


@router.post(
    "/cycles/{cycle}/phase", response=CycleOut, operation_id="cycle_move", openapi_extra=GUARDED
)
def move(request: ApiRequest, response: HttpResponse, cycle: Id, body: PhaseIn) -> object:
    """Move a cycle to another phase; it closes only when nothing in it is open any more."""
    call = request.call
    row, expected = _guarded(call, cycle)
    cycle_move(actor=call.viewer, cycle=row, phase=body.phase, expected=expected, at=call.at)
    return entity_answer(request, response, _entity(call, cycle))


@router.get(
    "/cycle-names",
    response=CycleNamesOut,
    operation_id="cycle_names_get",
    openapi_extra=CONDITIONAL,
)
def names_get(request: ApiRequest, response: HttpResponse) -> object:
    """How cycles that are proposed are called."""
    return entity_answer(request, response, _names(request.call))


@router.patch(
    "/cycle-names",
    response=CycleNamesOut,
    operation_id="cycle_names_set",
    openapi_extra=GUARDED,
)
def names_set(request: ApiRequest, response: HttpResponse, body: CycleNamesPatch) -> object:
    """Say by which patterns cycles are called from now on; those there are keep their names."""
    call = request.call
    row = selectors.cycle_naming(viewer=call.viewer)
    expected = call.expected(lambda: _names(call))
    said = {name: getattr(row, name) for name in CycleNamesPatch.model_fields}
    said |= body.model_dump(exclude_unset=True)
    cycle_naming_set(
        actor=call.viewer,
        patterns={CycleKind(name): pattern for name, pattern in said.items()},
        expected=expected,
        at=call.at,
    )
    return entity_answer(request, response, _names(call))


def _names(call: Call) -> Entity:
    row = selectors.cycle_naming(viewer=call.viewer)
    return Entity(CycleNamesOut.model_validate(row), row.version)


def _changed(call: Call, values: CycleValues, body: CyclePatch) -> CycleValues:
    given = {name: getattr(body, name) for name in body.model_fields_set}
    if "parent" in given:
        given["parent"] = parent_cycle_named(call.viewer, body.parent)
    return replace(values, **given)


def _guarded(call: Call, public_id: str) -> "tuple[Cycle, int]":
    row = selectors.cycle_get(viewer=call.viewer, public_id=public_id)
    return row, call.expected(lambda: _entity(call, public_id))


def _entity(call: Call, public_id: str) -> Entity:
    row = selectors.cycle_get(viewer=call.viewer, public_id=public_id)
    return Entity(CycleOut.model_validate(row), row.version)

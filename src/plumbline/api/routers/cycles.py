"""Cycles."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Router

from plumbline.api.calls import ApiRequest
from plumbline.api.described import CONDITIONAL
from plumbline.api.etags import Entity, entity_answer
from plumbline.api.schemas.cycles import CycleOut
from plumbline.api.schemas.values import PublicId
from plumbline.domain.cycles import selectors

router = Router(tags=["Cycles"])


@router.get("/cycles", response=list[CycleOut], operation_id="cycles_list")
def cycles_list(request: ApiRequest) -> list[CycleOut]:
    """All cycles, the latest first."""
    rows = selectors.cycles_list(viewer=request.call.viewer)
    return [CycleOut.model_validate(row) for row in rows]


@router.get(
    "/cycles/{cycle}", response=CycleOut, operation_id="cycle_get", openapi_extra=CONDITIONAL
)
def cycle_get(
    request: ApiRequest, response: HttpResponse, cycle: Annotated[PublicId, Path()]
) -> object:
    """One cycle."""
    row = selectors.cycle_get(viewer=request.call.viewer, public_id=cycle)
    return entity_answer(request, response, Entity(CycleOut.model_validate(row), row.version))

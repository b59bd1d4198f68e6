"""Where key results stand: their order, the objective above, and another one like it."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Router
from ninja.responses import Status

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.described import GUARDED
from plumbline.api.etags import entity_answer
from plumbline.api.references import objective_named
from plumbline.api.routers.key_results import key_result_entity
from plumbline.api.routers.objectives import objective_answer
from plumbline.api.schemas.key_results import (
    KeyResultDetail,
    KeyResultDuplicate,
    KeyResultMove,
    KeyResultsOrder,
)
from plumbline.api.schemas.objectives import ObjectiveOut
from plumbline.api.schemas.values import PublicId
from plumbline.domain.bulk.services import moving
from plumbline.domain.okrs.selectors.objectives import key_result_get, objective_get
from plumbline.domain.okrs.services import key_result_duplicating, key_result_order

router = Router(tags=["Key results"])
Id = Annotated[PublicId, Path()]


@router.put(
    "/objectives/{objective}/key-results",
    response=ObjectiveOut,
    operation_id="key_results_order",
)
def key_results_order(
    request: ApiRequest, response: HttpResponse, objective: Id, body: KeyResultsOrder
) -> object:
    """Put the key results of an objective in order; guardrails stand behind the others.

    `seen` is the order you decided on. Where they stand otherwise by now, it is refused.
    """
    call = request.call
    key_result_order.key_results_order(
        actor=call.viewer,
        objective=objective_get(viewer=call.viewer, public_id=objective),
        ordered=body.order,
        seen=body.seen,
        at=call.at,
    )
    return objective_answer(request, response, objective)


@router.post(
    "/key-results/{key_result}/move",
    response=KeyResultDetail,
    operation_id="key_result_move",
    openapi_extra=GUARDED,
)
def key_result_move(
    request: ApiRequest, response: HttpResponse, key_result: Id, body: KeyResultMove
) -> object:
    """Move a key result to another objective: freely between drafts, else with a reason."""
    call = request.call
    row = key_result_get(viewer=call.viewer, public_id=key_result)
    expected = call.expected(lambda: key_result_entity(call, key_result))
    moving.key_result_move(
        actor=call.viewer,
        key_result=row,
        objective=objective_named(call.viewer, body.objective),
        reason=body.reason,
        effective_on=body.effective_on or call.today,
        expected=expected,
        at=call.at,
    )
    return _answer(request, response, call, key_result)


@router.post(
    "/key-results/{key_result}/duplicate",
    response={201: KeyResultDetail},
    operation_id="key_result_duplicate",
)
def key_result_duplicate(
    request: ApiRequest, response: HttpResponse, key_result: Id, body: KeyResultDuplicate
) -> object:
    """Write another key result with what this one says; its values and check-ins stay here."""
    call = request.call
    row = key_result_get(viewer=call.viewer, public_id=key_result)
    above = row.objective
    if body.objective is not None:
        above = objective_named(call.viewer, body.objective)
    made = key_result_duplicating.key_result_duplicate(
        actor=call.viewer,
        key_result=row,
        objective=above,
        title=body.title,
        reason=body.reason,
        effective_on=body.effective_on or call.today,
        at=call.at,
    )
    path = request.path.removesuffix(f"{key_result}/duplicate")
    response.headers["Location"] = f"{path}{made.public_id}"
    return Status(201, _answer(request, response, call, made.public_id))


def _answer(request: ApiRequest, response: HttpResponse, call: Call, public_id: str) -> object:
    return entity_answer(request, response, key_result_entity(call, public_id))

"""The end of an objective: closing its books, the owner's grade, and the final one."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Router

from plumbline.api.calls import ApiRequest
from plumbline.api.described import GUARDED
from plumbline.api.routers.objectives import objective_answer, objective_guarded
from plumbline.api.schemas.grading import GradeIn
from plumbline.api.schemas.objectives import ObjectiveOut
from plumbline.api.schemas.values import PublicId
from plumbline.domain.okrs.services import grading

router = Router(tags=["Grading"])
Id = Annotated[PublicId, Path()]


@router.post(
    "/objectives/{objective}/grading",
    response=ObjectiveOut,
    operation_id="objective_grading_start",
    openapi_extra=GUARDED,
)
def objective_grading_start(request: ApiRequest, response: HttpResponse, objective: Id) -> object:
    """Close the books of a running objective: from now on it waits for its grade."""
    call = request.call
    shown, expected = objective_guarded(call, objective)
    grading.grading_start(actor=call.viewer, objective=shown.row, expected=expected, at=call.at)
    return objective_answer(request, response, objective)


@router.post(
    "/objectives/{objective}/grading-undo",
    response=ObjectiveOut,
    operation_id="objective_grading_take_back",
    openapi_extra=GUARDED,
)
def objective_grading_take_back(
    request: ApiRequest, response: HttpResponse, objective: Id
) -> object:
    """Let it run again as before its grading began, as long as nobody has answered."""
    call = request.call
    shown, expected = objective_guarded(call, objective)
    grading.grading_take_back(actor=call.viewer, objective=shown.row, expected=expected, at=call.at)
    return objective_answer(request, response, objective)


@router.post(
    "/objectives/{objective}/grade",
    response=ObjectiveOut,
    operation_id="objective_grade_propose",
    openapi_extra=GUARDED,
)
def objective_grade_propose(
    request: ApiRequest, response: HttpResponse, objective: Id, body: GradeIn
) -> object:
    """Say as its owner whether the better state is true, and propose a grade."""
    call = request.call
    shown, expected = objective_guarded(call, objective)
    grading.grade_propose(
        actor=call.viewer,
        objective=shown.row,
        values=body.values(),
        expected=expected,
        at=call.at,
    )
    return objective_answer(request, response, objective)


@router.post(
    "/objectives/{objective}/close",
    response=ObjectiveOut,
    operation_id="objective_grade_close",
    openapi_extra=GUARDED,
)
def objective_grade_close(
    request: ApiRequest, response: HttpResponse, objective: Id, body: GradeIn
) -> object:
    """Give the final grade and close the objective."""
    call = request.call
    shown, expected = objective_guarded(call, objective)
    grading.grade_close(
        actor=call.viewer,
        objective=shown.row,
        values=body.values(),
        expected=expected,
        at=call.at,
    )
    return objective_answer(request, response, objective)

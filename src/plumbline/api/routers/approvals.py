"""Approvals of objectives: asked for, and answered by somebody else than the owner."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router

from plumbline.api.calls import ApiRequest
from plumbline.api.described import GUARDED
from plumbline.api.pagination import Page, PageQuery, page_link, part_of
from plumbline.api.routers.objectives import objective_answer, objective_guarded
from plumbline.api.schemas.approvals import ApprovalAnswer, ApprovalsOut, ApprovalWaitingOut
from plumbline.api.schemas.objectives import ObjectiveOut
from plumbline.api.schemas.values import PublicId
from plumbline.domain.okrs.selectors.approvals import approvals_of, approvals_waiting
from plumbline.domain.okrs.selectors.objectives import objective_get
from plumbline.domain.okrs.services.approving import approval_give, approval_request

router = Router(tags=["Practices"])
Id = Annotated[PublicId, Path()]


@router.get("/approvals", response=Page[ApprovalWaitingOut], operation_id="approvals_waiting")
def approvals_waiting_list(
    request: ApiRequest, response: HttpResponse, query: Query[PageQuery]
) -> Page[ApprovalWaitingOut]:
    """Objectives that wait for the caller's approval, those asked first at the top."""
    rows = approvals_waiting(viewer=request.call.viewer)
    part, after = part_of(rows, query, public_id=lambda row: row.objective.public_id)
    page_link(request, response, after)
    return Page(items=[ApprovalWaitingOut.of(row) for row in part], next=after)


@router.get(
    "/objectives/{objective}/approvals",
    response=ApprovalsOut,
    operation_id="objective_approvals_get",
)
def objective_approvals_get(request: ApiRequest, objective: Id) -> ApprovalsOut:
    """Which practices ask for its approval, of whom it is asked, and what they answered."""
    call = request.call
    row = objective_get(viewer=call.viewer, public_id=objective)
    return ApprovalsOut.of(approvals_of(viewer=call.viewer, objective=row, at=call.at))


@router.post(
    "/objectives/{objective}/approvals",
    response=ObjectiveOut,
    operation_id="objective_approval_ask",
    openapi_extra=GUARDED,
)
def objective_approval_ask(request: ApiRequest, response: HttpResponse, objective: Id) -> object:
    """Ask for the approvals it lacks; a draft is handed in for review by it."""
    call = request.call
    shown, expected = objective_guarded(call, objective)
    approval_request(actor=call.viewer, objective=shown.row, expected=expected, at=call.at)
    return objective_answer(request, response, objective)


@router.post(
    "/objectives/{objective}/approval-answer",
    response=ObjectiveOut,
    operation_id="objective_approval_answer",
    openapi_extra=GUARDED,
)
def objective_approval_answer(
    request: ApiRequest, response: HttpResponse, objective: Id, body: ApprovalAnswer
) -> object:
    """Approve it as it stands, or send it back and say what is missing."""
    call = request.call
    shown, expected = objective_guarded(call, objective)
    approval_give(
        actor=call.viewer,
        objective=shown.row,
        is_approved=body.answer == "approved",
        words=body.words,
        expected=expected,
        answers_seen=body.own_answers,
        at=call.at,
    )
    return objective_answer(request, response, objective)

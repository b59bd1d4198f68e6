"""Approvals of objectives: of whom they are asked, and what was answered."""

from typing import Annotated

from ninja import Path, Router

from plumbline.api.calls import ApiRequest
from plumbline.api.schemas.approvals import ApprovalsOut
from plumbline.api.schemas.values import PublicId
from plumbline.domain.okrs.selectors.approvals import approvals_of
from plumbline.domain.okrs.selectors.objectives import objective_get

router = Router(tags=["Practices"])
Id = Annotated[PublicId, Path()]


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

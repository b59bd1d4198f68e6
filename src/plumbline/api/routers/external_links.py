"""External links: pages elsewhere that belong to an objective or a key result."""

from typing import TYPE_CHECKING, Annotated

from django.http import HttpResponse
from ninja import Path, Router
from ninja.responses import Status

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.schemas.external_links import ExternalLinkIn, ExternalLinkOut, ExternalLinksOut
from plumbline.api.schemas.values import PublicId
from plumbline.domain.external_links.selectors import external_link_get, external_links_of
from plumbline.domain.external_links.services import external_link_add, external_link_remove
from plumbline.domain.okrs.selectors.objectives import key_result_get, objective_get

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import KeyResult, Objective

router = Router(tags=["External links"])
Id = Annotated[PublicId, Path()]


@router.get(
    "/objectives/{objective}/external-links",
    response=ExternalLinksOut,
    operation_id="objective_external_links_list",
)
def of_objective(request: ApiRequest, objective: Id) -> ExternalLinksOut:
    """The links that stand at an objective, in the order they came."""
    call = request.call
    row = objective_get(viewer=call.viewer, public_id=objective)
    return _listed(call, objective=row.public_id)


@router.post(
    "/objectives/{objective}/external-links",
    response={201: ExternalLinkOut},
    operation_id="objective_external_link_add",
)
def add_to_objective(
    request: ApiRequest, response: HttpResponse, objective: Id, body: ExternalLinkIn
) -> Status[ExternalLinkOut]:
    """Link a page elsewhere. Its address is kept as it is and never asked."""
    row = objective_get(viewer=request.call.viewer, public_id=objective)
    return _added(request.call, row, body, objective=row.public_id)


@router.get(
    "/key-results/{key_result}/external-links",
    response=ExternalLinksOut,
    operation_id="key_result_external_links_list",
)
def of_key_result(request: ApiRequest, key_result: Id) -> ExternalLinksOut:
    """The links that stand at a key result, in the order they came."""
    call = request.call
    row = key_result_get(viewer=call.viewer, public_id=key_result)
    return _listed(call, key_result=row.public_id)


@router.post(
    "/key-results/{key_result}/external-links",
    response={201: ExternalLinkOut},
    operation_id="key_result_external_link_add",
)
def add_to_key_result(
    request: ApiRequest, response: HttpResponse, key_result: Id, body: ExternalLinkIn
) -> Status[ExternalLinkOut]:
    """Link a page elsewhere. Its address is kept as it is and never asked."""
    row = key_result_get(viewer=request.call.viewer, public_id=key_result)
    return _added(request.call, row, body, key_result=row.public_id)


@router.delete("/external-links/{link}", response={204: None}, operation_id="external_link_remove")
def remove(request: ApiRequest, link: Id) -> Status[None]:
    """Take a link off; that it stood there stays in the history."""
    call = request.call
    row = external_link_get(viewer=call.viewer, public_id=link)
    external_link_remove(actor=call.viewer, link=row, at=call.at)
    return Status(204, None)


def _listed(call: Call, *, objective: str = "", key_result: str = "") -> ExternalLinksOut:
    found = external_links_of(
        viewer=call.viewer, objective=objective, key_result=key_result, at=call.at
    )
    return ExternalLinksOut(items=[ExternalLinkOut.model_validate(each) for each in found])


def _added(
    call: Call,
    about: "Objective | KeyResult",
    body: ExternalLinkIn,
    *,
    objective: str = "",
    key_result: str = "",
) -> Status[ExternalLinkOut]:
    row = external_link_add(
        actor=call.viewer, about=about, title=body.title, address=body.address, at=call.at
    )
    listed = _listed(call, objective=objective, key_result=key_result).items
    return Status(201, next(each for each in listed if each.id == row.public_id))

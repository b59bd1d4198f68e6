"""Links between objectives and key results, seen from one objective."""

from typing import TYPE_CHECKING, Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router
from ninja.responses import Status

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.described import CONDITIONAL, GUARDED
from plumbline.api.etags import Entity, entity_answer
from plumbline.api.references import key_result_named, objective_named
from plumbline.api.schemas.alignment import LinkIn, LinkOut, LinksOut
from plumbline.api.schemas.values import Narrowing, PublicId
from plumbline.domain.okrs.selectors.details import objective_details
from plumbline.domain.okrs.selectors.links import link_get
from plumbline.domain.okrs.selectors.objectives import objective_get
from plumbline.domain.okrs.services.alignment import End, align, alignment_remove
from plumbline.domain.tenancy.errors import NotFound

if TYPE_CHECKING:
    from plumbline.domain.okrs.models import Objective

router = Router(tags=["Alignment"])
Id = Annotated[PublicId, Path()]


class LinkEnds(Narrowing):
    """The key results that the link starts from and leads to, where it does."""

    key_result: PublicId | None = None
    parent_key_result: PublicId | None = None


@router.get("/objectives/{objective}/links", response=LinksOut, operation_id="links_list")
def links_list(request: ApiRequest, objective: Id) -> LinksOut:
    """What an objective supports or contributes to, and what does so for it."""
    call = request.call
    details = objective_details(viewer=call.viewer, public_id=objective, at=call.at)
    return LinksOut.model_validate(details)


@router.post("/objectives/{objective}/parents", response={201: LinkOut}, operation_id="link_create")
def link_create(request: ApiRequest, response: HttpResponse, objective: Id, body: LinkIn) -> object:
    """Let an objective or key result support a parent, or with a weight contribute to it."""
    call = request.call
    ends = LinkEnds(key_result=body.key_result, parent_key_result=body.parent_key_result)
    own = objective_get(viewer=call.viewer, public_id=objective)
    above = objective_named(call.viewer, body.parent, field="parent")
    align(
        actor=call.viewer,
        child=_end(call, own, ends.key_result, field="key_result"),
        parent=_end(call, above, ends.parent_key_result, field="parent_key_result"),
        weight=body.weight,
        at=call.at,
    )
    response.headers["Location"] = f"{request.path}/{body.parent}"
    return Status(
        201, entity_answer(request, response, _entity(call, objective, body.parent, ends))
    )


@router.get(
    "/objectives/{objective}/parents/{parent}",
    response=LinkOut,
    operation_id="link_get",
    openapi_extra=CONDITIONAL,
)
def link_show(
    request: ApiRequest, response: HttpResponse, objective: Id, parent: Id, ends: Query[LinkEnds]
) -> object:
    """One link upwards."""
    return entity_answer(request, response, _entity(request.call, objective, parent, ends))


@router.delete(
    "/objectives/{objective}/parents/{parent}",
    response={204: None},
    operation_id="link_remove",
    openapi_extra=GUARDED,
)
def link_remove(
    request: ApiRequest, objective: Id, parent: Id, ends: Query[LinkEnds]
) -> Status[None]:
    """Take a link away; its history stays."""
    call = request.call
    link = link_get(
        viewer=call.viewer,
        child=objective,
        parent=parent,
        child_key_result=ends.key_result,
        parent_key_result=ends.parent_key_result,
    )
    call.expected(lambda: _entity(call, objective, parent, ends))
    alignment_remove(actor=call.viewer, link=link, at=call.at)
    return Status(204, None)


def _end(call: Call, objective: "Objective", key_result: str | None, *, field: str) -> End:
    if key_result is None:
        return End(objective)
    return End(objective, key_result_named(call.viewer, key_result, field=field))


def _entity(call: Call, objective: str, parent: str, ends: LinkEnds) -> Entity:
    """Return a link as it is now; one is made and taken away, never changed, so version 1."""
    details = objective_details(viewer=call.viewer, public_id=objective, at=call.at)
    for link in details.parents:
        own = None if link.own_key_result is None else link.own_key_result.public_id
        other = None if link.key_result is None else link.key_result.public_id
        if (link.objective.public_id, own, other) == (
            parent,
            ends.key_result,
            ends.parent_key_result,
        ):
            return Entity(LinkOut.model_validate(link), 1)
    raise NotFound("okrs.alignment.not_found")

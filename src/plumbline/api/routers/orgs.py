"""The organization of the token, and whom it stands for."""

from django.http import HttpResponse
from ninja import Router

from plumbline.api.calls import ApiRequest
from plumbline.api.described import CONDITIONAL
from plumbline.api.etags import Entity, entity_answer
from plumbline.api.schemas.orgs import MeOut, OrganizationOut
from plumbline.domain.orgs.selectors.people import person_get

router = Router(tags=["Organization"])


@router.get(
    "/organization",
    response=OrganizationOut,
    operation_id="organization_get",
    openapi_extra=CONDITIONAL,
)
def organization_get(request: ApiRequest, response: HttpResponse) -> object:
    """The organization that the token works in."""
    organization = request.call.organization
    body = OrganizationOut.model_validate(organization)
    return entity_answer(request, response, Entity(body, organization.version))


@router.get("/me", response=MeOut, operation_id="me_get")
def me_get(request: ApiRequest) -> MeOut:
    """Whom the token stands for, and what it may do at most."""
    viewer = request.call.viewer
    person = person_get(viewer=viewer, public_id=viewer.person_public_id)
    return MeOut(
        id=person.public_id,
        name=person.name,
        email=person.email,
        roles=sorted(viewer.roles),
        scopes=sorted(viewer.scopes or ()),
    )

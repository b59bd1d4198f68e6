"""What people are asked to attest, and who has and who has not."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router
from pydantic import Field

from plumbline.api.calls import ApiRequest
from plumbline.api.pagination import Page, PageQuery, page_link
from plumbline.api.schemas.attestations import AttestationIn, AttestationOut, OwnAttestationOut
from plumbline.api.schemas.values import Day, PublicId
from plumbline.domain.attestations.selectors.own import own_attestation, own_attestations
from plumbline.domain.attestations.selectors.standing import attestations_part
from plumbline.domain.attestations.services.answering import attestation_give
from plumbline.domain.governance.selectors.practices import practice_get
from plumbline.domain.tenancy.errors import NotFound

router = Router(tags=["Practices"])
Id = Annotated[PublicId, Path()]


class AttestationsQuery(PageQuery):
    """As of which day."""

    on: Day | None = Field(None, description="By the end of this day; today without.")


@router.get("/attestations", response=list[OwnAttestationOut], operation_id="own_attestations_list")
def own_attestations_list(request: ApiRequest) -> list[OwnAttestationOut]:
    """What the caller is asked to attest, first what waits."""
    call = request.call
    found = own_attestations(viewer=call.viewer, on=call.today)
    return [OwnAttestationOut.of(each) for each in found]


@router.get(
    "/practices/{practice}/attestations",
    response=Page[AttestationOut],
    operation_id="attestations_list",
)
def attestations_list(
    request: ApiRequest, response: HttpResponse, practice: Id, query: Query[AttestationsQuery]
) -> Page[AttestationOut]:
    """Who has attested it and who has not; everybody sees those of the teams they lead.

    Empty where nobody is asked. Champions, admins and auditors see everybody.
    """
    call = request.call
    row = practice_get(viewer=call.viewer, public_id=practice)
    part, after = attestations_part(
        viewer=call.viewer,
        practice=row,
        on=query.on or call.today,
        after=query.after,
        limit=query.limit,
    )
    page_link(request, response, after)
    return Page(items=[AttestationOut.of(each) for each in part], next=after)


@router.post(
    "/practices/{practice}/attestations",
    response=OwnAttestationOut,
    operation_id="attestation_give",
)
def attestation_give_it(request: ApiRequest, practice: Id, body: AttestationIn) -> object:
    """Attest it, or say why not yet; the latest answer counts."""
    call = request.call
    row = practice_get(viewer=call.viewer, public_id=practice)
    attestation_give(
        actor=call.viewer,
        practice=row,
        is_attested=body.is_attested,
        note=body.note,
        read_version=body.words_version,
        at=call.at,
    )
    own = own_attestation(viewer=call.viewer, practice=row, on=call.today)
    if own is None:
        raise NotFound("governance.not_found")
    return OwnAttestationOut.of(own)

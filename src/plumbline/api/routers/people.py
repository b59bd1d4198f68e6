"""People and services of the organization."""

from typing import TYPE_CHECKING, Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router
from ninja.responses import Status

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.described import CONDITIONAL, GUARDED
from plumbline.api.etags import Entity, entity_answer
from plumbline.api.pagination import Page, PageQuery, page_link
from plumbline.api.references import manager_named
from plumbline.api.schemas.orgs import PersonIn, PersonOut, PersonPatch
from plumbline.api.schemas.values import PublicId, Text, ref_of
from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.selectors.people_pages import people_page
from plumbline.domain.orgs.services.people import (
    person_create,
    person_deactivate,
    person_reactivate,
    person_update,
)

if TYPE_CHECKING:
    from plumbline.domain.orgs.models import Person

router = Router(tags=["Organization"])
Id = Annotated[PublicId, Path()]


class PeopleQuery(PageQuery):
    """How the list of people is narrowed; `text` in name or e-mail address."""

    text: Text = ""
    active: bool | None = True


@router.get("/people", response=Page[PersonOut], operation_id="people_list")
def people_list(
    request: ApiRequest, response: HttpResponse, query: Query[PeopleQuery]
) -> Page[PersonOut]:
    """People by name."""
    page = people_page(
        viewer=request.call.viewer,
        search=query.text,
        active=query.active,
        after=query.after,
        limit=query.limit,
    )
    page_link(request, response, page.after)
    return Page(items=[_person(row) for row in page.people], next=page.after)


@router.post("/people", response={201: PersonOut}, operation_id="person_create")
def create(request: ApiRequest, response: HttpResponse, body: PersonIn) -> object:
    """Make a person, whom nobody signs in as yet, or a service."""
    call = request.call
    manage_permit(call.viewer, Kind.PERSON)
    row = person_create(
        actor=call.viewer,
        name=body.name,
        email=body.email,
        manager=manager_named(call.viewer, body.manager),
        is_service=body.is_service,
        time_zone=body.time_zone,
        language=body.language,
        at=call.at,
    )
    response.headers["Location"] = f"{request.path}/{row.public_id}"
    return Status(201, entity_answer(request, response, _entity(call, row.public_id)))


@router.get(
    "/people/{person}", response=PersonOut, operation_id="person_get", openapi_extra=CONDITIONAL
)
def person_show(request: ApiRequest, response: HttpResponse, person: Id) -> object:
    """One person."""
    return entity_answer(request, response, _entity(request.call, person))


@router.patch(
    "/people/{person}", response=PersonOut, operation_id="person_edit", openapi_extra=GUARDED
)
def edit(request: ApiRequest, response: HttpResponse, person: Id, body: PersonPatch) -> object:
    """Change what is known of somebody."""
    call = request.call
    row, expected = _guarded(call, person)
    given = {name: getattr(body, name) for name in body.model_fields_set}
    if "manager" in given:
        given["manager"] = manager_named(call.viewer, body.manager)
    said = {
        "name": row.name,
        "email": row.email,
        "manager": row.manager,
        "time_zone": row.time_zone,
        "language": row.language,
    }
    person_update(actor=call.viewer, person=row, expected=expected, at=call.at, **(said | given))
    return entity_answer(request, response, _entity(call, person))


@router.post(
    "/people/{person}/deactivate",
    response=PersonOut,
    operation_id="person_deactivate",
    openapi_extra=GUARDED,
)
def deactivate(request: ApiRequest, response: HttpResponse, person: Id) -> object:
    """Let somebody act here no longer; what they own stays theirs until it is handed over."""
    call = request.call
    row, expected = _guarded(call, person)
    person_deactivate(actor=call.viewer, person=row, at=call.at, expected=expected)
    return entity_answer(request, response, _entity(call, person))


@router.post(
    "/people/{person}/reactivate",
    response=PersonOut,
    operation_id="person_reactivate",
    openapi_extra=GUARDED,
)
def reactivate(request: ApiRequest, response: HttpResponse, person: Id) -> object:
    """Let somebody act here again."""
    call = request.call
    row, expected = _guarded(call, person)
    person_reactivate(actor=call.viewer, person=row, at=call.at, expected=expected)
    return entity_answer(request, response, _entity(call, person))


def _guarded(call: Call, public_id: str) -> "tuple[Person, int]":
    row = person_get(viewer=call.viewer, public_id=public_id)
    return row, call.expected(lambda: _entity(call, public_id))


def _entity(call: Call, public_id: str) -> Entity:
    row = person_get(viewer=call.viewer, public_id=public_id)
    return Entity(_person(row), row.version)


def _person(row: "Person") -> PersonOut:
    return PersonOut(
        id=row.public_id,
        name=row.name,
        email=row.email,
        manager=ref_of(row.manager),
        active=row.active,
        is_service=row.is_service,
        time_zone=row.time_zone,
        language=row.language,
    )

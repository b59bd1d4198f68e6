"""Locations: their working days, and who works there."""

from typing import TYPE_CHECKING, Annotated

from django.http import HttpResponse
from ninja import Path, Router
from ninja.responses import Status

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.described import CONDITIONAL, GUARDED
from plumbline.api.etags import Entity, entity_answer
from plumbline.api.references import location_named
from plumbline.api.schemas.values import PublicId, Ref, ref_of
from plumbline.api.schemas.working_days import (
    LocationDetail,
    LocationIn,
    LocationOut,
    LocationPatch,
    LocationsOut,
    PlacedOut,
    PlaceIn,
    weekdays_numbered,
)
from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.selectors.teams import team_get
from plumbline.domain.orgs.selectors.working_days import (
    location_facts,
    location_get,
    locations_listed,
    people_at,
    teams_at,
)
from plumbline.domain.orgs.services import working_days as services

if TYPE_CHECKING:
    from plumbline.domain.working_days.models import Location

router = Router(tags=["Working days"])
Id = Annotated[PublicId, Path()]


@router.get("/locations", response=LocationsOut, operation_id="locations_list")
def listed(request: ApiRequest) -> LocationsOut:
    """All locations by name."""
    found = locations_listed(viewer=request.call.viewer)
    return LocationsOut(items=[LocationOut.of(each) for each in found])


@router.post("/locations", response={201: LocationDetail}, operation_id="location_add")
def add(request: ApiRequest, response: HttpResponse, body: LocationIn) -> object:
    """Add a location."""
    call = request.call
    row = services.location_add(
        actor=call.viewer,
        name=body.name,
        weekdays=weekdays_numbered(body.weekdays or ()),
        at=call.at,
    )
    response.headers["Location"] = f"{request.path}/{row.public_id}"
    return Status(201, entity_answer(request, response, _entity(call, row.public_id)))


@router.get(
    "/locations/{location}",
    response=LocationDetail,
    operation_id="location_get",
    openapi_extra=CONDITIONAL,
)
def one(request: ApiRequest, response: HttpResponse, location: Id) -> object:
    """One location, with the teams and people that work there."""
    return entity_answer(request, response, _entity(request.call, location))


@router.patch(
    "/locations/{location}",
    response=LocationDetail,
    operation_id="location_edit",
    openapi_extra=GUARDED,
)
def edit(request: ApiRequest, response: HttpResponse, location: Id, body: LocationPatch) -> object:
    """Change what it is called and when people work there."""
    call = request.call
    row, expected = _guarded(call, location)
    given = body.model_dump(exclude_unset=True)
    weekdays = (
        weekdays_numbered(body.weekdays or ())
        if "weekdays" in given
        else location_facts(row).weekdays or frozenset()
    )
    services.location_edit(
        actor=call.viewer,
        location=row,
        name=given.get("name", row.name),
        weekdays=weekdays,
        expected=expected,
        at=call.at,
    )
    return entity_answer(request, response, _entity(call, location))


@router.delete(
    "/locations/{location}",
    response={204: None},
    operation_id="location_remove",
    openapi_extra=GUARDED,
)
def remove(request: ApiRequest, location: Id) -> Status[None]:
    """Remove a location with its holidays; who worked there has the days of the organization."""
    call = request.call
    row, expected = _guarded(call, location)
    services.location_remove(actor=call.viewer, location=row, expected=expected, at=call.at)
    return Status(204, None)


@router.put("/teams/{team}/location", response=PlacedOut, operation_id="team_location_set")
def team_set(request: ApiRequest, team: Id, body: PlaceIn) -> PlacedOut:
    """Say where a team, and whoever below it has no location of their own, works."""
    call = request.call
    row = team_get(viewer=call.viewer, public_id=team)
    place = location_named(call.viewer, body.location)
    services.team_place(actor=call.viewer, team=row, location=place, at=call.at)
    return PlacedOut(location=ref_of(place))


@router.put("/people/{person}/location", response=PlacedOut, operation_id="person_location_set")
def person_set(request: ApiRequest, person: Id, body: PlaceIn) -> PlacedOut:
    """Say where a person works; it wins over where their teams do."""
    call = request.call
    row = person_get(viewer=call.viewer, public_id=person)
    place = location_named(call.viewer, body.location)
    services.person_place(actor=call.viewer, person=row, location=place, at=call.at)
    return PlacedOut(location=ref_of(place))


def _guarded(call: Call, public_id: str) -> "tuple[Location, int]":
    row = location_get(viewer=call.viewer, public_id=public_id)
    return row, call.expected(lambda: _entity(call, public_id))


def _entity(call: Call, public_id: str) -> Entity:
    row = location_get(viewer=call.viewer, public_id=public_id)
    facts = location_facts(row)
    teams = teams_at(viewer=call.viewer, location=row)
    people = people_at(viewer=call.viewer, location=row)
    body = LocationDetail(
        **dict(LocationOut.of(facts)),
        teams=[Ref.model_validate(each) for each in teams],
        people=[Ref.model_validate(each) for each in people],
    )
    return Entity(body, facts.version)

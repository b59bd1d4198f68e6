"""Working days, locations and holidays."""

from typing import TYPE_CHECKING, Annotated

from ninja import Path, Query, Router
from ninja.responses import Status
from pydantic import Field

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.schemas.values import Narrowing, PublicId
from plumbline.api.schemas.working_days import (
    HolidayIn,
    HolidayOut,
    HolidaysOut,
    LocationOut,
    LocationsOut,
    WorkingDaysOut,
    weekdays_named,
)
from plumbline.domain.orgs.selectors.working_days import (
    holidays_listed,
    location_get,
    locations_listed,
    working_week,
)
from plumbline.domain.orgs.services import working_days as services

if TYPE_CHECKING:
    from plumbline.domain.working_days.models import Location

router = Router(tags=["Working days"])


class HolidaysQuery(Narrowing):
    """Whose holidays, and of which year."""

    location: PublicId | None = Field(
        None, description="A location's; the organization's unless said otherwise."
    )
    year: int | None = Field(None, ge=1900, le=2999)


@router.get("/working-days", response=WorkingDaysOut, operation_id="working_days_get")
def working_days_show(request: ApiRequest) -> WorkingDaysOut:
    """On which days of the week the organization works."""
    week = working_week(viewer=request.call.viewer)
    return WorkingDaysOut(weekdays=weekdays_named(week.weekdays), is_in_use=week.is_in_use)


@router.get("/locations", response=LocationsOut, operation_id="locations_list")
def locations_list(request: ApiRequest) -> LocationsOut:
    """All locations by name."""
    found = locations_listed(viewer=request.call.viewer)
    return LocationsOut(
        items=[
            LocationOut(
                id=each.public_id,
                name=each.name,
                weekdays=None if each.weekdays is None else weekdays_named(each.weekdays),
            )
            for each in found
        ]
    )


@router.get("/holidays", response=HolidaysOut, operation_id="holidays_list")
def holidays_list(request: ApiRequest, query: Query[HolidaysQuery]) -> HolidaysOut:
    """Holidays of the organization, or of one location, in order."""
    call = request.call
    found = holidays_listed(
        viewer=call.viewer, location=_location(call, query.location), year=query.year
    )
    return HolidaysOut(items=[HolidayOut.model_validate(each) for each in found])


@router.post("/holidays", response={201: HolidayOut}, operation_id="holiday_add")
def holiday_add(request: ApiRequest, body: HolidayIn) -> Status[HolidayOut]:
    """Add a holiday."""
    call = request.call
    row = services.holiday_add(
        actor=call.viewer,
        location=_location(call, body.location),
        day=body.day,
        name=body.name,
        at=call.at,
    )
    said = HolidayOut(public_id=row.public_id, day=row.day, name=row.name, location=body.location)  # type: ignore[call-arg]  # by its alias
    return Status(201, said)


@router.delete("/holidays/{holiday}", response={204: None}, operation_id="holiday_remove")
def holiday_remove(request: ApiRequest, holiday: Annotated[PublicId, Path()]) -> Status[None]:
    """Remove a holiday."""
    call = request.call
    services.holiday_remove(actor=call.viewer, public_id=holiday, at=call.at)
    return Status(204, None)


def _location(call: Call, named: str | None) -> "Location | None":
    return location_get(viewer=call.viewer, public_id=named) if named else None

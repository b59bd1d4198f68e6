"""Working days and holidays."""

from typing import TYPE_CHECKING, Annotated

from django.http import HttpResponse
from django.utils.translation import gettext
from ninja import Path, Query, Router
from ninja.errors import ValidationError
from ninja.responses import Status
from pydantic import Field

from plumbline.api.calls import ApiRequest, Call
from plumbline.api.described import CONDITIONAL, GUARDED
from plumbline.api.etags import Entity, entity_answer
from plumbline.api.references import location_named
from plumbline.api.schemas.values import Narrowing, PublicId
from plumbline.api.schemas.working_days import (
    HolidayIn,
    HolidayOut,
    HolidaysIn,
    HolidaysOut,
    HolidayUploadOut,
    HolidayUploadsOut,
    WorkingDaysIn,
    WorkingDaysOut,
    weekdays_named,
    weekdays_numbered,
)
from plumbline.domain.orgs.selectors.working_days import (
    holidays_listed,
    uploads_latest,
    working_week,
)
from plumbline.domain.orgs.services import working_days as services
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.working_days.reading import holidays_read

if TYPE_CHECKING:
    from datetime import date


router = Router(tags=["Working days"])


class LocationQuery(Narrowing):
    """Whose."""

    location: PublicId | None = Field(
        None, description="A location's; the organization's unless said otherwise."
    )


class HolidaysQuery(LocationQuery):
    """Whose holidays, and of which year."""

    year: int | None = Field(None, ge=1900, le=2999)


@router.get(
    "/working-days",
    response=WorkingDaysOut,
    operation_id="working_days_get",
    openapi_extra=CONDITIONAL,
)
def working_days_show(request: ApiRequest, response: HttpResponse) -> object:
    """On which days of the week the organization works."""
    return entity_answer(request, response, _week(request.call))


@router.put(
    "/working-days",
    response=WorkingDaysOut,
    operation_id="working_days_set",
    openapi_extra=GUARDED,
)
def working_days_set(request: ApiRequest, response: HttpResponse, body: WorkingDaysIn) -> object:
    """Say on which days of the week the organization works; due days follow from now on."""
    call = request.call
    expected = call.expected(lambda: _week(call))
    services.working_weekdays_set(
        actor=call.viewer,
        weekdays=weekdays_numbered(body.weekdays),
        expected=expected,
        at=call.at,
    )
    return entity_answer(request, response, _week(call))


@router.get("/holidays", response=HolidaysOut, operation_id="holidays_list")
def holidays_list(request: ApiRequest, query: Query[HolidaysQuery]) -> HolidaysOut:
    """Holidays of the organization, or of one location, in order."""
    call = request.call
    found = holidays_listed(
        viewer=call.viewer, location=location_named(call.viewer, query.location), year=query.year
    )
    return HolidaysOut(items=[HolidayOut.model_validate(each) for each in found])


@router.post("/holidays", response={201: HolidayOut}, operation_id="holiday_add")
def holiday_add(request: ApiRequest, body: HolidayIn) -> Status[HolidayOut]:
    """Add a holiday."""
    call = request.call
    row = services.holiday_add(
        actor=call.viewer,
        location=location_named(call.viewer, body.location),
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


@router.get("/holiday-uploads", response=HolidayUploadsOut, operation_id="holiday_uploads_list")
def uploads_list(request: ApiRequest, query: Query[LocationQuery]) -> HolidayUploadsOut:
    """What was added together lately, the newest first."""
    call = request.call
    found = uploads_latest(viewer=call.viewer, location=location_named(call.viewer, query.location))
    return HolidayUploadsOut(items=[HolidayUploadOut.of(each) for each in found])


@router.post(
    "/holiday-uploads", response={201: HolidayUploadOut}, operation_id="holiday_upload_add"
)
def upload_add(request: ApiRequest, body: HolidaysIn) -> Status[HolidayUploadOut]:
    """Add holidays together, all or none; days that are holidays already stay as they are."""
    call = request.call
    row = services.holidays_upload(
        actor=call.viewer,
        location=location_named(call.viewer, body.location),
        holidays=_holidays(call, body),
        at=call.at,
    )
    return Status(201, HolidayUploadOut(id=row.public_id, count=row.count, added_at=row.added_at))


@router.delete(
    "/holiday-uploads/{upload}", response={204: None}, operation_id="holiday_upload_undo"
)
def upload_undo(request: ApiRequest, upload: Annotated[PublicId, Path()]) -> Status[None]:
    """Take away what an upload added, but for what was removed since."""
    call = request.call
    services.holidays_undo(actor=call.viewer, upload=upload, at=call.at)
    return Status(204, None)


def _holidays(call: Call, body: HolidaysIn) -> "list[tuple[date, str]]":
    """Return the days of a body.

    Raises:
        ValidationError: It holds neither or both, or a text that is not understood as a whole.
    """
    if bool(body.text) == bool(body.holidays):
        raise _refused("holidays", gettext("Send either holidays or the text of a calendar."))
    if not body.text:
        return [(each.day, each.name) for each in body.holidays]
    read = holidays_read(body.text, this_year=call.today.year)
    if read.problems:
        line = gettext("Line {line}: {words}")
        said = [line.format(line=each.line, words=wording(each.message)) for each in read.problems]
        raise _refused("text", *said)
    return [(each.day, each.name) for each in read.holidays]


def _refused(key: str, *said: str) -> ValidationError:
    return ValidationError(
        [{"loc": ("body", "body", key), "type": "holidays_expected", "msg": each} for each in said]
    )


def _week(call: Call) -> Entity:
    week = working_week(viewer=call.viewer)
    body = WorkingDaysOut(weekdays=weekdays_named(week.weekdays), is_in_use=week.is_in_use)
    return Entity(body, week.version)

"""Working days, locations and holidays, coming in and going out."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from plumbline.api.schemas.values import (
    Day,
    Flag,
    Input,
    Output,
    Patch,
    PublicId,
    Ref,
    Text,
    text_check,
)
from plumbline.domain.orgs.selectors.working_days import LocationFacts, UploadFacts
from plumbline.domain.working_days.reading import CHARACTERS_AT_MOST, HOLIDAYS_AT_ONCE


class Weekday(StrEnum):
    """A day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


_IN_ORDER = tuple(Weekday)
CalendarText = Annotated[
    str, StringConstraints(max_length=CHARACTERS_AT_MOST), AfterValidator(text_check)
]
Weekdays = Annotated[list[Weekday], Field(max_length=7)]


def weekdays_named(numbers: Collection[int]) -> list[Weekday]:
    """Return days of the week by name, in order, from their numbers, 0 for Monday."""
    return [_IN_ORDER[number] for number in sorted(numbers)]


def weekdays_numbered(named: Collection[Weekday]) -> frozenset[int]:
    """Return the numbers of days of the week, 0 for Monday."""
    return frozenset(_IN_ORDER.index(each) for each in named)


class WorkingDaysOut(Output):
    """On which days of the week the organization works."""

    weekdays: list[Weekday]
    is_in_use: Flag = Field(
        description="Whether due days follow them: once they or a holiday were entered."
    )


class WorkingDaysIn(Input):
    """On which days of the week the organization works from now on."""

    weekdays: Weekdays


class LocationOut(Output):
    """A place of work with holidays of its own."""

    id: str
    name: str
    weekdays: list[Weekday] | None = Field(description="Nothing: those of the organization.")

    @classmethod
    def of(cls, facts: LocationFacts) -> "LocationOut":
        """Return a location as lists show it."""
        return cls(
            id=facts.public_id,
            name=facts.name,
            weekdays=None if facts.weekdays is None else weekdays_named(facts.weekdays),
        )


class LocationsOut(Output):
    """All locations by name."""

    items: list[LocationOut]


class LocationDetail(LocationOut):
    """A location with who works there; a person's own location wins over that of their teams."""

    teams: list[Ref]
    people: list[Ref]


class LocationIn(Input):
    """A new location; without weekdays it has those of the organization."""

    name: Text
    weekdays: Weekdays | None = None


class LocationPatch(Patch):
    """What changes of a location; weekdays null: those of the organization."""

    name: Text = ""
    weekdays: Weekdays | None = None


class PlacedOut(Output):
    """Where a team or person works; null: where their team does, or at no location."""

    location: Ref | None


class PlaceIn(Input):
    """Where a team or person works from now on; null for no location of their own."""

    location: PublicId | None


class HolidayOut(Output):
    """A day on which nobody works."""

    id: str = Field(validation_alias="public_id")
    day: Day
    name: str
    location: str | None = Field(description="Id of the location; nothing: the organization's.")


class HolidaysOut(Output):
    """Holidays in order."""

    items: list[HolidayOut]


class HolidayNamed(Input):
    """A day and what it is called."""

    day: Day
    name: Text


class HolidayIn(HolidayNamed):
    """A day on which nobody works, at a location or in the organization."""

    location: PublicId | None = None


class HolidaysIn(Input):
    """Holidays to be added together: as a list, or as the text of a calendar."""

    location: PublicId | None = None
    holidays: Annotated[list[HolidayNamed], Field(max_length=HOLIDAYS_AT_ONCE)] = Field(
        default_factory=list
    )
    text: CalendarText = Field(
        "", description="iCalendar, or lines of a day and a name; in place of `holidays`."
    )


class HolidayUploadOut(Output):
    """Holidays that were added together and can be taken back together."""

    id: str
    count: int = Field(description="How many days it added; those that were there stay.")
    added_at: datetime

    @classmethod
    def of(cls, facts: UploadFacts) -> "HolidayUploadOut":
        """Return an upload as lists show it."""
        return cls(id=facts.public_id, count=facts.count, added_at=facts.added_at)


class HolidayUploadsOut(Output):
    """The latest uploads, the newest first."""

    items: list[HolidayUploadOut]

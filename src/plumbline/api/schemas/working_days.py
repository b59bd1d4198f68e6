"""Working days, locations and holidays, coming in and going out."""

from collections.abc import Collection
from enum import StrEnum

from pydantic import Field

from plumbline.api.schemas.values import Day, Flag, Input, Output, PublicId, Text


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


def weekdays_named(numbers: Collection[int]) -> list[Weekday]:
    """Return days of the week by name, in order, from their numbers, 0 for Monday."""
    return [_IN_ORDER[number] for number in sorted(numbers)]


class WorkingDaysOut(Output):
    """On which days of the week the organization works."""

    weekdays: list[Weekday]
    is_in_use: Flag = Field(
        description="Whether due days follow them: once they or a holiday were entered."
    )


class LocationOut(Output):
    """A place of work with holidays of its own."""

    id: str
    name: str
    weekdays: list[Weekday] | None = Field(description="Nothing: those of the organization.")


class LocationsOut(Output):
    """All locations by name."""

    items: list[LocationOut]


class HolidayOut(Output):
    """A day on which nobody works."""

    id: str = Field(validation_alias="public_id")
    day: Day
    name: str
    location: str | None = Field(description="Id of the location; nothing: the organization's.")


class HolidaysOut(Output):
    """Holidays in order."""

    items: list[HolidayOut]


class HolidayIn(Input):
    """A day on which nobody works, at a location or in the organization."""

    day: Day
    name: Text
    location: PublicId | None = None

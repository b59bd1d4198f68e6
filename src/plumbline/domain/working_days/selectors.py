"""Reading locations and holidays of the bound organization; who may is asked by `orgs`."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models.functions import ExtractYear

from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.working_days.models import Holiday, HolidayUpload, Location

UPLOADS_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationFacts:
    """A location as lists show it.

    Attributes:
        weekdays: Days of the week that are worked on, 0 for Monday; `None` for the organization's.
    """

    public_id: str
    name: str
    weekdays: frozenset[int] | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayFacts:
    """A holiday as lists show it.

    Attributes:
        location: Public id of whose it is; `None` for the organization's.
    """

    public_id: str
    day: date
    name: str
    location: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadFacts:
    """Holidays that were added together; `count` says how many then."""

    public_id: str
    count: int
    added_at: datetime


def weekdays_read(stored: str) -> frozenset[int]:
    """Return days of the week, 0 for Monday, from how they are stored, "1" for Monday."""
    return frozenset(int(digit) - 1 for digit in stored)


def weekdays_stored(weekdays: frozenset[int]) -> str:
    """Return days of the week as they are stored."""
    return "".join(str(day + 1) for day in sorted(weekdays))


def location_facts(row: Location) -> LocationFacts:
    """Return a location as lists show it."""
    return LocationFacts(
        public_id=row.public_id,
        name=row.name,
        weekdays=weekdays_read(row.weekdays) if row.weekdays else None,
        version=row.version,
    )


def locations_all() -> list[Location]:
    """Return the locations by name (one query)."""
    return list(Location.objects.order_by("name"))


def location_get(public_id: str) -> Location:
    """Return a location (one query).

    Raises:
        NotFound: There is none with this id.
    """
    row: Location | None = Location.objects.filter(public_id=public_id).first()
    if row is None:
        raise NotFound("working_days.location.not_found")
    return row


def holidays_of(location: Location | None, *, year: int | None = None) -> tuple[HolidayFacts, ...]:
    """Return the holidays of a location, or of the organization, in order (one query).

    Args:
        location: Whose; `None` for the organization's.
        year: Of which year; `None` for all.
    """
    rows = Holiday.objects.filter(location=location)
    if year is not None:
        rows = rows.filter(day__year=year)
    return tuple(
        HolidayFacts(
            public_id=row.public_id,
            day=row.day,
            name=row.name,
            location=location.public_id if location else None,
        )
        for row in rows.order_by("day")
    )


def holiday_years(location: Location | None) -> tuple[int, ...]:
    """Return the years that have holidays, in order (one query)."""
    rows = Holiday.objects.filter(location=location).annotate(year=ExtractYear("day"))
    return tuple(rows.order_by("year").values_list("year", flat=True).distinct())


def uploads_latest(location: Location | None) -> tuple[UploadFacts, ...]:
    """Return what was added together last, the newest first (one query)."""
    rows = HolidayUpload.objects.filter(location=location).order_by("-added_at", "-pk")
    return tuple(
        UploadFacts(public_id=row.public_id, count=row.count, added_at=row.added_at)
        for row in rows[:UPLOADS_SHOWN]
    )


def days_off_by_location() -> Mapping[int | None, list[date]]:
    """Return all holidays by the row of their location, `None` for the organization (one query)."""
    found: dict[int | None, list[date]] = defaultdict(list)
    for location_id, day in Holiday.objects.order_by("day").values_list("location_id", "day"):
        found[location_id].append(day)
    return found

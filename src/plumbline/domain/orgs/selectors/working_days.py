"""What pages and programs read of working days, locations and holidays; everybody may."""

from dataclasses import dataclass

from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.orgs.permissions import permit, permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.selectors.roles import person_named
from plumbline.domain.orgs.viewers import Actor, Thing, Viewer
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.services import MONDAY_TO_FRIDAY
from plumbline.domain.working_days import selectors
from plumbline.domain.working_days.models import Location
from plumbline.domain.working_days.selectors import (
    HolidayFacts,
    LocationFacts,
    UploadFacts,
    location_facts,
    weekdays_read,
)
from plumbline.engine.messages import Message

__all__ = ["HolidayFacts", "LocationFacts", "UploadFacts", "location_facts"]

_THING = Thing(kind=Kind.WORKING_DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingWeek:
    """When the organization works.

    Attributes:
        weekdays: Days of the week, 0 for Monday.
        is_in_use: Whether due days follow them: as soon as working days or a holiday were entered.
        version: The number of the calendar; every change of it counts one further.
    """

    weekdays: frozenset[int]
    is_in_use: bool
    version: int


def working_week(*, viewer: Actor) -> WorkingWeek:
    """Return on which days of the week the organization works (no query)."""
    permit(viewer, Act.VIEW, _THING)
    return working_week_of(organization_bound())


def working_week_of(organization: Organization) -> WorkingWeek:
    """Return on which days of the week an organization works, as its row says it."""
    said = organization.working_weekdays
    return WorkingWeek(
        weekdays=weekdays_read(said or MONDAY_TO_FRIDAY),
        is_in_use=bool(said),
        version=organization.calendar_number,
    )


def working_days_managed(*, viewer: Actor) -> bool:
    """Whether the viewer may change working days, locations and holidays."""
    return permitted(viewer, Act.MANAGE, _THING)


def locations_listed(*, viewer: Actor) -> tuple[LocationFacts, ...]:
    """Return the locations by name (one query)."""
    permit(viewer, Act.VIEW, _THING)
    return tuple(location_facts(row) for row in selectors.locations_all())


def location_get(*, viewer: Actor, public_id: str) -> Location:
    """Return a location (one query).

    Raises:
        NotFound: There is none with this id.
    """
    permit(viewer, Act.VIEW, _THING)
    return selectors.location_get(public_id)


def holidays_listed(
    *, viewer: Actor, location: Location | None, year: int | None = None
) -> tuple[HolidayFacts, ...]:
    """Return the holidays of a location, or of the organization, in order (one query)."""
    permit(viewer, Act.VIEW, _THING)
    return selectors.holidays_of(location, year=year)


def holiday_years(*, viewer: Actor, location: Location | None) -> tuple[int, ...]:
    """Return the years that have holidays, in order (one query)."""
    permit(viewer, Act.VIEW, _THING)
    return selectors.holiday_years(location)


def uploads_latest(*, viewer: Actor, location: Location | None) -> tuple[UploadFacts, ...]:
    """Return the latest uploads, the newest first (one query)."""
    permit(viewer, Act.VIEW, _THING)
    return selectors.uploads_latest(location)


@dataclass(frozen=True, slots=True)
class Placed:
    """A team or a person at a location."""

    public_id: str
    name: str


def teams_at(*, viewer: Actor, location: Location) -> tuple[Placed, ...]:
    """Return the teams that are at a location, by name (one query)."""
    permit(viewer, Act.VIEW, _THING)
    rows = Team.objects.filter(location=location, archived_on=None, staged_by="").order_by("name")
    return tuple(Placed(*row) for row in rows.values_list("public_id", "name"))


def people_at(*, viewer: Actor, location: Location) -> tuple[Placed, ...]:
    """Return the people who have this location of their own, by name (one query)."""
    permit(viewer, Act.VIEW, _THING)
    rows = Person.objects.filter(location=location, active=True, staged_by="").order_by("name")
    return tuple(Placed(*row) for row in rows.values_list("public_id", "name"))


def team_or_person_named(*, viewer: Viewer, named: str) -> Team | Person:
    """Return the one team with this name, or else the one active person; see `person_named`.

    Raises:
        ValidationRefused: Nothing is called so, or several teams or people are.
    """
    permit(viewer, Act.VIEW, _THING)
    rows = Team.objects.filter(archived_on=None, staged_by="", name__iexact=" ".join(named.split()))
    teams: list[Team] = list(rows[:2])
    if len(teams) == 1:
        return teams[0]
    if teams:
        raise ValidationRefused({"named": [Message("orgs.team.several", {"named": named.strip()})]})
    return person_named(viewer=viewer, named=named, field="named")

"""The calendar of the bound organization: who works on which day.

It is read once for a request or a job and asked in memory: a page with a thousand key results asks
the database nothing for their days off. An organization that has said nothing of working days and
holidays has no calendar; then every day is like another, and nothing is read.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from plumbline.domain.orgs.models import Person, Team, TeamMembership
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.working_days.selectors import (
    days_off_by_location,
    locations_all,
    weekdays_read,
)
from plumbline.engine.scoring.working_days import WorkingDays, working_days

_KEPT: Final = "_calendar_kept"


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working days of an organization, by row of location and of team.

    Attributes:
        own: Of the organization.
        by_location: Of each location.
        by_team: The location of each team that has one, or is below one that has.
    """

    own: WorkingDays
    by_location: Mapping[int, WorkingDays]
    by_team: Mapping[int, int]

    @property
    def has_locations(self) -> bool:
        """Whether anybody may have other days off than the organization."""
        return bool(self.by_location)

    def of(self, location_id: int | None, team_id: int | None) -> WorkingDays:
        """Return the working days of somebody at work for a team.

        Args:
            location_id: Their own location, which comes first.
            team_id: The team, whose location comes next; then the organization's days.
        """
        if not self.by_location:
            return self.own
        found = location_id or (self.by_team.get(team_id) if team_id else None)
        return self.by_location.get(found, self.own) if found else self.own


def calendar_bound() -> Calendar | None:
    """Return the calendar of the bound organization; `None` while it has none.

    Three queries the first time, five where teams have locations; then none until it changes.
    """
    organization = organization_bound()
    if not organization.working_weekdays:
        return None
    kept: tuple[int, Calendar] | None = organization.__dict__.get(_KEPT)
    if kept is None or kept[0] != organization.calendar_number:
        kept = organization.calendar_number, _read(organization.working_weekdays)
        organization.__dict__[_KEPT] = kept
    return kept[1]


def working_for(location_id: int | None, team_id: int | None) -> WorkingDays | None:
    """Return the working days of somebody at work for a team; see `Calendar.of`.

    Returns:
        `None` while the organization has no calendar: every day is like another.
    """
    calendar = calendar_bound()
    return None if calendar is None else calendar.of(location_id, team_id)


def _read(stored: str) -> Calendar:
    own_weekdays = weekdays_read(stored)
    days = days_off_by_location()
    locations = locations_all()
    return Calendar(
        own=working_days(own_weekdays, days.get(None, ())),
        by_location={
            row.pk: working_days(
                weekdays_read(row.weekdays) if row.weekdays else own_weekdays, days.get(row.pk, ())
            )
            for row in locations
        },
        by_team=_teams_located() if locations else {},
    )


def _teams_located() -> Mapping[int, int]:
    """Return the location of teams, the nearest above for those without one (two queries)."""
    located = Team.objects.exclude(location=None).order_by("depth", "pk")
    places = list(located.values_list("path", "location_id"))
    if not places:
        return {}
    below = Q()
    for path, _location in places:
        below |= Q(path__startswith=path)
    return {
        pk: next(place for start, place in reversed(places) if path.startswith(start))
        for pk, path in Team.objects.filter(below).values_list("pk", "path")
    }


def working_days_of(people: Collection[Person], *, on: date) -> Mapping[int, WorkingDays]:
    """Return when people work: at their location, their team's, or as the organization does.

    Of several teams with a location the one counts that they have been in longest. One query, and
    that only where teams have locations.

    Args:
        people: Whose days.
        on: The organization's day: they have the location of a team that they belong to on it.

    Returns:
        By row of the person; nothing at all while the organization has no calendar.
    """
    calendar = calendar_bound()
    if calendar is None:
        return {}
    teams: dict[int, int] = {}
    asked = [person.pk for person in people if person.location_id is None]
    if calendar.by_team and asked:
        rows = TeamMembership.objects.filter(
            Q(until=None) | Q(until__gt=on), person__in=asked, since__lte=on
        )
        for person_id, team_id in rows.order_by("-since", "-pk").values_list("person", "team"):
            if team_id in calendar.by_team:
                teams[person_id] = team_id
    return {person.pk: calendar.of(person.location_id, teams.get(person.pk)) for person in people}

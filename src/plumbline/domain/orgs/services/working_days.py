"""Working days, locations and holidays: who may change them, and who is where."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import TypedDict

from plumbline.domain.journal.recording import Change, Subject
from plumbline.domain.journal.services import journal_insert, journal_prepare
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.recording import person_record, team_record
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.services import organization_calendar_write
from plumbline.domain.working_days import putting_back as back
from plumbline.domain.working_days import services
from plumbline.domain.working_days.models import Holiday, HolidayUpload, Location
from plumbline.domain.working_days.putting_back import KeptRows, location_kept


class KeptLocation(TypedDict):
    """A removed location: its rows, and the numbers of the teams and people who worked there."""

    rows: KeptRows
    teams: list[int]
    people: list[int]


def working_weekdays_set(
    *, actor: Actor, weekdays: Collection[int], at: datetime, expected: int | None = None
) -> None:
    """Say on which days of the week the organization works, 0 for Monday.

    Args:
        actor: Who says so.
        weekdays: Days of the week.
        at: Now.
        expected: The number of the calendar that the actor saw; `None` whatever it is.

    Raises:
        PermissionRefused: The actor may not manage working days.
        ValidationRefused: There is none, or a number that is no day of the week.
        StaleVersion: The calendar changed since number `expected`.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.WORKING_DAYS)
        services.weekdays_set(author=author, weekdays=weekdays, at=at, expected=expected)


def location_add(
    *, actor: Actor, name: str, weekdays: Collection[int] = (), at: datetime
) -> Location:
    """Add a location; see `working_days.services.location_add` for what else is refused.

    Raises:
        PermissionRefused: The actor may not manage working days.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.WORKING_DAYS)
        return services.location_add(author=author, name=name, weekdays=weekdays, at=at)


def location_edit(
    *,
    actor: Actor,
    location: Location,
    name: str,
    weekdays: Collection[int],
    expected: int,
    at: datetime,
) -> Location:
    """Change a location; see `working_days.services.location_edit` for what else is refused.

    Raises:
        PermissionRefused: The actor may not manage working days.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.WORKING_DAYS)
        return services.location_edit(
            author=author,
            location=location,
            name=name,
            weekdays=weekdays,
            expected=expected,
            at=at,
        )


def location_remove(
    *, actor: Actor, location: Location, at: datetime, expected: int | None = None
) -> KeptLocation:
    """Remove a location with its holidays; what is returned puts it back.

    Raises:
        PermissionRefused: The actor may not manage working days.
        NotFound: It is gone already.
        StaleVersion: Somebody else changed it since version `expected`.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.WORKING_DAYS)
        kept: KeptLocation = {
            "rows": location_kept(location),
            "teams": [*Team.objects.filter(location=location).values_list("pk", flat=True)],
            "people": [*Person.objects.filter(location=location).values_list("pk", flat=True)],
        }
        services.location_remove(author=author, location=location, at=at, expected=expected)
        return kept


def location_put_back(*, actor: Actor, kept: KeptLocation, at: datetime) -> Location:
    """Put back a location that was just removed, and who worked there and nowhere else since.

    Raises:
        PermissionRefused: The actor may not manage working days.
        NotFound: It is back already.
        Refused: Another one has its name meanwhile.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.WORKING_DAYS)
        location = back.location_put_back(author=author, kept=kept["rows"], at=at)
        teams = Team.objects.select_for_update().filter(pk__in=kept["teams"], location=None)
        people = Person.objects.select_for_update().filter(pk__in=kept["people"], location=None)
        # All at once: thousands may have worked there, and writers wait meanwhile.
        placed = [*teams.order_by("pk")], [*people.order_by("pk")]
        changes = {"location": Change(None, location.name)}
        journal_insert(
            journal_prepare(
                author=author,
                act=f"{kind}.place",
                subject=Subject(kind, row.pk, row.public_id),
                at=at,
                changes=changes,
            )
            for kind, rows in zip(("team", "person"), placed, strict=True)
            for row in rows
        )
        teams.update(location=location)
        people.update(location=location)
        return location


def team_place(*, actor: Actor, team: Team, location: Location | None, at: datetime) -> None:
    """Say where a team, and whoever below it has no location of their own, works.

    Raises:
        PermissionRefused: The actor may not manage working days.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.WORKING_DAYS)
        row: Team = (
            Team.objects.select_related("location").select_for_update(of=("self",)).get(pk=team.pk)
        )
        changes = _moved(row, location)
        if changes:
            row.version += 1  # a form that was opened before shows another place
            row.save(update_fields=["location", "version"])
            organization_calendar_write(organization=row.organization)
            team_record(author=author, act="place", team=row, at=at, changes=changes)


def person_place(*, actor: Actor, person: Person, location: Location | None, at: datetime) -> None:
    """Say where a person works; it wins over where their teams do.

    Raises:
        PermissionRefused: The actor may not manage working days.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.WORKING_DAYS)
        row: Person = (
            Person.objects.select_related("location")
            .select_for_update(of=("self",))
            .get(pk=person.pk)
        )
        changes = _moved(row, location)
        if changes:
            row.version += 1  # a form that was opened before shows another place
            row.save(update_fields=["location", "version"])
            organization_calendar_write(organization=row.organization)
            person_record(author=author, act="place", person=row, at=at, changes=changes)


def _moved(row: Team | Person, location: Location | None) -> dict[str, Change]:
    before = row.location.name if row.location else None
    if row.location == location:
        return {}
    row.location = location
    return {"location": Change(before, location.name if location else None)}


def holiday_add(
    *,
    actor: Actor,
    location: Location | None,
    day: date,
    name: str,
    at: datetime,
    of_upload: str = "",
) -> Holiday:
    """Add one holiday; see `working_days.services.holiday_add` for what else is refused.

    Raises:
        PermissionRefused: The actor may not manage working days.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.WORKING_DAYS)
        return services.holiday_add(
            author=author, location=location, day=day, name=name, at=at, of_upload=of_upload
        )


def holiday_remove(*, actor: Actor, public_id: str, at: datetime) -> Holiday:
    """Remove one holiday.

    Raises:
        PermissionRefused: The actor may not manage working days.
        NotFound: There is none with this id.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.WORKING_DAYS)
        return services.holiday_remove(author=author, public_id=public_id, at=at)


def holidays_upload(
    *,
    actor: Actor,
    location: Location | None,
    holidays: Sequence[tuple[date, str]],
    at: datetime,
) -> HolidayUpload:
    """Add holidays together; see `working_days.services.holidays_upload`.

    Raises:
        PermissionRefused: The actor may not manage working days.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.WORKING_DAYS)
        return services.holidays_upload(author=author, location=location, holidays=holidays, at=at)


def holidays_undo(*, actor: Actor, upload: str, at: datetime) -> int:
    """Take away what an upload (by public id) added, and say how many days that was.

    Raises:
        PermissionRefused: The actor may not manage working days.
        NotFound: It was undone already.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.WORKING_DAYS)
        return services.upload_undo(author=author, public_id=upload, at=at)

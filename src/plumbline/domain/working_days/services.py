"""Writing locations and holidays.

These are the bare acts: `orgs` checks the actor's rights and says in whose name they are recorded.
Each runs inside the caller's `writing` and raises the number of the organization's calendar.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction

from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound, Refused, ValidationRefused
from plumbline.domain.tenancy.services import organization_calendar_write
from plumbline.domain.tenancy.texts import one_line
from plumbline.domain.tenancy.versions import version_check
from plumbline.domain.working_days.models import NAME_CHARACTERS, Holiday, HolidayUpload, Location
from plumbline.domain.working_days.selectors import weekdays_read, weekdays_stored
from plumbline.engine.documents.scalars import FIRST_DAY, LAST_DAY
from plumbline.engine.messages import Message

LOCATIONS: Final = 200
HOLIDAYS: Final = 3000
"""Of one location: a hundred years of thirty days."""


def weekdays_set(
    *, author: Author, weekdays: Collection[int], at: datetime, expected: int | None = None
) -> None:
    """Say which days of the week are worked on, 0 for Monday.

    Args:
        author: In whose name.
        weekdays: Days of the week.
        at: Now.
        expected: The number of the calendar that the author saw; `None` whatever it is.

    Raises:
        ValidationRefused: There is none, or a number that is no day of the week.
        StaleVersion: The calendar changed since number `expected`.
    """
    organization = organization_bound()
    stored = _weekdays(weekdays, may_be_empty=False)
    if stored == organization.working_weekdays:
        return
    before = organization_calendar_write(
        organization=organization, weekdays=stored, expected=expected
    )
    subject = Subject("organization", organization.pk, organization.public_id)
    changes = {"weekdays": Change(_days_told(before), _days_told(stored))}
    _journal(author, "organization.working_days", subject, at, changes)


def location_add(
    *, author: Author, name: str, weekdays: Collection[int] = (), at: datetime
) -> Location:
    """Add a location.

    Args:
        author: In whose name.
        name: Once in the organization.
        weekdays: Worked on there, 0 for Monday; empty for those of the organization.
        at: Now.

    Raises:
        ValidationRefused: No name, one that is taken, or a number that is no day of the week.
        Refused: There are `LOCATIONS` already.
    """
    if Location.objects.count() >= LOCATIONS:
        raise Refused("working_days.location.many", limit=LOCATIONS)
    row = Location(weekdays=_weekdays(weekdays), created_at=at)
    _location_save(row, name)
    organization_calendar_write(organization=organization_bound())
    changes = {"name": Change(None, row.name), "weekdays": Change(None, _days_told(row.weekdays))}
    _journal(author, "location.create", _location_subject(row), at, changes)
    return row


def location_edit(
    *,
    author: Author,
    location: Location,
    name: str,
    weekdays: Collection[int],
    expected: int,
    at: datetime,
) -> Location:
    """Change what a location is called and when people work there; see `location_add`.

    Raises:
        StaleVersion: Somebody else changed it since version `expected`.
        ValidationRefused: As for `location_add`.
    """
    row: Location = Location.objects.select_for_update().get(pk=location.pk)
    version_check(row, expected=expected)
    before = row.name, _days_told(row.weekdays)
    row.weekdays = _weekdays(weekdays)
    row.version += 1
    _location_save(row, name)
    organization_calendar_write(organization=organization_bound())
    after = row.name, _days_told(row.weekdays)
    pairs = zip(("name", "weekdays"), before, after, strict=True)
    changes = {key: Change(old, new) for key, old, new in pairs if old != new}
    _journal(author, "location.edit", _location_subject(row), at, changes)
    return row


def location_remove(
    *, author: Author, location: Location, at: datetime, expected: int | None = None
) -> None:
    """Remove a location with its holidays; its people have the days of their team or of all.

    Raises:
        StaleVersion: Somebody else changed it since version `expected`.
    """
    if expected is not None:
        row: Location = Location.objects.select_for_update().get(pk=location.pk)
        version_check(row, expected=expected)
    changes = {"name": Change(location.name, None)}
    _journal(author, "location.delete", _location_subject(location), at, changes)
    location.delete()
    organization_calendar_write(organization=organization_bound())


def holiday_add(
    *,
    author: Author,
    location: Location | None,
    day: date,
    name: str,
    at: datetime,
    of_upload: str = "",
) -> Holiday:
    """Add one holiday.

    Args:
        author: In whose name.
        location: Whose it is; `None` for the organization's.
        day: Which.
        name: What it is called.
        at: Now.
        of_upload: The public id of the upload that brought it before it was removed; one that was
            undone since, or of another place, leaves it a single one.

    Raises:
        ValidationRefused: No name, too long, or the day is one already.
        Refused: There are `HOLIDAYS` already.
    """
    row = Holiday(location=location, day=_day(day), name=_name(name, "working_days.holiday.name"))
    if of_upload:
        uploads = HolidayUpload.objects.select_for_update(of=("self",))
        row.upload = uploads.filter(public_id=of_upload, location=location).first()
    taken: Holiday | None = Holiday.objects.filter(location=location, day=day).first()
    if taken is not None:
        raise _taken(day, taken.name)
    _room(location, 1)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise _taken(day, row.name) from error
    organization_calendar_write(organization=organization_bound())
    _journal(author, "holiday.create", _subject(row), at, {"holiday": Change(None, _told(row))})
    return row


def holiday_remove(*, author: Author, public_id: str, at: datetime) -> Holiday:
    """Remove one holiday.

    Raises:
        NotFound: There is none with this id.
    """
    # Locked, so that of two who remove it the journal names one.
    rows = Holiday.objects.select_related("location", "upload").select_for_update(of=("self",))
    row: Holiday | None = rows.filter(public_id=public_id).first()
    if row is None:
        raise NotFound("working_days.holiday.not_found")
    _journal(author, "holiday.delete", _subject(row), at, {"holiday": Change(_told(row), None)})
    row.delete()
    organization_calendar_write(organization=organization_bound())
    return row


def holidays_upload(
    *,
    author: Author,
    location: Location | None,
    holidays: Sequence[tuple[date, str]],
    at: datetime,
) -> HolidayUpload:
    """Add holidays together; days that are holidays already stay as they are called.

    Args:
        author: In whose name.
        location: Whose they are; `None` for the organization's.
        holidays: Days with their names.
        at: Now.

    Raises:
        ValidationRefused: A day has no name.
        Refused: All of them are there already, or there would be more than `HOLIDAYS`.
    """
    there = set(Holiday.objects.filter(location=location).values_list("day", flat=True))
    fresh = {_day(day): name for day, name in holidays if day not in there}
    if not fresh:
        raise Refused("working_days.upload.nothing")
    _room(location, len(fresh))
    upload = HolidayUpload(location=location, count=len(fresh), added_at=at)
    upload.save(force_insert=True)
    rows = [
        Holiday(
            location=location,
            day=day,
            name=_name(name, "working_days.holiday.name"),
            upload=upload,
        )
        for day, name in sorted(fresh.items())
    ]
    for row in rows:
        row.organization_settle()
        row.texts_check()
    Holiday.objects.bulk_create(rows)
    organization_calendar_write(organization=organization_bound())
    changes = {"holidays": Change(None, [_told(row) for row in rows])}
    _journal(author, "holidays.upload", _upload_subject(upload), at, changes)
    return upload


def upload_undo(*, author: Author, public_id: str, at: datetime) -> int:
    """Take away what an upload added, but for what was removed since.

    Returns:
        How many holidays are gone.

    Raises:
        NotFound: It was undone already.
    """
    uploads = HolidayUpload.objects.select_for_update()
    upload: HolidayUpload | None = uploads.filter(public_id=public_id).first()
    if upload is None:
        raise NotFound("working_days.upload.not_found")
    rows = Holiday.objects.filter(upload=upload).order_by("day")
    told = [_told(row) for row in rows]
    _journal(author, "holidays.undo", _upload_subject(upload), at, {"holidays": Change(told, None)})
    rows.delete()
    upload.delete()
    organization_calendar_write(organization=organization_bound())
    return len(told)


def _location_save(row: Location, name: str) -> None:
    row.name = _name(name, "working_days.location.name")
    others = Location.objects.exclude(pk=row.pk)
    taken = ValidationRefused(
        {"name": [Message("working_days.location.taken", {"name": row.name})]}
    )
    if others.filter(name=row.name).exists():
        raise taken
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise taken from error


def _weekdays(weekdays: Collection[int], *, may_be_empty: bool = True) -> str:
    if set(weekdays) - set(range(7)) or not (weekdays or may_be_empty):
        raise ValidationRefused({"weekdays": [Message("working_days.weekdays", {})]})
    return weekdays_stored(frozenset(weekdays))


def _days_told(stored: str) -> list[int] | None:
    """Return days of the week as the journal keeps them, 1 for Monday."""
    return [day + 1 for day in sorted(weekdays_read(stored))] or None


def _name(typed: str, missing: str) -> str:
    name = one_line(typed)
    if not name:
        raise ValidationRefused({"name": [Message(missing, {})]})
    if len(name) > NAME_CHARACTERS:
        raise ValidationRefused(
            {"name": [Message("working_days.name_long", {"limit": NAME_CHARACTERS})]}
        )
    return name


def _day(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValidationRefused({"day": [Message("working_days.read.far", {})]})
    return day


def _taken(day: date, name: str) -> ValidationRefused:
    words = Message("working_days.holiday.taken", {"day": day.isoformat(), "name": name})
    return ValidationRefused({"day": [words]})


def _room(location: Location | None, more: int) -> None:
    if Holiday.objects.filter(location=location).count() + more > HOLIDAYS:
        raise Refused("working_days.holiday.many", limit=HOLIDAYS)


def _told(row: Holiday) -> str:
    return f"{row.day.isoformat()} {row.name}"


def _location_subject(row: Location) -> Subject:
    return Subject("location", row.pk, row.public_id)


def _subject(row: Holiday) -> Subject:
    return Subject("holiday", row.pk, row.public_id)


def _upload_subject(row: HolidayUpload) -> Subject:
    return Subject("holiday_upload", row.pk, row.public_id)


def _journal(
    author: Author, act: str, subject: Subject, at: datetime, changes: dict[str, Change]
) -> None:
    journal_record(author=author, act=act, subject=subject, at=at, changes=changes)

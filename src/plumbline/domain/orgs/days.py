"""Days begin and end in the organization's time zone; instants are shown in a person's."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from plumbline.domain.orgs.models import Person
from plumbline.domain.tenancy.models import Organization
from plumbline.engine.documents.scalars import FIRST_DAY, LAST_DAY

EARLIEST, LATEST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
"""The edges of what can be reckoned with."""


def organization_day(organization: Organization, at: datetime) -> date:
    """Return the day it is in the organization at an instant (aware)."""
    return at.astimezone(ZoneInfo(organization.time_zone)).date()


def organization_day_begin(organization: Organization, day: date) -> datetime:
    """Return the first instant of a day of the organization (aware UTC)."""
    if not FIRST_DAY < day <= LAST_DAY:
        return LATEST if day > LAST_DAY else EARLIEST
    before = organization_day_end(organization, day - timedelta(days=1))
    return before + timedelta(microseconds=1)


def organization_day_end(organization: Organization, day: date) -> datetime:
    """Return the last instant of a day of the organization (aware UTC).

    It is one microsecond before the next midnight, the smallest step both databases keep, so that
    a state row that begins at midnight belongs to the new day. A day out of all reach ends at the
    edge of what can be reckoned with.
    """
    if not FIRST_DAY <= day <= LAST_DAY:
        return LATEST if day > LAST_DAY else EARLIEST
    midnight = datetime.combine(
        day + timedelta(days=1), time.min, tzinfo=ZoneInfo(organization.time_zone)
    )
    return midnight.astimezone(ZoneInfo("UTC")) - timedelta(microseconds=1)


def zone_shown(person: Person, organization: Organization) -> ZoneInfo:
    """Return the zone in which instants are shown to a person; days keep the organization's."""
    return ZoneInfo(person.time_zone or organization.time_zone)

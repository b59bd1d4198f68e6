"""In which zone instants are shown."""

from zoneinfo import ZoneInfo

from plumbline.domain.orgs.days import zone_shown
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.context import organization_bound


def zone_of(*, viewer: Viewer) -> ZoneInfo:
    """Return the zone in which instants are shown to the viewer (one query)."""
    return zone_shown(Person.objects.get(pk=viewer.person_id), organization_bound())

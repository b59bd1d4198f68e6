"""In which zone instants are shown."""

from zoneinfo import ZoneInfo

from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.context import organization_bound


def zone_of(*, viewer: Viewer) -> ZoneInfo:
    """Return the zone in which instants are shown to the viewer; days keep the organization's."""
    return ZoneInfo(viewer.time_zone or organization_bound().time_zone)

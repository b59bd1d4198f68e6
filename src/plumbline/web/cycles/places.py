"""Who keeps house on the pages of cycles."""

from plumbline.domain.orgs.permissions import permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Thing
from plumbline.web.visits import Visit


def runs_cycles(visit: Visit) -> bool:
    """Whether the viewer makes cycles and moves them on."""
    return permitted(visit.viewer, Act.MANAGE, Thing(kind=Kind.CYCLE))

"""Who may import."""

from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.permissions import permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Actor, SystemActor, Thing


def import_permitted(viewer: Actor, team: Team | None = None) -> bool:
    """Whether somebody may import at all (as admin, champion or lead of a team), or into a team."""
    if isinstance(viewer, SystemActor):
        return permitted(viewer, Act.IMPORT, Thing(kind=Kind.DOCUMENT))
    paths = [team.path] if team is not None else ["", *viewer.led_team_paths]
    things = (Thing(kind=Kind.DOCUMENT, team_path=path) for path in paths)
    return any(permitted(viewer, Act.IMPORT, thing) for thing in things)

"""Who may import, and take an import back."""

from typing import TYPE_CHECKING

from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.permissions import permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Actor, SystemActor, Thing

if TYPE_CHECKING:
    from plumbline.domain.transfer.models import ImportBatch


def import_permitted(viewer: Actor, team: Team | None = None) -> bool:
    """Whether somebody may import at all (as admin, champion or lead of a team), or into a team."""
    if isinstance(viewer, SystemActor):
        return permitted(viewer, Act.IMPORT, Thing(kind=Kind.DOCUMENT))
    paths = [team.path] if team is not None else ["", *viewer.led_team_paths]
    things = (Thing(kind=Kind.DOCUMENT, team_path=path) for path in paths)
    return any(permitted(viewer, Act.IMPORT, thing) for thing in things)


def import_anywhere_permitted(viewer: Actor) -> bool:
    """Whether somebody may import for anybody, as an admin or champion does."""
    return permitted(viewer, Act.IMPORT, Thing(kind=Kind.DOCUMENT, team_path=""))


def import_undo_permitted(viewer: Actor, batch: "ImportBatch") -> bool:
    """Whether somebody may take an import back: whoever did it, or an admin or champion."""
    if viewer.person_id is not None and viewer.person_id == batch.actor_id:
        return import_permitted(viewer)
    return import_anywhere_permitted(viewer)

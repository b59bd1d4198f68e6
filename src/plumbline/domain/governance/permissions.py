"""Who reads practices and who moves them; `orgs.rights` has the answers."""

from plumbline.domain.journal.recording import Author
from plumbline.domain.orgs.permissions import permit, permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Actor, Thing
from plumbline.domain.tenancy.errors import NotFound, PermissionRefused


def practice_permit(actor: Actor) -> Author:
    """Refuse whoever may not adopt, change and move practices.

    Raises:
        PermissionRefused: They may not.
    """
    return permit(actor, Act.MANAGE, Thing(kind=Kind.PRACTICE))


def practices_read_permit(viewer: Actor) -> None:
    """Refuse whoever may not read practices.

    Raises:
        NotFound: They may not.
    """
    permit(viewer, Act.VIEW, Thing(kind=Kind.PRACTICE))


def practice_changeable(viewer: Actor) -> bool:
    """Whether somebody may adopt, change and move practices."""
    return permitted(viewer, Act.MANAGE, Thing(kind=Kind.PRACTICE))


def team_waiver_permit(actor: Actor, act: Act, team_path: str) -> Author:
    """Refuse an act on a waiver for a team and all below.

    Raises:
        PermissionRefused: They may not.
    """
    try:
        return permit(actor, act, _team_waiver(team_path))
    except NotFound as error:
        raise PermissionRefused("governance.waiver_refused") from error


def team_waiver_permitted(viewer: Actor, act: Act, team_path: str) -> bool:
    """Whether somebody may ask for a team and all below to be let off, or answer."""
    return permitted(viewer, act, _team_waiver(team_path))


def _team_waiver(team_path: str) -> Thing:
    return Thing(kind=Kind.WAIVER, team_path=team_path)

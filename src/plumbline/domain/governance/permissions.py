"""Who reads practices and who moves them; `orgs.rights` has the answers."""

from plumbline.domain.journal.recording import Author
from plumbline.domain.orgs.permissions import permit, permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Actor, Thing


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

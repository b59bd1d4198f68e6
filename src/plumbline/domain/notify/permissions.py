"""Whose inbox it is; the answers are those of `orgs.rights`."""

from plumbline.domain.journal.recording import Author
from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Thing, Viewer


def own_inbox_permit(actor: Viewer) -> Author:
    """Refuse whoever has no inbox: a program, and a token that only reads.

    What somebody follows and wants to be told is a part of themselves, as their name is.

    Raises:
        PermissionRefused: They may not change themselves.
    """
    return permit(actor, Act.EDIT, Thing(kind=Kind.PERSON, person_id=actor.person_id))

"""Who has notes; the answer is that of `orgs.rights`."""

from plumbline.domain.orgs.permissions import permit, permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Thing, Viewer


def own_notes_permit(actor: Viewer) -> None:
    """Refuse whoever has no notes: a program, and a token that only reads.

    What somebody notes for themselves is a part of themselves, as their name is.

    Raises:
        PermissionRefused: They may not change themselves.
    """
    permit(actor, Act.EDIT, _oneself(actor))


def has_notes(viewer: Viewer) -> bool:
    """Whether the viewer has notes of their own."""
    return permitted(viewer, Act.EDIT, _oneself(viewer))


def _oneself(viewer: Viewer) -> Thing:
    return Thing(kind=Kind.PERSON, person_id=viewer.person_id)

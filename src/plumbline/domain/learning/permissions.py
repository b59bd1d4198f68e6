"""Who practises, and who gives lessons to whom; the answers are those of `orgs.rights`."""

from plumbline.domain.journal.recording import Author
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.permissions import permit, permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Thing, Viewer


def practising_permit(actor: Viewer) -> None:
    """Refuse whoever has no progress of their own: a program, and a token that only reads.

    Raises:
        PermissionRefused: They may not change themselves.
    """
    permit(actor, Act.EDIT, Thing(kind=Kind.PERSON, person_id=actor.person_id))


def practises(viewer: Viewer) -> bool:
    """Whether the viewer has progress of their own."""
    return permitted(viewer, Act.EDIT, Thing(kind=Kind.PERSON, person_id=viewer.person_id))


def assigning_permit(actor: Viewer, team: Team | None) -> Author:
    """Refuse whoever may not give lessons to a team; `None` for the whole organization.

    Raises:
        PermissionRefused: They may not.
    """
    return permit(actor, Act.MANAGE, _assignment(team))


def may_assign(viewer: Viewer, team: Team | None) -> bool:
    """Whether the viewer may give lessons to a team; `None` for the whole organization."""
    return permitted(viewer, Act.MANAGE, _assignment(team))


def may_assign_somewhere(viewer: Viewer) -> bool:
    """Whether there is anybody at all to whom the viewer may give lessons."""
    return may_assign(viewer, None) or any(each.led_team_paths for each in viewer.standings)


def _assignment(team: Team | None) -> Thing:
    if team is None:
        return Thing(kind=Kind.ASSIGNMENT)
    return Thing(kind=Kind.ASSIGNMENT, team_id=team.pk, team_path=team.path)

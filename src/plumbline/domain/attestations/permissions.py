"""Who attests and who sees who did; `orgs.rights` has the answers."""

from plumbline.domain.journal.recording import Author
from plumbline.domain.orgs.permissions import permit, permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Actor, Thing, Viewer


def attestation_permit(actor: Viewer) -> Author:
    """Refuse whoever cannot attest: a program, and a token that only reads.

    Raises:
        PermissionRefused: They may not.
    """
    return permit(actor, Act.CREATE, Thing(kind=Kind.ATTESTATION, person_id=actor.person_id))


def attestations_seen_all(viewer: Actor) -> bool:
    """Whether the viewer sees everybody's."""
    return permitted(viewer, Act.VIEW, Thing(kind=Kind.ATTESTATION))


def attestations_seen_below(viewer: Actor, team_path: str) -> bool:
    """Whether the viewer sees those of the people of a team."""
    return permitted(viewer, Act.VIEW, Thing(kind=Kind.ATTESTATION, team_path=team_path))


def attestations_overseen(viewer: Actor) -> bool:
    """Whether the viewer sees more than their own: everybody's, or those of teams they lead."""
    if attestations_seen_all(viewer):
        return True
    return isinstance(viewer, Viewer) and any(
        attestations_seen_below(viewer, path)
        for standing in viewer.standings
        for path in standing.led_team_paths
    )

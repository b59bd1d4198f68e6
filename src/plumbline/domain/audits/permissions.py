"""Who reads audits and who makes them; `orgs.rights` has the answers.

An audit looks at everything in its scope. What of it somebody reads is what hangs on objectives
that they see today. What is counted and taken away in files is the same for everybody: what hangs
on objectives that everybody sees today, and on people who were to attest.
"""

from django.db.models import Exists, OuterRef, Q

from plumbline.domain.attestations.permissions import (
    attestations_seen_all,
    attestations_seen_below,
)
from plumbline.domain.journal.recording import Author
from plumbline.domain.okrs.models import Objective, Visibility
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.orgs.permissions import permit, permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Actor, Thing

_AUDIT = Thing(kind=Kind.AUDIT)


def audits_read_permit(viewer: Actor) -> None:
    """Refuse whoever may not read audits.

    Raises:
        NotFound: They may not.
    """
    permit(viewer, Act.VIEW, _AUDIT)


def audits_export_permit(viewer: Actor) -> None:
    """Refuse whoever may not take audits away in a file.

    Raises:
        NotFound: They may not even read them.
        PermissionRefused: They may read, but not export.
    """
    permit(viewer, Act.EXPORT, _AUDIT)


def audit_permit(actor: Actor) -> Author:
    """Refuse whoever may not make audits or set their schedule.

    Raises:
        NotFound: They may not even read them.
        PermissionRefused: They may read, and change nothing.
    """
    return permit(actor, Act.MANAGE, _AUDIT)


def audits_readable(viewer: Actor) -> bool:
    """Whether somebody may read audits."""
    return permitted(viewer, Act.VIEW, _AUDIT)


def audits_made_by(viewer: Actor) -> bool:
    """Whether somebody may make audits."""
    return permitted(viewer, Act.MANAGE, _AUDIT)


def subjects_seen(viewer: Actor, *, of: str = "") -> Q:
    """Return the condition under which a row about a subject is read by the viewer.

    Args:
        viewer: Who reads.
        of: The path to the subject in a query of other rows, such as `subject`.
    """
    return _on_objectives(visible_to(viewer), of)


def subjects_open(*, of: str = "") -> Q:
    """Return the condition under which a row about a subject is counted, for whomever.

    Args:
        of: As for `subjects_seen`.
    """
    return _on_objectives(Q(visibility=Visibility.ORGANIZATION, is_staged=False), of)


def person_named(viewer: Actor, *, person_id: int, team_path: str) -> bool:
    """Whether the viewer may read what somebody of a team attested; see `attestations.permissions`.

    Args:
        viewer: Who reads.
        person_id: Whose it is.
        team_path: Of their team, empty for none.
    """
    if attestations_seen_all(viewer) or viewer.person_id == person_id:
        return True
    return bool(team_path) and attestations_seen_below(viewer, team_path)


def _on_objectives(condition: Q, of: str) -> Q:
    """Return the condition that a subject is an objective of this kind, or no objective."""
    at = f"{of}__" if of else ""
    there = Objective.objects.filter(condition, public_id=OuterRef(f"{at}objective_public_id"))
    found: Q = Q(**{f"{at}objective_public_id": ""}) | Q(Exists(there))
    return found

"""Who reads audits and who makes them; `orgs.rights` has the answers.

An audit looks at everything in its scope. What of it somebody reads, and what is counted for them,
is what hangs on objectives that they see today.
"""

from django.db.models import Exists, OuterRef, Q

from plumbline.domain.journal.recording import Author
from plumbline.domain.okrs.models import Objective
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
    at = f"{of}__" if of else ""
    seen = Objective.objects.filter(
        visible_to(viewer), public_id=OuterRef(f"{at}objective_public_id")
    )
    condition: Q = Q(**{f"{at}objective_public_id": ""}) | Q(Exists(seen))
    return condition

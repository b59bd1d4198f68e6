"""Who says what they think of a practice, and who reads every word; `orgs.rights` has the answers.

Words are for whoever keeps the practice: its owner, champions and admins.
"""

from plumbline.domain.governance.models import Practice
from plumbline.domain.journal.recording import Author
from plumbline.domain.orgs.permissions import permit, permitted
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Actor, Thing, Viewer


def feedback_permit(actor: Viewer) -> Author:
    """Refuse whoever lives with no practice: a program, and a token that only reads.

    Raises:
        PermissionRefused: They may not.
    """
    return permit(actor, Act.CREATE, Thing(kind=Kind.PRACTICE_FEEDBACK, person_id=actor.person_id))


def feedback_answer_permit(actor: Actor, practice: Practice) -> Author:
    """Refuse whoever does not keep the practice.

    Raises:
        NotFound: They may not even know who said what.
        PermissionRefused: They may read it and not answer.
    """
    return permit(actor, Act.ANSWER, _thing(practice))


def feedback_readable(viewer: Actor, practice: Practice) -> bool:
    """Whether somebody reads what each person said of a practice."""
    return permitted(viewer, Act.VIEW, _thing(practice))


def feedback_answerable(viewer: Actor, practice: Practice) -> bool:
    """Whether somebody answers what people said of a practice."""
    return permitted(viewer, Act.ANSWER, _thing(practice))


def _thing(practice: Practice) -> Thing:
    return Thing(kind=Kind.PRACTICE_FEEDBACK, owner_id=practice.owner_id)

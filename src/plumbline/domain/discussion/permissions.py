"""Who may say something about an objective or key result; the answers are those of `orgs.rights`.

Comments are for whom the objective is *seen* by. What an admin opened with a reason they read
without what people said to each other about it.
"""

from plumbline.domain.discussion.models import Comment
from plumbline.domain.journal.recording import Author
from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.okrs.permissions import key_result_permit, objective_permit
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import PermissionRefused


def comment_permit(actor: Viewer, objective: Objective, key_result: KeyResult | None) -> Author:
    """Refuse whoever may not comment; else return the journal's author.

    Raises:
        NotFound: The actor may not know of the thing at all.
        PermissionRefused: They may see it, but not comment on it.
    """
    if key_result is not None:
        return key_result_permit(actor, Act.COMMENT, key_result)
    return objective_permit(actor, Act.COMMENT, objective)


def is_own(actor: Viewer, comment: Comment) -> bool:
    """Say whether somebody wrote a comment themselves; a deputy speaks for nobody else."""
    return comment.author_id == actor.person_id


def own_permit(actor: Viewer, comment: Comment) -> Author:
    """Refuse whoever did not write a comment, or may not comment there any more.

    Raises:
        NotFound: The actor may not know of what it is about.
        PermissionRefused: It is somebody else's, or they may only read by now.
    """
    author = comment_permit(actor, comment.objective, comment.key_result)
    if not is_own(actor, comment):
        raise PermissionRefused("discussion.not_own")
    return author

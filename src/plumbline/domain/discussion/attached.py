"""A file by its id, whatever it hangs on: a comment, a check-in or a grade."""

from datetime import datetime

from plumbline.domain.attachments.models import Attachment
from plumbline.domain.checkins.evidence import evidence_get, evidence_remove
from plumbline.domain.discussion.selectors.threads import attached_get
from plumbline.domain.discussion.services.comments import comment_detach
from plumbline.domain.okrs.selectors.grade_files import grade_file_get
from plumbline.domain.okrs.services.grade_files import grade_file_remove
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import NotFound


def attachment_get(*, viewer: Viewer, public_id: str, at: datetime) -> Attachment:
    """Return a file of what the viewer may read now (three queries at most).

    Raises:
        NotFound: There is none with this id, it was taken away, or it is not for the viewer's eyes.
    """
    try:
        return attached_get(viewer=viewer, public_id=public_id).attachment
    except NotFound:
        pass
    try:
        return evidence_get(viewer=viewer, public_id=public_id, at=at).attachment
    except NotFound:
        return grade_file_get(viewer=viewer, public_id=public_id, at=at).attachment


def attachment_take_away(*, actor: Viewer, public_id: str, at: datetime) -> None:
    """Take a file away from what it hangs on; that one was there stays.

    Raises:
        NotFound: There is none with this id, it was taken away, or it is not for the actor's eyes.
        PermissionRefused: It is not for the actor to take away.
        StaleVersion: Its comment changed in this very moment.
    """
    try:
        on_comment = attached_get(viewer=actor, public_id=public_id)
    except NotFound:
        _off_what_is_measured(actor, public_id, at)
    else:
        comment_detach(
            actor=actor,
            comment=on_comment.comment,
            attachment=on_comment.attachment,
            expected=on_comment.comment.version,
            at=at,
        )


def _off_what_is_measured(actor: Viewer, public_id: str, at: datetime) -> None:
    try:
        evidence = evidence_get(viewer=actor, public_id=public_id, at=at)
    except NotFound:
        of = grade_file_get(viewer=actor, public_id=public_id, at=at)
        grade_file_remove(actor=actor, objective=of.objective, attachment=of.attachment, at=at)
    else:
        evidence_remove(
            actor=actor, check_in=evidence.check_in, attachment=evidence.attachment, at=at
        )

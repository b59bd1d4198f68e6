"""The files of a grade: kept with what is said at the end, and taken away until it is given."""

from collections.abc import Sequence
from datetime import datetime

from plumbline.domain.attachments.models import Attachment
from plumbline.domain.attachments.services import (
    Looked,
    Upload,
    attachments_remove,
    attachments_store,
    uploads_looked,
)
from plumbline.domain.journal.recording import Author, Change
from plumbline.domain.okrs.models import GradeAttachment, Objective
from plumbline.domain.okrs.permissions import objective_acts, objective_permit
from plumbline.domain.okrs.recording import objective_journal
from plumbline.domain.okrs.selectors.rows import objective_locked
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Actor, Viewer
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound, PermissionRefused
from plumbline.domain.tenancy.transactions import writing


def grade_files_keep(
    actor: Actor, author: Author, objective: Objective, looked: tuple[Looked, ...], at: datetime
) -> tuple[Attachment, ...]:
    """Keep files with a grade, inside the transaction that says it.

    Raises:
        PermissionRefused: No person hands the files in.
        ValidationRefused: There are too many, or there is no room for them.
    """
    if not looked:
        return ()
    if not isinstance(actor, Viewer):
        raise PermissionRefused("orgs.refused")
    rows = attachments_store(actor=actor, looked=looked, at=at)
    for row in rows:
        GradeAttachment(objective=objective, attachment=row).save(force_insert=True)
    _journal(author, objective, "attach", [(None, row.name) for row in rows], at)
    return rows


def grade_file_attach(
    *, actor: Actor, objective: Objective, upload: Upload, at: datetime
) -> Attachment:
    """Hang a file on a grade that is not given yet, before or after its words.

    Raises:
        PermissionRefused: The actor has no grade to give, it is given, or the actor is no person.
        ValidationRefused: The file is not taken, or there is no room for it.
    """
    looked = uploads_looked((upload,))
    with writing(organization_bound()):
        objective = objective_locked(objective.pk)
        (row,) = grade_files_keep(actor, _author(actor, objective), objective, looked, at)
        return row


def grade_file_remove(
    *, actor: Actor, objective: Objective, attachment: Attachment, at: datetime
) -> None:
    """Take a file away from a grade that is not given yet; that one was there stays.

    Raises:
        NotFound: It is gone.
        PermissionRefused: The actor has no grade to give, or it is given.
    """
    with writing(organization_bound()):
        objective = objective_locked(objective.pk)
        author = _author(actor, objective)
        held = GradeAttachment.objects.filter(objective=objective, attachment=attachment)
        rows = Attachment.objects.filter(pk__in=held.values("attachment"), removed_at__isnull=True)
        names = attachments_remove(attachments=rows, at=at)
        if not names:
            raise NotFound("attachments.not_found")
        _journal(author, objective, "detach", [(name, None) for name in names], at)


def _author(actor: Actor, objective: Objective) -> Author:
    """Return in whose name the files of a grade change: the owner's, or whoever gives it."""
    own = Act.GRADE_SELF in objective_acts(actor, objective)
    return objective_permit(actor, Act.GRADE_SELF if own else Act.GRADE_FINAL, objective)


def _journal(
    author: Author,
    objective: Objective,
    act: str,
    names: Sequence[tuple[str | None, str | None]],
    at: datetime,
) -> None:
    for old, new in names:
        change = Change(old, new, personal=True, about_person_id=objective.owner_id)
        objective_journal(author, objective, act=act, at=at, changes={"file": change})

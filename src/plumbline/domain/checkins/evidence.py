"""The files of check-ins: kept with an entry and by what corrects it, and let go of."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from plumbline.domain.attachments.models import Attachment
from plumbline.domain.attachments.services import (
    Looked,
    Upload,
    attachments_remove,
    attachments_store,
    uploads_looked,
)
from plumbline.domain.checkins.models import CheckIn, CheckInAttachment
from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.okrs.permissions import key_result_permit, readable_to
from plumbline.domain.okrs.selectors.rows import key_result_locked
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Actor, Viewer
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound, PermissionRefused, Refused
from plumbline.domain.tenancy.transactions import writing


def evidence_get(*, viewer: Actor, public_id: str, at: datetime) -> CheckInAttachment:
    """Return a file, with the latest entry it belongs to, of what the viewer may read now.

    Raises:
        NotFound: There is none with this id, it was taken away, or it is not for the viewer's eyes.
    """
    rows = CheckInAttachment.objects.filter(
        readable_to(viewer, at=at, of="check_in__key_result__objective"),
        attachment__public_id=public_id,
        attachment__removed_at__isnull=True,
    )
    found: CheckInAttachment | None = (
        rows.select_related("attachment", "check_in__key_result").order_by("-pk").first()
    )
    if found is None:
        raise NotFound("attachments.not_found")
    return found


def evidence_attach(*, actor: Actor, check_in: CheckIn, upload: Upload, at: datetime) -> Attachment:
    """Hang a further file on a check-in that stands.

    Raises:
        NotFound: It is not for the actor's eyes.
        PermissionRefused: The actor may not check in on the key result, or is no person.
        Refused: It was corrected or taken back.
        ValidationRefused: The file is not taken, or there is no room for it.
    """
    looked = uploads_looked((upload,))
    with writing(organization_bound()):
        key_result = key_result_locked(check_in.key_result_id)
        author = key_result_permit(actor, Act.CHECK_IN, key_result)
        if check_in.is_withdrawal or CheckIn.objects.filter(corrects=check_in).exists():
            raise Refused("checkins.corrected_already")
        (attachment,) = _stored(actor, author, check_in, looked, at)
        return attachment


def evidence_remove(
    *, actor: Actor, check_in: CheckIn, attachment: Attachment, at: datetime
) -> None:
    """Take a file away from a check-in and its corrections; that one was there stays.

    Raises:
        NotFound: It is gone, or not for the actor's eyes.
        PermissionRefused: The actor may not check in on the key result.
    """
    with writing(organization_bound()):
        key_result = key_result_locked(check_in.key_result_id)
        author = key_result_permit(actor, Act.CHECK_IN, key_result)
        rows = evidence_of(check_in).filter(pk=attachment.pk, removed_at__isnull=True)
        if not rows.exists():
            raise NotFound("attachments.not_found")
        evidence_let_go(author, check_in, rows, at)


def evidence_keep(
    actor: Actor, author: Author, check_in: CheckIn, looked: tuple[Looked, ...], at: datetime
) -> None:
    """Keep files with an entry that was just saved, and those of the entry it corrects.

    Raises:
        PermissionRefused: No person hands the files in.
        ValidationRefused: There are too many, or there is no room for them.
    """
    if check_in.corrects is not None:
        for row in evidence_of(check_in.corrects).filter(removed_at__isnull=True).order_by("pk"):
            CheckInAttachment(check_in=check_in, attachment=row).save(force_insert=True)
    if looked:
        _stored(actor, author, check_in, looked, at)


def _stored(
    actor: Actor, author: Author, check_in: CheckIn, looked: tuple[Looked, ...], at: datetime
) -> tuple[Attachment, ...]:
    if not isinstance(actor, Viewer):
        raise PermissionRefused("orgs.refused")
    rows = attachments_store(actor=actor, looked=looked, at=at)
    for row in rows:
        CheckInAttachment(check_in=check_in, attachment=row).save(force_insert=True)
    _journal(author, check_in, "attach", [(None, row.name) for row in rows], at)
    return rows


def evidence_of(check_in: CheckIn) -> QuerySet[Attachment]:
    """Return the files of an entry, those that were taken away among them."""
    held = CheckInAttachment.objects.filter(check_in=check_in)
    rows: QuerySet[Attachment] = Attachment.objects.filter(pk__in=held.values("attachment"))
    return rows


def evidence_let_go(
    author: Author, check_in: CheckIn, rows: QuerySet[Attachment], at: datetime
) -> None:
    """Let go of files, inside the transaction of what asks for it."""
    names = attachments_remove(attachments=rows, at=at)
    _journal(author, check_in, "detach", [(name, None) for name in names], at)


def _journal(
    author: Author,
    check_in: CheckIn,
    act: str,
    names: Sequence[tuple[str | None, str | None]],
    at: datetime,
) -> None:
    for old, new in names:
        change = Change(old, new, personal=True, about_person_id=check_in.author_id)
        journal_record(
            author=author,
            act=f"check_in.{act}",
            subject=Subject("check_in", check_in.pk, check_in.public_id),
            at=at,
            changes={"file": change},
        )

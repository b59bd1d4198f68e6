"""Keeping files and letting go of them; what they hang on asks for the right and journals."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO

from django.conf import settings
from django.db.models import Exists, ManyToOneRel, OuterRef, QuerySet

from plumbline.domain.attachments.kinds import media_type
from plumbline.domain.attachments.models import Attachment, AttachmentBook, AttachmentPiece
from plumbline.domain.attachments.names import name_safe
from plumbline.domain.attachments.selectors import PIECE_BYTES, bytes_kept
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.domain.tenancy.transactions import writing
from plumbline.engine.messages import Message

MEGABYTE = 1_000_000
FILE_LIMIT_BYTES = 10 * MEGABYTE
"""A report with pictures; what is larger is linked to."""
FILES_AT_ONCE = 5
FILES_AN_HOUR = 60
FIELD = "attachments"
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that comes in.

    Attributes:
        name: As it came.
        file: Its bytes; can be read at any place.
        size: Bytes.
    """

    name: str
    file: IO[bytes]
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A file that was looked through and is taken."""

    name: str
    media_type: str
    size: int
    sha256: str
    file: IO[bytes]


def uploads_looked(uploads: tuple[Upload, ...]) -> tuple[Looked, ...]:
    """Look files through, before anything is locked for them.

    Raises:
        ValidationRefused: Too many, or one of them is empty, too large or of no kind that is taken.
    """
    if len(uploads) > FILES_AT_ONCE:
        raise _refused("attachments.too_many", most=FILES_AT_ONCE)
    return tuple(_looked(upload) for upload in uploads)


def attachments_store(
    *, actor: Viewer, looked: tuple[Looked, ...], at: datetime
) -> tuple[Attachment, ...]:
    """Keep files, inside the transaction of what they hang on.

    Raises:
        ValidationRefused: The actor handed in too many of late, or there is no room for them.
    """
    if not looked:
        return ()
    _room_hold()
    lately = Attachment.objects.filter(author=actor.person_id, created_at__gt=at - _HOUR).count()
    if lately + len(looked) > FILES_AN_HOUR:
        raise _refused("attachments.too_often", most=FILES_AN_HOUR)
    most = settings.PLUMBLINE.attachment_megabytes
    if bytes_kept() + sum(each.size for each in looked) > most * MEGABYTE:
        raise _refused("attachments.full", most=most)
    return tuple(_stored(actor, each, at) for each in looked)


def _room_hold() -> None:
    """Let nobody else of the organization count its files until this transaction ends.

    Two who came at one moment would each find room for their own. It is the last row that anybody
    locks, so those who wait for it hold nothing that its holder still wants.
    """
    book = AttachmentBook(organization=organization_bound())
    AttachmentBook.objects.bulk_create([book], ignore_conflicts=True)
    AttachmentBook.objects.select_for_update().get()


def attachments_remove(*, attachments: QuerySet[Attachment], at: datetime) -> tuple[str, ...]:
    """Let go of the bytes and names of files; that they were there stays.

    Returns:
        How they were called.
    """
    rows = list(attachments.select_for_update(of=("self",)).filter(removed_at__isnull=True))
    names = tuple(row.name for row in rows)
    AttachmentPiece.objects.filter(attachment__in=rows).delete()
    for row in rows:
        row.name, row.sha256, row.removed_at = "", "", at
        row.save(update_fields=("name", "sha256", "removed_at"))
    return names


def attachments_sweep(*, kept: Callable[[], Collection[int]] = frozenset) -> int:
    """Let go of the files whose holders were thrown away, such as a comment with its objective.

    Args:
        kept: Gives the ids of files that may still be put back with what they hung on. Asked once
            the loose ones are known, so that what is thrown away meanwhile is not among them.

    Returns:
        How many there were.
    """
    with writing(organization_bound()):
        rows = Attachment.objects.all()
        for tie in Attachment._meta.get_fields(include_hidden=True):
            if isinstance(tie, ManyToOneRel) and tie.related_model is not AttachmentPiece:
                held = tie.related_model._default_manager.filter(attachment=OuterRef("pk"))
                rows = rows.exclude(Exists(held))
        loose = set(rows.values_list("pk", flat=True))
        if loose:
            loose -= set(kept())
        # Looked for anew: what was put back meanwhile is kept no more, and holds its files again.
        _gone, each = rows.filter(pk__in=loose).delete()
    return int(each.get("attachments.Attachment", 0))


def _looked(upload: Upload) -> Looked:
    name = upload.name[-80:]
    if upload.size > FILE_LIMIT_BYTES:
        raise file_too_large(name)
    if upload.size == 0:
        raise _refused("attachments.empty", name=name)
    kind = media_type(upload.file)
    if kind is None:
        raise _refused("attachments.kind", name=name)
    digest = hashlib.sha256()
    upload.file.seek(0)
    while piece := upload.file.read(PIECE_BYTES):
        digest.update(piece)
    return Looked(
        name=name_safe(upload.name, kind),
        media_type=kind,
        size=upload.size,
        sha256=digest.hexdigest(),
        file=upload.file,
    )


def file_too_large(name: str) -> ValidationRefused:
    """Return the refusal of a file by its size."""
    return _refused("attachments.too_large", name=name, most=FILE_LIMIT_BYTES // MEGABYTE)


def _stored(actor: Viewer, looked: Looked, at: datetime) -> Attachment:
    row = Attachment(
        name=looked.name,
        media_type=looked.media_type,
        size=looked.size,
        sha256=looked.sha256,
        author_id=actor.person_id,
        created_at=at,
    )
    row.save(force_insert=True)
    looked.file.seek(0)
    number = 0
    while piece := looked.file.read(PIECE_BYTES):
        AttachmentPiece(attachment=row, number=number, content=piece).save(force_insert=True)
        number += 1
    return row


def _refused(message_id: str, **params: object) -> ValidationRefused:
    return ValidationRefused({FIELD: [Message(message_id, params)]})

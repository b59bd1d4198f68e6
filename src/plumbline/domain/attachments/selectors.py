"""Reading files; who may have one is asked before, by what it hangs on."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import IO

from django.db.models import Sum

from plumbline.domain.attachments.models import Attachment, AttachmentPiece

PIECE_BYTES = 262_144
"""How much of a file is held in memory at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentFacts:
    """A file as it is listed.

    Attributes:
        name: Empty once it was taken away.
        size: Bytes.
        sha256: Of its bytes, in hex; empty once it was taken away.
    """

    public_id: str
    name: str
    media_type: str
    size: int
    sha256: str
    created_at: datetime
    is_removed: bool


def attachment_facts(rows: Iterable[Attachment]) -> tuple[AttachmentFacts, ...]:
    """Return files as they are listed; no bytes are read."""
    return tuple(
        AttachmentFacts(
            public_id=row.public_id,
            name=row.name,
            media_type=row.media_type,
            size=row.size,
            sha256=row.sha256,
            created_at=row.created_at,
            is_removed=row.removed_at is not None,
        )
        for row in rows
    )


def attachment_open(*, attachment: Attachment) -> IO[bytes]:
    """Return the bytes of a file that the asker may have, read piece by piece, at their beginning.

    What is larger than a piece lies on the disk while it is handed out.
    """
    fits = attachment.size <= PIECE_BYTES
    copied: IO[bytes] = BytesIO() if fits else tempfile.TemporaryFile()  # noqa: SIM115 — its taker closes it
    pieces = AttachmentPiece.objects.filter(attachment=attachment)
    for number in sorted(pieces.values_list("number", flat=True)):
        copied.write(pieces.values_list("content", flat=True).get(number=number))
    copied.seek(0)
    return copied


def bytes_kept() -> int:
    """Return how many bytes the files of the organization take (one query)."""
    rows = Attachment.objects.filter(removed_at__isnull=True)
    return rows.aggregate(total=Sum("size"))["total"] or 0

"""Files and their bytes, in tables of their own, so that what lists files never reads them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from plumbline.domain.tenancy.models import TenantModel
from plumbline.domain.tenancy.public_ids import PublicIdField, public_id_unique

NAME_LENGTH = 120


class Attachment(TenantModel):
    """A file that somebody handed in.

    Attributes:
        name: As its author called it, made safe; empty once it was taken away.
        media_type: What its bytes are, whatever its name says.
        size: Bytes.
        sha256: Of its bytes, in hex; empty once it was taken away.
        removed_at: When it was taken away; its bytes are gone from then on.
    """

    public_id = PublicIdField()
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    author = models.ForeignKey(
        "orgs.Person", on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            public_id_unique("attachment"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=False, name="", sha256="")
                | (Q(removed_at__isnull=True) & ~Q(name="") & ~Q(sha256="")),
                name="attachment_has_a_name_until_removed",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "author", "created_at"], name="attachment_of_author"
            ),
        ]

    def __str__(self) -> str:
        return f"attachment {self.public_id}"


class AttachmentBook(TenantModel):
    """One row an organization, locked while files are counted and stored: one hand at a time."""

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization"], name="attachment_book_once"),
        ]

    def __str__(self) -> str:
        return f"files of organization {self.organization_id}"


class AttachmentPiece(TenantModel):
    """Some of the bytes of a file; all pieces in order are the file.

    Attributes:
        number: From 0.
    """

    attachment = models.ForeignKey(Attachment, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveSmallIntegerField()
    content = models.BinaryField()

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "attachment", "number"], name="attachment_piece_once"
            ),
        ]

    def __str__(self) -> str:
        return f"piece {self.number} of {self.attachment_id}"

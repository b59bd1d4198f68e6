"""Rows of the journal.

They point to actors and subjects by number, without foreign keys, so that erasing a person or a
thing never needs to touch an entry.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plumbline.domain.tenancy.models import TenantModel


class Source(models.TextChoices):
    """The door through which an act came in."""

    PAGE = "page", _("Page")
    API = "api", _("API")
    CLI = "cli", _("Command line")
    IMPORT = "import", _("Import")
    SYSTEM = "system", _("Plumbline itself")


class JournalEntry(TenantModel):
    """One act. The database refuses to change or delete it.

    Attributes:
        act: Stable code such as `objective.activate`.
        changes: For each field `{"old": …, "new": …}`, or `{"old_hash": …, "new_hash": …}` where
            the value is personal text, which then lies in `JournalText`.
        deputy_for_person_id: Whom the actor stood in for.
        ip_hash: Keyed hash of the address, or empty.
    """

    append_only = True

    at = models.DateTimeField()
    source = models.CharField(max_length=8, choices=Source.choices)
    act = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField(null=True)
    subject_public_id = models.CharField(max_length=12, blank=True)
    actor_person_id = models.BigIntegerField(null=True)
    account_id = models.BigIntegerField(null=True)
    deputy_for_person_id = models.BigIntegerField(null=True)
    ip_hash = models.CharField(max_length=64, blank=True)
    changes = models.JSONField(default=dict)

    class Meta(TenantModel.Meta):
        """Read by subject and by time."""

        indexes: ClassVar = [
            models.Index(
                fields=["organization", "subject_kind", "subject_id", "id"],
                name="journal_entry_subject",
            ),
            models.Index(fields=["organization", "at"], name="journal_entry_at"),
            models.Index(
                fields=["organization", "actor_person_id", "at"], name="journal_entry_actor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act} {self.subject_kind}"


class JournalText(TenantModel):
    """Personal text behind the hashes of an entry. It alone can be erased.

    The salt goes with the text: without it nobody can test guesses against the hash that stays.
    """

    entry = models.ForeignKey(
        JournalEntry, on_delete=models.PROTECT, related_name="texts", db_index=False
    )
    field = models.CharField(max_length=60)
    is_new = models.BooleanField()
    about_person_id = models.BigIntegerField(null=True)
    salt = models.CharField(max_length=32, blank=True)
    text = models.TextField(blank=True)
    erased_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "entry", "field", "is_new"],
                name="journal_text_once_per_side",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(text="", salt=""),
                name="journal_text_erased_is_empty",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organization", "about_person_id"], name="journal_text_about"),
        ]

    def __str__(self) -> str:
        return f"{self.field} of entry {self.entry_id}"


class JournalSeal(TenantModel):
    """A hash over the entries `from_entry_id` to `to_entry_id` and the seal before.

    Attributes:
        signs: Of each entry its number and how its digests begin, to name the first bad one.
    """

    append_only = True

    from_entry_id = models.BigIntegerField()
    to_entry_id = models.BigIntegerField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    signs = models.TextField(default="")
    sealed_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "from_entry_id"], name="journal_seal_once"
            ),
            models.CheckConstraint(
                condition=Q(to_entry_id__gte=models.F("from_entry_id")),
                name="journal_seal_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_entry_id} to {self.to_entry_id}"

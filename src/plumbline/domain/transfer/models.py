"""Imports: what came in with which file, so that it can be seen, swept or undone as one."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from plumbline.domain.tenancy.models import TenantModel
from plumbline.domain.tenancy.public_ids import PublicIdField, public_id_unique


class ImportState(models.TextChoices):
    """How far an import has come."""

    READ = "read", _("Read")
    CONFIRMED = "confirmed", _("Confirmed")
    PREPARING = "preparing", _("Being prepared")
    DONE = "done", _("Done")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


class ImportBatch(TenantModel):
    """One file on its way in, or in.

    Attributes:
        content: The file itself, kept from the preview until it has come in and dropped then.
        file_hash: SHA-256 of the file, in hex.
        confirmed_at: When it was left to the worker, which names that job; empty of what is
            brought in while somebody waits.
        choices: Of a confirmed one, with which choices; see `DocumentChoices.kept`.
        mends: What was mended by hand, in the order it was; see `mends.KeptMend`. Once it has come
            in only where: the words are dropped with the file.
        declined: Why the worker did not bring it in, in words, until it is confirmed again.
        preparer: Who is at work on it; see `preparers`.
        alive_at: When they last wrote.
        prepared: How many things are written and not seen yet, of `to_prepare`.
        counts: What came in, by the names of `PlanCounts`.
        problems: What could not be taken as it stood: line, column and words.
        created: Numbers of the rows made beside the objectives, by kind; for the undoing.
    """

    public_id = PublicIdField()
    file_name = models.CharField(max_length=250)
    kind = models.CharField(max_length=16)
    file_hash = models.CharField(max_length=64)
    content = models.BinaryField(null=True, blank=True)
    actor = models.ForeignKey(
        "orgs.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cycle = models.ForeignKey(
        "cycles.Cycle", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(max_length=16, choices=ImportState.choices)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    choices = models.JSONField(default=dict, blank=True)
    mends = models.JSONField(default=list, blank=True)
    declined = models.TextField(blank=True)
    preparer = models.CharField(max_length=120, blank=True)
    prepared = models.PositiveIntegerField(default=0)
    to_prepare = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    alive_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    problems = models.JSONField(default=list, blank=True)
    created = models.JSONField(default=dict, blank=True)

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [public_id_unique("import_batch")]
        indexes: ClassVar = [
            models.Index(fields=["organization", "state", "at"], name="import_batch_by_state"),
        ]

    def __str__(self) -> str:
        return f"import {self.public_id} ({self.state})"

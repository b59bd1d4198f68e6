"""One act on many objectives: what was chosen, what is promised, what was done."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from plumbline.domain.orgs.models import Person
from plumbline.domain.tenancy.models import TenantModel
from plumbline.domain.tenancy.public_ids import (
    PUBLIC_ID_LENGTH,
    PublicIdField,
    public_id_unique,
)

VALUE_CHARACTERS = 120
REASON_CHARACTERS = 2000


class BulkAct(models.TextChoices):
    """What can be done to many objectives at once."""

    OWNER = "owner", _("Change the owner")
    TEAM = "team", _("Move to a team")
    CYCLE = "cycle", _("Move to a cycle")
    VISIBILITY = "visibility", _("Change who sees them")
    STYLE = "style", _("Change how they are judged")
    PRIORITY = "priority", _("Change the priority they serve")
    TAG_ADD = "tag_add", _("Add a tag")
    TAG_REMOVE = "tag_remove", _("Remove a tag")
    SUBMIT = "submit", _("Hand in for review")
    ACCEPT = "accept", _("Take up what is proposed")
    ACTIVATE = "activate", _("Activate")
    DELETE = "delete", _("Delete drafts")
    CARRY_OVER = "carry_over", _("Carry over into a cycle")


class BatchState(models.TextChoices):
    """How far a batch has come; what ends in `ing` is being worked on."""

    CHOSEN = "chosen", _("Chosen")
    TRYING = "trying", _("Being tried out")
    TRIED = "tried", _("Tried out")
    DOING = "doing", _("Being done")
    DONE = "done", _("Done")
    UNDOING = "undoing", _("Being taken back")
    UNDONE = "undone", _("Taken back")


class Outcome(models.TextChoices):
    """What becomes of one row."""

    OPEN = "open", _("Not looked at yet")
    WILL = "will", _("Will change")
    SAME = "same", _("Stays as it is")
    REFUSED = "refused", _("Left out")
    DONE = "done", _("Done")
    UNDONE = "undone", _("Taken back")
    STAYS = "stays", _("Could not be taken back")


class Batch(TenantModel):
    """Objectives that one person chose, and the one act on them; nobody else ever sees it.

    Attributes:
        value: What the act is about: a public id, a word or a tag; empty for nothing.
        reason: Why; asked for once where something runs already.
        asked_at: When what it is being worked on for was asked; names that job.
        acted_at: When it was done.
    """

    public_id = PublicIdField()
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, db_index=False, related_name="+", editable=False
    )
    act = models.CharField(max_length=16, choices=BulkAct.choices, blank=True)
    value = models.CharField(max_length=VALUE_CHARACTERS, blank=True)
    reason = models.TextField(blank=True, max_length=REASON_CHARACTERS)
    state = models.CharField(max_length=8, choices=BatchState.choices, default=BatchState.CHOSEN)
    chosen_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    acted_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [public_id_unique("bulk_batch")]
        indexes: ClassVar = [
            models.Index(name="bulk_batch_age", fields=["organization", "chosen_at"]),
            models.Index(name="bulk_batch_by_state", fields=["organization", "state"]),
        ]

    def __str__(self) -> str:
        return f"batch {self.public_id} ({self.state})"


class BatchRow(TenantModel):
    """One objective of a batch.

    Attributes:
        objective: Public id. No relation: a draft may be deleted, and be put back under its id.
        key_result: Public id of the one key result of it that was deleted; empty for all of it.
        place: Where it stands among the others, from 0; they are worked on in this order.
        version: The version it was chosen on; after the act the version that the act left.
        before: What the act took the place of, in the form of `Batch.value`.
        made: Public id of the draft that a carrying over wrote.
        kept: Rows of a deleted draft, so that it can be put back; let go of after a day.
        why: Id and parameters of the message that says why it is left out or stays.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, db_index=False, related_name="rows")
    objective = models.CharField(max_length=PUBLIC_ID_LENGTH)
    key_result = models.CharField(max_length=PUBLIC_ID_LENGTH, blank=True)
    place = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.OPEN)
    is_adjusted = models.BooleanField(default=False)
    before = models.CharField(max_length=VALUE_CHARACTERS, blank=True)
    made = models.CharField(max_length=PUBLIC_ID_LENGTH, blank=True)
    kept = models.JSONField(default=list, blank=True)
    why = models.JSONField(default=list, blank=True)
    acted_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "batch", "place"], name="bulk_row_place_once"
            ),
            models.UniqueConstraint(
                fields=["organization", "batch", "objective"], name="bulk_row_objective_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.objective} ({self.outcome})"

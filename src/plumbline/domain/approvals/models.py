"""Approvals of objectives: whom they were asked of, and what was answered."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from plumbline.domain.approvals.choices import ApprovalState
from plumbline.domain.tenancy.models import TenantModel


class Approval(TenantModel):
    """One yes to an objective: asked of somebody, and perhaps answered. What is answered stays.

    Attributes:
        objective_public_id: Of the objective; this app lies below objectives and has no tie to it.
        person: Of whom it is asked, in whose right it is answered.
        roles: In which of its parts: `parent_lead`, `champion`, `manager`.
        answered_by: The person, or who stood in for them.
        words: What they said; asked of whoever sends something back.
        stated: Mark of the title and the targets that were answered to.
    """

    objective_public_id = models.CharField(max_length=12)
    person = models.ForeignKey(
        "orgs.Person", on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    roles = models.JSONField(default=list)
    state = models.CharField(
        max_length=16, choices=ApprovalState.choices, default=ApprovalState.ASKED
    )
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        "orgs.Person", null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)
    stated = models.CharField(max_length=64, blank=True)

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "objective_public_id", "person"],
                condition=Q(state=ApprovalState.ASKED),
                name="approval_asked_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=ApprovalState.SENT_BACK) | ~Q(words=""),
                name="approval_sent_back_says_why",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "objective_public_id"], name="approval_of_objective"
            ),
            models.Index(
                fields=["organization", "person"],
                condition=Q(state=ApprovalState.ASKED),
                name="approval_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"approval of {self.objective_public_id} by person {self.person_id}"

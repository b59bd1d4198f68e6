"""What people say of the practices they live with."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from plumbline.domain.governance.models import Practice
from plumbline.domain.practice_feedback.choices import Verdict
from plumbline.domain.tenancy.models import TenantModel
from plumbline.domain.tenancy.public_ids import PublicIdField, public_id_unique


class PracticeFeedback(TenantModel):
    """What one person says of one wording of a practice; it can be changed and taken back.

    Attributes:
        words_version: The wording of the practice that it is about.
        words: Why; empty where they only chose.
        answer: What whoever keeps the practice answered; empty where they only closed it.
        closed_at: When they did; None while it is open.
    """

    public_id = PublicIdField()
    practice = models.ForeignKey(
        Practice, on_delete=models.PROTECT, db_index=False, related_name="feedback"
    )
    person = models.ForeignKey(
        "orgs.Person", on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    words_version = models.PositiveIntegerField()
    verdict = models.CharField(max_length=16, choices=Verdict.choices)
    words = models.TextField(blank=True)
    given_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    closed_by = models.ForeignKey(
        "orgs.Person", null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            public_id_unique("practice_feedback"),
            models.UniqueConstraint(
                fields=["organization", "practice", "person", "words_version"],
                name="practice_feedback_once",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=[each.value for each in Verdict]),
                name="practice_feedback_verdict_known",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=False) | (Q(answer="") & Q(closed_by__isnull=True)),
                name="practice_feedback_answered_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"feedback {self.public_id}"

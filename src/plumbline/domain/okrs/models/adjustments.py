"""Open changes to what is already active, and the stretches in which time does not count."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from plumbline.domain.okrs.models.key_result import KeyResult
from plumbline.domain.okrs.models.objective import Objective
from plumbline.domain.tenancy.models import TenantModel
from plumbline.domain.tenancy.public_ids import PublicIdField, public_id_unique


class Adjustment(TenantModel):
    """A recorded change of an active objective or key result: reason, old and new kept.

    `changes` maps a field's name to `{"old", "new"}` in canonical text.
    """

    public_id = PublicIdField()
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="adjustments")
    key_result = models.ForeignKey(
        KeyResult, null=True, blank=True, on_delete=models.CASCADE, related_name="adjustments"
    )
    reason = models.TextField()
    changes = models.JSONField()
    author = models.ForeignKey(
        "orgs.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            public_id_unique("adjustment"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "objective", "recorded_at"], name="adjustment_history"
            ),
        ]

    def __str__(self) -> str:
        return f"adjustment {self.public_id}"


class Pause(TenantModel):
    """Whole days that do not count, from `since` up to and without `until`.

    `recorded_at` is when we learned of its beginning and `ended_at` when of its end; a pause that
    was entered with both has no `ended_at`.
    """

    objective = models.ForeignKey(
        Objective, null=True, blank=True, on_delete=models.CASCADE, related_name="pauses"
    )
    key_result = models.ForeignKey(
        KeyResult, null=True, blank=True, on_delete=models.CASCADE, related_name="pauses"
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(objective__isnull=False, key_result__isnull=True)
                | Q(objective__isnull=True, key_result__isnull=False),
                name="pause_of_one_thing",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organization", "objective"], name="pause_of_objective"),
            models.Index(fields=["organization", "key_result"], name="pause_of_key_result"),
        ]

    def __str__(self) -> str:
        return f"pause from {self.since}"

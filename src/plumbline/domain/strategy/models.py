"""Strategy in its first form: the statement of an organization and its priorities (M2)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from plumbline.domain.tenancy.history import StateFields, one_open
from plumbline.domain.tenancy.models import TenantModel
from plumbline.domain.tenancy.public_ids import PublicIdField, public_id_unique


class Horizon(models.TextChoices):
    """How far a priority reaches."""

    YEAR = "year", _("This year")
    MULTI_YEAR = "multi_year", _("Several years")


class Statement(TenantModel):
    """Mission, vision and strategy of an organization, each in its own words."""

    mission = models.TextField(blank=True)
    vision = models.TextField(blank=True)
    strategy = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization"], name="statement_one_each"),
        ]

    def __str__(self) -> str:
        return "strategy"


class PriorityFields(models.Model):
    """What of a priority is kept as of a date."""

    title = models.CharField(max_length=300)
    why = models.TextField(blank=True)
    horizon = models.CharField(max_length=16, choices=Horizon.choices, default=Horizon.YEAR)
    rank = models.PositiveIntegerField(default=1)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    is_archived = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Priority(TenantModel, PriorityFields):
    """A strategic priority that objectives translate into bets."""

    public_id = PublicIdField()
    document_key = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            public_id_unique("priority"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organization", "rank"], name="priority_by_rank"),
        ]

    def __str__(self) -> str:
        return self.title


class PriorityState(TenantModel, StateFields, PriorityFields):
    """What a priority was from `valid_from` until `valid_to`."""

    subject = models.ForeignKey(
        Priority, on_delete=models.CASCADE, db_index=False, related_name="states"
    )

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            one_open("priority_state"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "subject", "valid_from"], name="priority_state_history"
            ),
        ]

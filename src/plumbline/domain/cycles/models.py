"""Cycles, their phases and their history."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from plumbline.domain.tenancy.history import StateFields, one_open
from plumbline.domain.tenancy.models import StagedModel, TenantModel
from plumbline.domain.tenancy.public_ids import PublicIdField, public_id_unique


class CycleKind(models.TextChoices):
    """How long a cycle is meant to be."""

    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    HALF = "half", _("Half-year")
    YEAR = "year", _("Year")
    CUSTOM = "custom", _("Custom dates")


class CyclePhase(models.TextChoices):
    """Where a cycle stands (M3); *Simple* organizations use planning, active and closing."""

    PLANNING = "planning", _("Planning")
    LATERAL_REVIEW = "lateral_review", _("Lateral review")
    ACTIVE = "active", _("Active")
    MID_CYCLE_REVIEW = "mid_cycle_review", _("Mid-cycle review")
    GRADING = "grading", _("Grading")
    RETROSPECTIVE = "retrospective", _("Retrospective")
    CLOSED = "closed", _("Closed")


class CycleFields(models.Model):
    """What of a cycle is kept as of a date. `end` is its last whole day."""

    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=16, choices=CycleKind.choices, default=CycleKind.QUARTER)
    phase = models.CharField(max_length=20, choices=CyclePhase.choices, default=CyclePhase.PLANNING)
    start = models.DateField()
    end = models.DateField()
    parent = models.ForeignKey(
        "cycles.Cycle",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )

    class Meta:
        abstract = True


class Cycle(StagedModel, CycleFields):
    """A stretch of whole days that objectives belong to; it ends at 24:00 of its last day."""

    public_id = PublicIdField()
    mid_cycle_review_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(StagedModel.Meta):
        constraints: ClassVar = [
            public_id_unique("cycle"),
            models.UniqueConstraint(
                fields=["organization", "name"], condition=Q(staged_by=""), name="cycle_name"
            ),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="cycle_ends_after_start"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organization", "start"], name="cycle_by_start"),
            models.Index(fields=["organization", "parent"], name="cycle_of_parent"),
        ]

    def __str__(self) -> str:
        return self.name


class CycleState(TenantModel, StateFields, CycleFields):
    """What a cycle was from `valid_from` until `valid_to`."""

    subject = models.ForeignKey(
        Cycle, on_delete=models.CASCADE, db_index=False, related_name="states"
    )

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            one_open("cycle_state"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "subject", "valid_from"], name="cycle_state_history"
            ),
        ]


PATTERN_CHARACTERS = 60


class CycleNaming(TenantModel):
    """By which patterns an organization names its cycles; one row, or none for the usual names."""

    month = models.CharField(max_length=PATTERN_CHARACTERS, blank=True)
    quarter = models.CharField(max_length=PATTERN_CHARACTERS, blank=True)
    half = models.CharField(max_length=PATTERN_CHARACTERS, blank=True)
    year = models.CharField(max_length=PATTERN_CHARACTERS, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization"], name="cycle_naming_once"),
        ]

    def __str__(self) -> str:
        return self.quarter

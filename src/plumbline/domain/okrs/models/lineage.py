"""Which objective goes on with what another one began (R11)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from plumbline.domain.okrs.models.objective import Objective
from plumbline.domain.tenancy.models import TenantModel


class Descent(models.TextChoices):
    """How one objective came from another."""

    CARRIED_OVER = "carried_over", _("Carried over")
    CLONED = "cloned", _("Cloned")


class Lineage(TenantModel):
    """That an objective was made from an earlier one; written once, gone with either.

    Attributes:
        objective: The later one.
        source: The earlier one; it may have several that go on with it.
    """

    objective = models.OneToOneField(
        Objective, on_delete=models.CASCADE, db_index=False, related_name="lineage"
    )
    source = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="descendants")
    descent = models.CharField(max_length=16, choices=Descent.choices)
    created_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(objective=F("source")), name="lineage_not_from_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"lineage of objective {self.objective_id}"

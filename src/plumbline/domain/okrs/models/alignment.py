"""Alignment: which parents an objective or key result supports or contributes to (M11)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from plumbline.domain.okrs.models.key_result import KeyResult
from plumbline.domain.okrs.models.objective import Objective
from plumbline.domain.tenancy.history import StateFields, one_open
from plumbline.domain.tenancy.models import TenantModel


class AlignmentFields(models.Model):
    """What of a link is kept as of a date.

    `weight` is `None` when the link only supports; in thousandths when the child objective's
    progress counts in its parent's mean.
    """

    weight = models.IntegerField(null=True, blank=True)
    is_removed = models.BooleanField(default=False)

    class Meta:
        abstract = True


def _once(name: str, *, child: bool, parent: bool) -> models.UniqueConstraint:
    """Keep one kind of link (from or to a key result or not) from standing twice."""
    fields = ["organization", "child_objective", "parent_objective"]
    fields += ["child_key_result"] * child + ["parent_key_result"] * parent
    return models.UniqueConstraint(
        fields=fields,
        condition=Q(
            is_removed=False,
            child_key_result__isnull=not child,
            parent_key_result__isnull=not parent,
        ),
        name=f"alignment_{name}_once",
    )


class Alignment(TenantModel, AlignmentFields):
    """A link from one child to one parent; only an objective contributes, and to an objective.

    Both ends name an objective, and its key result where the link starts or ends at one, so that
    the graph of objectives is walked over two indexed columns.
    """

    child_objective = models.ForeignKey(
        Objective, on_delete=models.CASCADE, related_name="parent_links"
    )
    child_key_result = models.ForeignKey(
        KeyResult, null=True, blank=True, on_delete=models.CASCADE, related_name="parent_links"
    )
    parent_objective = models.ForeignKey(
        Objective, on_delete=models.CASCADE, related_name="child_links"
    )
    parent_key_result = models.ForeignKey(
        KeyResult, null=True, blank=True, on_delete=models.CASCADE, related_name="child_links"
    )
    created_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(weight__isnull=True)
                | Q(weight__gte=0, child_key_result__isnull=True, parent_key_result__isnull=True),
                name="alignment_contributes_between_objectives",
            ),
            models.CheckConstraint(
                condition=~Q(child_objective=F("parent_objective")),
                name="alignment_not_to_itself",
            ),
            _once("objectives", child=False, parent=False),
            _once("objective_to_key_result", child=False, parent=True),
            _once("key_result_to_objective", child=True, parent=False),
            _once("key_results", child=True, parent=True),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organization", "child_objective"], name="alignment_upwards"),
            models.Index(fields=["organization", "parent_objective"], name="alignment_downwards"),
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"


class AlignmentState(TenantModel, StateFields, AlignmentFields):
    """What a link was from `valid_from` until `valid_to`."""

    subject = models.ForeignKey(Alignment, on_delete=models.CASCADE, related_name="states")

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            one_open("alignment_state"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "subject", "valid_from"], name="alignment_state_history"
            ),
            models.Index(
                fields=["organization", "valid_from"],
                condition=Q(valid_to__isnull=True),
                name="alignment_state_since",
            ),
        ]

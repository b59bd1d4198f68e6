"""Objectives that an admin reads for a while although they are not for their eyes (A2)."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from plumbline.domain.okrs.models.objective import Objective
from plumbline.domain.tenancy.models import TenantModel
from plumbline.domain.tenancy.public_ids import PublicIdField, public_id_unique
from plumbline.domain.tenancy.rows_asked import After, Asked


class Opening(TenantModel):
    """One person may read one objective until `expires_at`, unless they ended it before.

    Attributes:
        person: Who opened it.
        reason: Why, in their own words.
        told: Who was told by mail; `None` where nobody had an address.
        ended_at: When they ended it themselves.
    """

    public_id = PublicIdField()
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="openings")
    person = models.ForeignKey(
        "orgs.Person", on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    reason = models.TextField()
    told = models.ForeignKey(
        "orgs.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            public_id_unique("opening"),
            models.CheckConstraint(condition=~Q(reason=""), name="opening_has_a_reason"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("opened_at")), name="opening_expires_later"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("opened_at")),
                name="opening_ends_later",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "objective", "person", "expires_at"],
                name="opening_of_objective",
            ),
            models.Index(fields=["organization", "person", "expires_at"], name="opening_of_person"),
        ]

    def __str__(self) -> str:
        return f"opening {self.public_id}"


def opening_stands(at: datetime) -> Q:
    """Return the condition under which an opening still lets its person read at an instant."""
    return Q(ended_at__isnull=True, expires_at__gt=at)


def opening_standing(at: datetime) -> Mapping[str, Asked]:
    """Return the same of the columns, for `RowStands`."""
    return {"ended_at": None, "expires_at": After(at)}

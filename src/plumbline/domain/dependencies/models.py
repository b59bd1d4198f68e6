"""Dependencies: one side waits, the other delivers, by a day (M12); kept as of any date."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from plumbline.domain.dependencies.states import UNSETTLED_STATES, PromiseState
from plumbline.domain.tenancy.history import StateFields, one_open
from plumbline.domain.tenancy.models import TenantModel
from plumbline.domain.tenancy.public_ids import PublicIdField, public_id_unique


class DependencyFields(models.Model):
    """What of a dependency is kept as of a date.

    `reason` says why it was declined, withdrawn or moved, `changed_by` who did what it says last.
    """

    title = models.CharField(_("what is needed"), max_length=500)
    needed_by = models.DateField(_("needed by"))
    state = models.CharField(
        max_length=16, choices=PromiseState.choices, default=PromiseState.ASKED
    )
    reason = models.TextField(_("reason"), blank=True)
    changed_by = models.ForeignKey(
        "orgs.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )

    class Meta:
        abstract = True


def _one_end(side: str) -> models.CheckConstraint:
    """Keep a side to a team with a person, or to a key result, whose owner stands for it."""
    return models.CheckConstraint(
        condition=Q(
            **{
                f"{side}_key_result__isnull": True,
                f"{side}_team__isnull": False,
                f"{side}_person__isnull": False,
            }
        )
        | Q(
            **{
                f"{side}_key_result__isnull": False,
                f"{side}_team__isnull": True,
                f"{side}_person__isnull": True,
            }
        ),
        name=f"dependency_{side}_is_one_thing",
    )


class Dependency(TenantModel, DependencyFields):
    """One side waits for something that the other one delivers.

    Each side is a key result, and its owner stands for it whoever that is by now; or a team with
    the person who stands for it here. It is seen by whoever sees both.
    """

    public_id = PublicIdField()
    waiting_key_result = models.ForeignKey(
        "okrs.KeyResult",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="waits_for",
    )
    waiting_team = models.ForeignKey(
        "orgs.Team",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    waiting_person = models.ForeignKey(
        "orgs.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    delivering_key_result = models.ForeignKey(
        "okrs.KeyResult",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="awaited_by",
    )
    delivering_team = models.ForeignKey(
        "orgs.Team",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    delivering_person = models.ForeignKey(
        "orgs.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    asked_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            public_id_unique("dependency"),
            _one_end("waiting"),
            _one_end("delivering"),
            models.CheckConstraint(
                condition=~Q(waiting_key_result=F("delivering_key_result"))
                | Q(waiting_key_result__isnull=True)
                | Q(delivering_key_result__isnull=True),
                name="dependency_not_of_itself",
            ),
            models.CheckConstraint(
                condition=~Q(state=PromiseState.DECLINED) | ~Q(reason=""),
                name="dependency_declined_with_a_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "waiting_key_result"], name="dependency_of_waiting_result"
            ),
            models.Index(
                fields=["organization", "delivering_key_result"], name="dependency_of_giving_result"
            ),
            models.Index(
                fields=["organization", "waiting_team"], name="dependency_of_waiting_team"
            ),
            models.Index(
                fields=["organization", "delivering_team"], name="dependency_of_giving_team"
            ),
            models.Index(
                fields=["organization", "waiting_person"],
                condition=Q(waiting_person__isnull=False),
                name="dependency_of_waiting_person",
            ),
            models.Index(
                fields=["organization", "delivering_person"],
                condition=Q(delivering_person__isnull=False),
                name="dependency_of_giving_person",
            ),
            # What somebody still has to do something about, for reminders and for one's week.
            models.Index(
                fields=["organization", "needed_by"],
                condition=Q(state__in=UNSETTLED_STATES),
                name="dependency_open_by_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DependencyState(TenantModel, StateFields, DependencyFields):
    """What a dependency was from `valid_from` until `valid_to`."""

    subject = models.ForeignKey(Dependency, on_delete=models.CASCADE, related_name="states")

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            one_open("dependency_state"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "subject", "valid_from"], name="dependency_state_history"
            ),
        ]

"""What belongs to a week: answers and a plan (R3), decisions of a review (R4)."""

from typing import ClassVar, Final

from django.db import models

from plumbline.domain.reviews.values import DecisionKind
from plumbline.domain.tenancy.models import TenantModel
from plumbline.domain.tenancy.public_ids import PublicIdField, public_id_unique

#: A sentence or two: who reads it in a meeting reads it once.
DECISION_LENGTH: Final = 500
INTENTION_LENGTH: Final = 300
PRIORITY_LENGTH: Final = 200


class WeeklyAnswersFields(models.Model):
    """The words: three questions, and what blocks."""

    shipped = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    learn_next = models.TextField(blank=True)
    blockers = models.TextField(blank=True)

    class Meta:
        abstract = True


class WeeklyAnswers(TenantModel, WeeklyAnswersFields):
    """What a person answered for a team in the week that begins on the Monday `week`."""

    person = models.ForeignKey(
        "orgs.Person", on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    team = models.ForeignKey(
        "orgs.Team", on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    week = models.DateField()
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "person", "team", "week"],
                name="weekly_answers_once_a_week",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organization", "team", "week"], name="weekly_answers_of_team"),
        ]

    def __str__(self) -> str:
        return f"weekly answers of {self.week}"


class ReviewDecision(TenantModel):
    """What a team decided in the review of the week that begins on the Monday `week`.

    Attributes:
        text: What is to be done or tried, or what holds from now on.
        owner: Who sees to it; nobody for what merely holds.
        due_on: Until when.
        outcome: What came of it so far; of an experiment alone.
        outcome_at: When that was last said.
        done_at: When it was said to be done, or to have ended.
        removed_at: When it was removed as a mistake; it can be put back.
    """

    public_id = PublicIdField()
    kind = models.CharField(
        max_length=10, choices=DecisionKind.choices, default=DecisionKind.DECISION
    )
    team = models.ForeignKey(
        "orgs.Team", on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    week = models.DateField()
    text = models.CharField(max_length=DECISION_LENGTH)
    owner = models.ForeignKey(
        "orgs.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    due_on = models.DateField(null=True, blank=True)
    written_by = models.ForeignKey(
        "orgs.Person", on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    outcome = models.CharField(max_length=DECISION_LENGTH, blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            public_id_unique("review_decision"),
            models.CheckConstraint(condition=~models.Q(text=""), name="review_decision_has_text"),
            models.CheckConstraint(
                condition=models.Q(kind__in=DecisionKind.values), name="review_decision_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="") | models.Q(kind=DecisionKind.EXPERIMENT),
                name="review_decision_outcome_of_experiment",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organization", "team", "week"], name="review_decision_of_team"),
            models.Index(
                fields=["organization", "owner"],
                condition=models.Q(done_at__isnull=True, owner__isnull=False),
                name="review_decision_of_owner",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class WeekPlan(TenantModel):
    """What somebody means to do in the week that begins on the Monday `week`; read by them alone.

    Attributes:
        intention: What the week is for, in a sentence.
    """

    person = models.ForeignKey(
        "orgs.Person", on_delete=models.CASCADE, db_index=False, related_name="+", editable=False
    )
    week = models.DateField()
    intention = models.CharField(max_length=INTENTION_LENGTH, blank=True)
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "person", "week"], name="week_plan_once"
            ),
        ]

    def __str__(self) -> str:
        return f"plan of {self.week}"


class WeekPriority(TenantModel):
    """One of the few things of a plan, with the key result that it serves.

    Attributes:
        place: 1 comes first.
        key_result: What it serves; nothing where it serves none, or that one is gone.
        is_done: Whether it is done.
    """

    plan = models.ForeignKey(
        WeekPlan, on_delete=models.CASCADE, db_index=False, related_name="priorities"
    )
    place = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=PRIORITY_LENGTH)
    key_result = models.ForeignKey(
        "okrs.KeyResult", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_done = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "plan", "place"], name="week_priority_place_once"
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="week_priority_has_text"),
        ]

    def __str__(self) -> str:
        return self.text

"""What somebody answers to the three questions of a week (R3)."""

from typing import ClassVar

from django.db import models

from plumbline.domain.tenancy.models import TenantModel


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

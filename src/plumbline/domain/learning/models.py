"""Answers to exercises, and lessons given to a team with a day.

Lessons and exercises themselves are no rows: they stand in `engine.coaching.learning` and are named
here by names that stay, so that progress outlasts a change of their words.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from plumbline.domain.tenancy.models import TenantModel
from plumbline.domain.tenancy.public_ids import PublicIdField, public_id_unique


class ExerciseTry(TenantModel):
    """One answer of one person to one exercise; nobody else reads it.

    Attributes:
        answer: As it was written; of a choice the number of the option.
        is_enough: Whether nothing was missing.
    """

    person = models.ForeignKey(
        "orgs.Person", on_delete=models.CASCADE, db_index=False, related_name="+", editable=False
    )
    exercise = models.CharField(max_length=60)
    answer = models.TextField()
    is_enough = models.BooleanField()
    at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(answer=""), name="exercise_try_has_an_answer"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "person", "exercise"], name="exercise_try_of_person"
            ),
        ]

    def __str__(self) -> str:
        return f"try of {self.exercise}"


class Assignment(TenantModel):
    """Lessons that the people of a team, or of the whole organization, are to do by a day.

    Attributes:
        team: With all teams below it; `None` for the whole organization.
        lessons: Names of lessons.
        taken_back_at: Set once it does not count any more.
    """

    public_id = PublicIdField()
    team = models.ForeignKey(
        "orgs.Team", null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    lessons = models.JSONField(default=list)
    due_on = models.DateField()
    given_by = models.ForeignKey(
        "orgs.Person", null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    given_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [public_id_unique("assignment")]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "due_on"],
                condition=Q(taken_back_at=None),
                name="assignment_that_counts",
            ),
        ]

    def __str__(self) -> str:
        return f"assignment {self.public_id}"

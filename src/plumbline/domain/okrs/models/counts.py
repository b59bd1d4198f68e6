"""Counts kept ready for pages: of every team and cycle, and what waits to be counted anew."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from plumbline.domain.okrs.models.choices import Style
from plumbline.domain.tenancy.models import TenantModel


class TallyFields(models.Model):
    """What is counted of some objectives; every number adds up, over styles and over teams.

    Of objectives: all that count, those that run, those in the mean attainment, and the sum of
    their attainments in 10⁻⁹. Of key results that run, without guardrails: by how their check-ins
    stand, and, of the fresh and the due, by status, and how many have a confidence and the sum of
    it. Guardrails that run; closed key results.
    """

    objectives = models.PositiveIntegerField(default=0)
    running = models.PositiveIntegerField(default=0)
    scored = models.PositiveIntegerField(default=0)
    attainment_sum = models.BigIntegerField(default=0)
    fresh = models.PositiveIntegerField(default=0)
    due = models.PositiveIntegerField(default=0)
    stale = models.PositiveIntegerField(default=0)
    overdue = models.PositiveIntegerField(default=0)
    no_data = models.PositiveIntegerField(default=0)
    on_track = models.PositiveIntegerField(default=0)
    at_risk = models.PositiveIntegerField(default=0)
    off_track = models.PositiveIntegerField(default=0)
    confident = models.PositiveIntegerField(default=0)
    confidence_sum = models.PositiveIntegerField(default=0)
    guardrails = models.PositiveIntegerField(default=0)
    breached = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    graded = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class TeamCounts(TenantModel, TallyFields):
    """The counts of a team's own objectives of one style in one cycle.

    What a figure of a team with all below it says is the sum over their rows.

    Attributes:
        is_inside: Whether these are the objectives that the team alone sees, instead of those
            that everyone sees. Personal and private ones are counted nowhere.
        day: The organization's day that the check-ins were judged for; `None` where no key
            result runs, so that the counts hold on any day.
        calendar: The organization's number of its calendar that they were judged by.
        counted_at: When they were counted: what was recorded by then is in them.
    """

    team = models.ForeignKey(
        "orgs.Team", on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    cycle = models.ForeignKey(
        "cycles.Cycle", on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    is_inside = models.BooleanField()
    style = models.CharField(max_length=16, choices=Style.choices, blank=True)
    day = models.DateField(null=True, blank=True)
    calendar = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "cycle", "team", "is_inside", "style"],
                name="team_counts_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "day"],
                condition=Q(day__isnull=False),
                name="team_counts_of_day",
            ),
        ]

    def __str__(self) -> str:
        return f"counts of team {self.team_id} in cycle {self.cycle_id}"


def of_other_days(day: date, *, calendar: int) -> Q:
    """Return the condition that picks the counts that do not tell of a day.

    Args:
        day: The organization's.
        calendar: The number of its calendar; 0 while it has none.
    """
    other = Q(day__lt=day) | Q(day__gt=day)
    return other | Q(day__isnull=False) & ~Q(calendar=calendar) if calendar else other


class CountsMark(TenantModel):
    """That something changed which a team's counts of a cycle depend on.

    Marks are only added and taken away, never looked for first: two check-ins in one team do not
    wait for each other. Team and cycle are plain numbers, as a mark is to cost next to nothing and
    is gone within a second.

    Attributes:
        made_at: The instant of the change.
    """

    team_id = models.BigIntegerField()
    cycle_id = models.BigIntegerField()
    is_inside = models.BooleanField()
    made_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        indexes: ClassVar = [
            models.Index(fields=["organization", "cycle_id"], name="counts_mark_of_cycle"),
        ]

    def __str__(self) -> str:
        return f"mark on team {self.team_id} in cycle {self.cycle_id}"


class CountsBook(TenantModel):
    """One row an organization: that its counts are kept, and who may write them next.

    Attributes:
        number: Raised with every turn that writes counts of today. Who counted finds by it whether
            another one has written since, behind the lock of this row.
        past_number: The same of what is kept of the past. A week takes longer to count than it
            takes until somebody checks in, and neither hangs on the other.
    """

    number = models.PositiveBigIntegerField(default=0)
    past_number = models.PositiveBigIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization"], name="counts_book_once"),
        ]

    def __str__(self) -> str:
        return f"counts, turn {self.number}"

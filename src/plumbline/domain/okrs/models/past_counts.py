"""Counts of past days kept ready for the page of the organization, and what they no longer say."""

from typing import ClassVar

from django.db import models

from plumbline.domain.okrs.models.choices import Status, Style
from plumbline.domain.okrs.models.counts import TallyFields
from plumbline.domain.tenancy.models import TenantModel

#: Stands for the team of personal objectives without one, and for naming no priority.
NOBODYS = 0


class PastCounts(TenantModel, TallyFields):
    """The counts that everybody sees of a team's own objectives of one style, as of a past day.

    All rows of a cycle and day are written together; one of the top team is always among them,
    so that a day with nothing to count is told from one that nobody counted. Key results that were
    moved to another objective since are not in them.

    Attributes:
        team: Where the objectives were then.
        day: The organization's day that check-ins were judged for.
        recorded_by: The last instant of that day, by the organization's clock when it was counted.
        calendar: The organization's number of its calendar that check-ins were judged by.
    """

    cycle = models.ForeignKey(
        "cycles.Cycle", on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    day = models.DateField()
    team = models.ForeignKey(
        "orgs.Team", on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    style = models.CharField(max_length=16, choices=Style.choices, blank=True)
    recorded_by = models.DateTimeField()
    calendar = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "cycle", "day", "team", "style"], name="past_counts_once"
            ),
        ]

    def __str__(self) -> str:
        return f"counts of team {self.team_id} in cycle {self.cycle_id} on {self.day}"


class WeekCounts(TenantModel, TallyFields):
    """The counts that everybody sees of a team as of the last day of a week of a cycle.

    Of all styles together. All rows of a week are written together, and among them always what the
    top team has with all below it. Unlike in `PastCounts`, key results that were moved to another
    objective since are in them, where they are told.

    Attributes:
        team: Where the objectives were then.
        is_below: Whether those of all teams that were below it then are in it, too. Such rows are
            kept of the top team and of those right below it.
        day: The last day of the week, that check-ins were judged for.
        recorded_by: As in `PastCounts`.
        calendar: As in `PastCounts`.
    """

    cycle = models.ForeignKey(
        "cycles.Cycle", on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    is_below = models.BooleanField()
    day = models.DateField()
    team = models.ForeignKey(
        "orgs.Team", on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    recorded_by = models.DateTimeField()
    calendar = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "cycle", "is_below", "day", "team"],
                name="week_counts_once",
            ),
        ]

    def __str__(self) -> str:
        return f"counts of team {self.team_id} in cycle {self.cycle_id} by the week to {self.day}"


class PastStatuses(TenantModel):
    """How many objectives that everybody sees had a status as of a past day.

    Unlike in `PastCounts` drafts and personal ones are among them: it is what the map counts. The
    rows of a cycle and day are written with those, which tell whether the day is kept. Team and
    priority are plain numbers, as only sums of many rows are read.

    Attributes:
        team_id: Where they were then; 0 for none.
        priority_id: What they named then; 0 for none.
        status: As it was stored then; `not_computed` for what was not measured.
        recorded_by: As in `PastCounts`. What was stored hangs on no calendar.
    """

    cycle = models.ForeignKey(
        "cycles.Cycle", on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    day = models.DateField()
    team_id = models.BigIntegerField()
    priority_id = models.BigIntegerField()
    status = models.CharField(max_length=16, choices=Status.choices)
    recorded_by = models.DateTimeField()
    objectives = models.PositiveIntegerField()

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "cycle", "day", "team_id", "priority_id", "status"],
                name="past_statuses_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status} in team {self.team_id}, cycle {self.cycle_id}, on {self.day}"


class PastMark(TenantModel):
    """That something changed which the past of a team in a cycle depends on.

    As with `CountsMark`: only added and taken away, and gone once all days are counted anew.

    Attributes:
        team_id: 0 for personal objectives without one.
    """

    team_id = models.BigIntegerField()
    cycle_id = models.BigIntegerField()

    class Meta(TenantModel.Meta):
        indexes: ClassVar = [
            models.Index(fields=["organization", "cycle_id"], name="past_mark_of_cycle"),
        ]

    def __str__(self) -> str:
        return f"mark on the past of team {self.team_id} in cycle {self.cycle_id}"

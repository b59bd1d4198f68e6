"""Practices of an organization, and what each of them said when."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plumbline.domain.governance.choices import Tier, WaiverState
from plumbline.domain.tenancy.models import TenantModel
from plumbline.domain.tenancy.public_ids import PublicIdField, public_id_unique

NAME_CHARACTERS = 120


class Practice(TenantModel):
    """What an organization asks of its OKRs, and how firmly.

    Attributes:
        library_key: The practice of the library it was adopted from; empty for one of their own.
        steps: Sentences in order, to be ticked off.
        owner: Who answers for it.
        team: Where it holds: this team and all below; everywhere without.
        gates: Acts that ask it, by `Gate`.
        bindings: Rules that check it, as `{"code", "params"}`.
        effective_on: First day on which it holds.
        review_on: Day by which it is looked at again.
        adopted_at: When it came into use.
        words_version: The version since which it asks for what it asks for now.
    """

    public_id = PublicIdField()
    library_key = models.CharField(max_length=60, blank=True)
    name = models.CharField(_("name"), max_length=NAME_CHARACTERS)
    text = models.TextField(_("text"))
    why = models.TextField(blank=True)
    source = models.TextField(blank=True)
    steps = models.JSONField(default=list, blank=True)
    owner = models.ForeignKey(
        "orgs.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    team = models.ForeignKey(
        "orgs.Team",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    tier = models.CharField(max_length=16, choices=Tier.choices)
    gates = models.JSONField(default=list, blank=True)
    bindings = models.JSONField(default=list, blank=True)
    effective_on = models.DateField()
    review_on = models.DateField(null=True, blank=True)
    adopted_at = models.DateTimeField()
    is_archived = models.BooleanField(default=False)
    words_version = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            public_id_unique("practice"),
            models.CheckConstraint(
                condition=Q(tier__in=[each.value for each in Tier]), name="practice_tier_known"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="practice_has_a_name"),
            models.UniqueConstraint(
                fields=["organization", "name"],
                condition=Q(is_archived=False, team__isnull=True),
                name="practice_name_once",
            ),
            models.UniqueConstraint(
                fields=["organization", "team", "name"],
                condition=Q(is_archived=False, team__isnull=False),
                name="practice_name_once_in_team",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PracticeVersion(TenantModel):
    """What a practice said from one change to the next, and why it was changed.

    Attributes:
        number: 1 for the first.
        act: What was done: `adopt`, `edit`, `tighten`, `promote`, `step_down`, `review`,
            `put_away`, `use`.
        said: Its words, scope, days and bindings as they were from then on.
    """

    append_only = True

    practice = models.ForeignKey(
        Practice, on_delete=models.PROTECT, db_index=False, related_name="versions"
    )
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=16)
    tier = models.CharField(max_length=16, choices=Tier.choices)
    reason = models.TextField()
    said = models.JSONField()
    author = models.ForeignKey(
        "orgs.Person", null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "practice", "number"], name="practice_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of practice {self.practice_id}"


class Waiver(TenantModel):
    """Leave not to keep a practice for some time, asked for and answered.

    It is for one objective, or for a team and all below.

    Attributes:
        objective_public_id: Of the objective; this app lies below objectives and has no tie to it.
            Empty where it is for a team.
        team: The team it is for, with all below; None where it is for an objective.
        expires_on: The last day on which it counts.
        answer: Why it was declined or ended, or while it is in force why it was granted.
        granted_by: Who granted it, and when and why: kept when it is ended early.
    """

    public_id = PublicIdField()
    practice = models.ForeignKey(
        Practice, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    objective_public_id = models.CharField(max_length=12, blank=True)
    team = models.ForeignKey(
        "orgs.Team",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    reason = models.TextField()
    asked_by = models.ForeignKey(
        "orgs.Person", null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    asked_at = models.DateTimeField()
    expires_on = models.DateField()
    state = models.CharField(max_length=16, choices=WaiverState.choices, default=WaiverState.ASKED)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        "orgs.Person", null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    granted_by = models.ForeignKey(
        "orgs.Person", null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    granted_at = models.DateTimeField(null=True)
    granted_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            public_id_unique("waiver"),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=models.F("asked_by")),
                name="waiver_answered_by_another",
            ),
            models.UniqueConstraint(
                fields=["organization", "practice", "objective_public_id"],
                condition=Q(state=WaiverState.ASKED, team__isnull=True),
                name="waiver_asked_once",
            ),
            models.UniqueConstraint(
                fields=["organization", "practice", "team"],
                condition=Q(state=WaiverState.ASKED, team__isnull=False),
                name="waiver_of_team_asked_once",
            ),
            models.CheckConstraint(
                condition=(Q(team__isnull=True) & ~Q(objective_public_id=""))
                | Q(team__isnull=False, objective_public_id=""),
                name="waiver_of_an_objective_or_a_team",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organization", "practice"], name="waiver_of_practice"),
            models.Index(
                fields=["organization", "objective_public_id"], name="waiver_of_objective"
            ),
            models.Index(fields=["organization", "team"], name="waiver_of_team"),
        ]

    def __str__(self) -> str:
        return f"waiver {self.public_id}"

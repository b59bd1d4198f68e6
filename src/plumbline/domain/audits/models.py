"""Audits and what they found.

What an audit looked at and found is only ever added: the database refuses to change or delete it.
Things are named by public id and by the words of then, without a tie: what was found outlives what
becomes of them. Who may read a row is asked of the objective as it is today.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plumbline.domain.audits.choices import Asked, AuditState, FindingOutcome, Rhythm
from plumbline.domain.governance.choices import Tier
from plumbline.domain.governance.models import NAME_CHARACTERS, Practice
from plumbline.domain.tenancy.models import TenantModel
from plumbline.domain.tenancy.public_ids import (
    PUBLIC_ID_LENGTH,
    PublicIdField,
    public_id_unique,
)

TITLE_CHARACTERS = 500
TEAM_CHARACTERS = 200
PATH_CHARACTERS = 440


class ScopeFields(models.Model):
    """Where an audit looks: a team and all below, or everywhere; one cycle, or all of them."""

    team = models.ForeignKey(
        "orgs.Team",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    cycle = models.ForeignKey(
        "cycles.Cycle",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )

    class Meta:
        abstract = True


class AuditSchedule(TenantModel, ScopeFields):
    """That an audit is made again and again.

    Attributes:
        next_on: The day of the next one.
        day: Day of the month it was first made on, so that the 31st comes back after February.
        set_by: Who set it up; `None` for a program.
    """

    public_id = PublicIdField()
    rhythm = models.CharField(max_length=12, choices=Rhythm.choices)
    next_on = models.DateField(_("next on"))
    day = models.PositiveSmallIntegerField()
    set_by = models.ForeignKey(
        "orgs.Person", null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            public_id_unique("audit_schedule"),
            models.CheckConstraint(condition=Q(day__range=(1, 31)), name="audit_schedule_day"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organization", "next_on"], name="audit_schedule_next"),
        ]

    def __str__(self) -> str:
        return f"audit schedule {self.public_id}"


class Audit(TenantModel, ScopeFields):
    """One look at a scope as of a day.

    Attributes:
        as_of: The day whose practices, objectives and waivers it tells of.
        seen_at: The instant that its rows are read at: the end of that day, or when it was asked.
        asked_by: Who asked; `None` for a schedule or a program.
        is_scheduled: A schedule asked for it.
        asking: Which of the checks it is at, from 0.
        reached: The row of the last subject of that check looked at; it goes on behind it.
        looked_at: How many were looked at so far, and `to_look_at` of how many. They count what
            not everybody sees, so nobody is shown them but as a share.
    """

    public_id = PublicIdField()
    as_of = models.DateField()
    seen_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=AuditState.choices, default=AuditState.RUNNING)
    asked_by = models.ForeignKey(
        "orgs.Person", null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    is_scheduled = models.BooleanField(default=False)
    asking = models.PositiveSmallIntegerField(default=0)
    reached = models.BigIntegerField(default=0)
    looked_at = models.PositiveIntegerField(default=0)
    to_look_at = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            public_id_unique("audit"),
            models.CheckConstraint(
                condition=Q(state=AuditState.RUNNING) | Q(done_at__isnull=False),
                name="audit_done_has_an_instant",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organization", "-as_of", "-id"], name="audit_latest"),
            models.Index(
                fields=["organization", "id"],
                condition=Q(state="running"),
                name="audit_running",
            ),
        ]

    def __str__(self) -> str:
        return f"audit {self.public_id}"


class AuditPractice(TenantModel):
    """A practice that an audit asked, as it stood.

    Attributes:
        number: Its version.
        team_name: Of the team it held in; empty where it held everywhere.
        team_path: The path of that team then; empty for everywhere.
        asks: Of what, by `Asked`.
        codes: Rules that checked it.
    """

    append_only = True

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, db_index=False, related_name="+")
    practice = models.ForeignKey(
        Practice, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=NAME_CHARACTERS)
    text = models.TextField()
    tier = models.CharField(max_length=16, choices=Tier.choices)
    team_name = models.CharField(max_length=TEAM_CHARACTERS, blank=True)
    team_path = models.CharField(max_length=PATH_CHARACTERS, blank=True)
    asks = models.JSONField(default=list)
    codes = models.JSONField(default=list)

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "audit", "practice"], name="audit_practice_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AuditSubject(TenantModel):
    """What an audit looked at: an objective, or what a check asks instead.

    Attributes:
        objective_public_id: Of the objective; empty for what is no objective, such as a team.
        title: Its words of then.
        team_path: The path of its team then; empty for a personal objective.
        asked: What was asked of it.
        practice: The one that alone was asked of it; `None` for all that ask such things there.
        person: Who was to attest; by what they are called today, so that no name outlives them.
    """

    append_only = True

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, db_index=False, related_name="+")
    objective_public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, blank=True)
    title = models.CharField(max_length=TITLE_CHARACTERS)
    team = models.ForeignKey(
        "orgs.Team", null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    team_name = models.CharField(max_length=TEAM_CHARACTERS, blank=True)
    team_path = models.CharField(max_length=PATH_CHARACTERS, blank=True)
    cycle_name = models.CharField(max_length=TEAM_CHARACTERS, blank=True)
    asked = models.CharField(max_length=8, choices=Asked.choices)
    practice = models.ForeignKey(
        AuditPractice, null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    person = models.ForeignKey(
        "orgs.Person", null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        indexes: ClassVar = [
            models.Index(fields=["organization", "audit", "id"], name="audit_subject_of_audit"),
        ]

    def __str__(self) -> str:
        return self.title


class AuditWaiver(TenantModel):
    """A waiver that was in force on the day of an audit, over a subject it looked at.

    Attributes:
        team_name: Of the team it was for, with all below; empty where it was for the objective.
    """

    append_only = True

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, db_index=False, related_name="+")
    subject = models.ForeignKey(
        AuditSubject, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    practice = models.ForeignKey(
        AuditPractice, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    waiver_public_id = models.CharField(max_length=PUBLIC_ID_LENGTH)
    reason = models.TextField()
    answer = models.TextField(blank=True)
    asked_by = models.ForeignKey(
        "orgs.Person", null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    granted_by = models.ForeignKey(
        "orgs.Person", null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    granted_at = models.DateTimeField(null=True)
    expires_on = models.DateField()
    team_name = models.CharField(max_length=TEAM_CHARACTERS, blank=True)

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        indexes: ClassVar = [
            models.Index(fields=["organization", "audit"], name="audit_waiver_of_audit"),
        ]

    def __str__(self) -> str:
        return f"waiver {self.waiver_public_id} in audit {self.audit_id}"


class AuditFinding(TenantModel):
    """One flaw, with the evidence as it was.

    Attributes:
        code: Of the rule, such as `PL-W01`.
        name: Of the rule then, such as `activity-as-result`.
        message: The sentence as it was said, in the organization's language.
        item_kind: `objective`, `key_result` or `person`.
        item_public_id: Of the objective or key result.
        item_title: Its words then; of a person those of the practice.
        field: Field at fault.
        words: The words at fault, strongest first.
        values: What its numbers were, by field; numbers as canonical text, days as ISO.
        outcome: What it comes to.
        waiver: What lets it pass.
    """

    append_only = True

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, db_index=False, related_name="+")
    subject = models.ForeignKey(
        AuditSubject, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    practice = models.ForeignKey(
        AuditPractice, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=60)
    message = models.TextField()
    item_kind = models.CharField(max_length=12)
    item_public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, blank=True)
    item_title = models.CharField(max_length=TITLE_CHARACTERS)
    field = models.CharField(max_length=40)
    words = models.JSONField(default=list)
    values = models.JSONField(default=dict)
    outcome = models.CharField(max_length=8, choices=FindingOutcome.choices)
    waiver = models.ForeignKey(
        AuditWaiver, null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    waiver__isnull=True, outcome__in=[FindingOutcome.BROKEN, FindingOutcome.UNSURE]
                )
                | Q(waiver__isnull=False, outcome=FindingOutcome.WAIVED),
                name="audit_finding_waived_by_a_waiver",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organization", "audit", "id"], name="audit_finding_of_audit"),
            models.Index(fields=["organization", "subject"], name="audit_finding_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.code} on {self.item_title}"


class PracticePreview(TenantModel):
    """What a practice would break if it were a policy, counted over all that everybody sees.

    Only where no page could wait for it; of each practice the latest is kept.

    Attributes:
        number: The version of the practice that is asked; of another one it tells nothing.
        asked_at: When it was asked for; its figures are of about then.
        done_at: When all were asked; empty while it is being counted.
        reached: The row of the last objective asked; the latest are asked first.
        looked_at: How many were asked so far, of `to_look_at`.
        broken: How many of them do not keep it; `begun` of these run already.
        named: Public ids of the first of these.
    """

    practice = models.ForeignKey(
        Practice, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    number = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    reached = models.BigIntegerField(default=0)
    looked_at = models.PositiveIntegerField(default=0)
    to_look_at = models.PositiveIntegerField(default=0)
    broken = models.PositiveIntegerField(default=0)
    begun = models.PositiveIntegerField(default=0)
    without_approver = models.PositiveIntegerField(default=0)
    named = models.JSONField(default=list)

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "practice"], name="practice_preview_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "id"],
                condition=Q(done_at__isnull=True),
                name="practice_preview_running",
            ),
        ]

    def __str__(self) -> str:
        return f"preview of practice {self.practice_id}"

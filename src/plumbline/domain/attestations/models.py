"""Who is asked to attest a practice, and what each of them answered."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from plumbline.domain.attestations.choices import Audience, Rhythm
from plumbline.domain.governance.models import Practice
from plumbline.domain.tenancy.models import TenantModel


class AskFields(models.Model):
    """Who is asked, how often, and on which days.

    Attributes:
        roles: Values of `Role`, where the audience is people with a role.
        team: With all below it, where the audience is a team.
        began_on: First day on which they are asked.
        until: Last day on which they are asked; None for no end.
        ended_on: First day on which nobody is asked any more, because somebody ended it.
    """

    audience = models.CharField(max_length=16, choices=Audience.choices)
    roles = models.JSONField(default=list, blank=True)
    team = models.ForeignKey(
        "orgs.Team",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    rhythm = models.CharField(max_length=16, choices=Rhythm.choices)
    began_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        """Fields of two tables."""

        abstract = True


class AttestationAsk(TenantModel, AskFields):
    """That people are asked to attest a practice; one row for each practice that ever was."""

    practice = models.ForeignKey(
        Practice, on_delete=models.PROTECT, db_index=False, related_name="attestation_asks"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "practice"], name="attestation_ask_once"
            ),
            models.CheckConstraint(
                condition=Q(audience=Audience.TEAM, team__isnull=False)
                | (~Q(audience=Audience.TEAM) & Q(team__isnull=True)),
                name="attestation_ask_team_if_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"attestation of practice {self.practice_id}"


class AttestationAskVersion(TenantModel, AskFields):
    """What an ask said from one change to the next, for whoever looks at a past day."""

    append_only = True

    ask = models.ForeignKey(
        AttestationAsk, on_delete=models.PROTECT, db_index=False, related_name="versions"
    )
    number = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "ask", "number"], name="attestation_ask_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of ask {self.ask_id}"


class Attestation(TenantModel):
    """What one person answered, once; the latest counts, the earlier ones stay.

    Attributes:
        practice_version: Of the practice as it was read.
        is_attested: False for "not yet", with the reason in the note.
        on: The organization's day.
    """

    append_only = True

    practice = models.ForeignKey(
        Practice, on_delete=models.PROTECT, db_index=False, related_name="attestations"
    )
    person = models.ForeignKey(
        "orgs.Person", on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    practice_version = models.PositiveIntegerField()
    is_attested = models.BooleanField()
    note = models.TextField(blank=True)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_attested=True) | ~Q(note=""), name="attestation_not_yet_says_why"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "practice", "person", "-at"],
                name="attestation_of_practice",
            ),
            models.Index(
                fields=["organization", "person", "practice", "-at"],
                name="attestation_of_person",
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.person_id} on practice {self.practice_id}"

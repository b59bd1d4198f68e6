"""What people follow, what they were told, and what they chose to be told."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from plumbline.domain.notify.choices import DIGEST_HOUR, MailWay, NoticeKind, RemindFrom
from plumbline.domain.tenancy.models import TenantModel
from plumbline.domain.tenancy.public_ids import PublicIdField, public_id_unique

_THINGS = ("objective", "key_result", "team", "cycle")


def _one_thing() -> Q:
    """Return the condition that exactly one of the things is named."""
    condition = Q()
    for named in _THINGS:
        condition |= Q(**{f"{each}__isnull": each != named for each in _THINGS})
    return condition


class Follow(TenantModel):
    """What a person said about following one thing; without a row it follows from their part in it.

    Attributes:
        is_on: False where they follow no longer what they would follow by themselves.
    """

    person = models.ForeignKey(
        "orgs.Person", on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    objective = models.ForeignKey(
        "okrs.Objective", null=True, on_delete=models.CASCADE, related_name="+"
    )
    key_result = models.ForeignKey(
        "okrs.KeyResult", null=True, on_delete=models.CASCADE, related_name="+"
    )
    team = models.ForeignKey(
        "orgs.Team", null=True, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    cycle = models.ForeignKey(
        "cycles.Cycle", null=True, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    is_on = models.BooleanField(default=True)
    since = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=_one_thing(), name="follow_of_one_thing"),
            *(
                models.UniqueConstraint(
                    fields=["organization", "person", thing],
                    condition=Q(**{f"{thing}__isnull": False}),
                    name=f"follow_{thing}_once",
                )
                for thing in _THINGS
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", thing],
                condition=Q(**{f"{thing}__isnull": False}),
                name=f"follow_of_{thing}",
            )
            for thing in ("team", "cycle")
        ]

    def __str__(self) -> str:
        return f"person {self.person_id} {'follows' if self.is_on else 'does not follow'}"


class Notice(TenantModel):
    """One line of an inbox: an event, or several of one kind about one thing.

    It holds no words of what it tells of: those are read, by today's rights, when it is shown.

    Attributes:
        objective: What it hangs on; whoever does not see that today does not see the line.
        key_result: What it is about, where that is one key result.
        comment: What was said, of one comment.
        dependency: What is needed, whose both sides have to be seen.
        practice: What is to be attested or looked at again.
        waiver: What was asked for the objective, or for a team.
        assignment: Lessons that are to be done.
        fold: Names what folds into one line while it is unread; empty for what never does.
        act: The latest act, as the journal calls it.
        actor: Who did it; None for Plumbline itself.
        count: How many events it stands for; of a reminder, how many check-ins.
        at: When the latest of them happened.
        in_inbox: False for what only goes out by mail.
        mail_due_at: When it goes out by mail; None where it does not, or did.
    """

    public_id = PublicIdField()
    person = models.ForeignKey(
        "orgs.Person", on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)
    objective = models.ForeignKey(
        "okrs.Objective", null=True, on_delete=models.CASCADE, related_name="+"
    )
    key_result = models.ForeignKey(
        "okrs.KeyResult", null=True, on_delete=models.CASCADE, related_name="+"
    )
    cycle = models.ForeignKey(
        "cycles.Cycle", null=True, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    comment = models.ForeignKey(
        "discussion.Comment", null=True, on_delete=models.CASCADE, related_name="+"
    )
    dependency = models.ForeignKey(
        "dependencies.Dependency", null=True, on_delete=models.CASCADE, related_name="+"
    )
    practice = models.ForeignKey(
        "governance.Practice", null=True, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    waiver = models.ForeignKey(
        "governance.Waiver", null=True, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    assignment = models.ForeignKey(
        "learning.Assignment", null=True, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    fold = models.CharField(max_length=40, blank=True)
    act = models.CharField(max_length=60)
    actor = models.ForeignKey(
        "orgs.Person", null=True, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    count = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    in_inbox = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True)
    mail_due_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            public_id_unique("notice"),
            models.UniqueConstraint(
                fields=["organization", "person", "fold"],
                condition=Q(read_at__isnull=True) & ~Q(fold=""),
                name="notice_one_unread_line",
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="notice_of_something"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "person"],
                condition=Q(read_at__isnull=True, in_inbox=True),
                name="notice_unread",
            ),
            models.Index(fields=["organization", "person", "-at"], name="notice_of_person"),
            models.Index(
                fields=["organization", "mail_due_at"],
                condition=Q(mail_due_at__isnull=False),
                name="notice_to_mail",
            ),
            models.Index(fields=["organization", "at"], name="notice_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for person {self.person_id}"


class NoticeSource(TenantModel):
    """That a person was told of one event: never twice, however often the worker begins anew.

    Attributes:
        event: `journal:` and the number of an entry, `due:` and a day, or `needed:` with the
            number of a dependency, whether its day is near or over, and that day; of practices and
            waivers likewise.
    """

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="sources")
    person = models.ForeignKey(
        "orgs.Person", on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    event = models.CharField(max_length=40)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "event", "person"], name="notice_source_once"
            ),
        ]

    def __str__(self) -> str:
        return self.event


class NoticeChoice(TenantModel):
    """By which ways a person wants to be told of one kind of event; without a row the default."""

    person = models.ForeignKey(
        "orgs.Person", on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)
    in_inbox = models.BooleanField()
    mail = models.CharField(max_length=8, choices=MailWay.choices)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "person", "kind"], name="notice_choice_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of person {self.person_id}"


class NoticeRhythm(TenantModel):
    """When a person wants what is collected for them; without a row the defaults.

    Attributes:
        digest_hour: Of the day in the person's zone, 0 to 23.
        weekly_on: The day of the weekly digest, 0 is Monday.
        remind_from: Of check-ins.
        mail_stopped: Nothing of this app goes out to them by mail.
        version: For changes by two tabs.
    """

    person = models.ForeignKey(
        "orgs.Person", on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    digest_hour = models.PositiveSmallIntegerField(
        default=DIGEST_HOUR, validators=[MaxValueValidator(23)]
    )
    weekly_on = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(6)])
    remind_from = models.CharField(max_length=8, choices=RemindFrom.choices, default=RemindFrom.DUE)
    mail_stopped = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "person"], name="notice_rhythm_once"),
            models.CheckConstraint(
                condition=Q(digest_hour__lte=23, weekly_on__lte=6), name="notice_rhythm_in_time"
            ),
        ]

    def __str__(self) -> str:
        return f"rhythm of person {self.person_id}"


class ReadingMark(TenantModel):
    """How far the journal of the organization was read.

    Attributes:
        since: Entries up to then are done with, whatever commits later.
        done: Numbers of entries after that which are done with too.
    """

    since = models.DateTimeField()
    done = models.JSONField(default=list)

    class Meta(TenantModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization"], name="reading_mark_once"),
        ]

    def __str__(self) -> str:
        return f"read to {self.since:%Y-%m-%d %H:%M}"

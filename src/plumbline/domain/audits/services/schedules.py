"""Setting when audits are made by themselves, and making those that are due."""

import calendar
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Final

from plumbline.domain.audits.choices import Rhythm
from plumbline.domain.audits.models import AuditSchedule
from plumbline.domain.audits.permissions import audit_permit
from plumbline.domain.audits.services.making import audit_run
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import Team
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.viewers import Actor, SystemActor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound, Refused, ValidationRefused
from plumbline.domain.tenancy.transactions import writing
from plumbline.domain.tenancy.versions import version_check
from plumbline.engine.messages import Message

MOST: Final = 20
AHEAD: Final = timedelta(days=366)
_MONTHS: Final = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3}
_RIGHTS: Final = frozenset({(Act.MANAGE, Kind.AUDIT)})


def schedule_set(
    *,
    actor: Actor,
    rhythm: Rhythm,
    next_on: date,
    at: datetime,
    team: Team | None = None,
    cycle: Cycle | None = None,
) -> AuditSchedule:
    """Let audits of a scope be made by themselves, from a day on.

    Raises:
        PermissionRefused: The actor may not.
        Refused: There are `MOST`, or one of this scope stands.
        ValidationRefused: The day is past or too far.
    """
    with acting(actor) as organization:
        author = audit_permit(actor)
        today = organization_day(organization, at)
        if not today <= next_on <= today + AHEAD:
            raise ValidationRefused({"next_on": [Message("audits.schedule_day")]})
        if AuditSchedule.objects.count() >= MOST:
            raise Refused("audits.schedules_many", most=MOST)
        if AuditSchedule.objects.filter(team=team, cycle=cycle).exists():
            raise Refused("audits.schedule_twice")
        row = AuditSchedule(
            rhythm=rhythm,
            next_on=next_on,
            day=next_on.day,
            team=team,
            cycle=cycle,
            set_by_id=author.person_id,
        )
        row.save(force_insert=True)
        _journal(author, row, "set", at)
        return row


def schedule_remove(*, actor: Actor, schedule: AuditSchedule, expected: int, at: datetime) -> None:
    """Let no further audit be made by a schedule; those it made stay.

    Raises:
        PermissionRefused: The actor may not.
        NotFound: It is gone.
        StaleVersion: An audit was made by it since version `expected`.
    """
    with acting(actor):
        author = audit_permit(actor)
        row = AuditSchedule.objects.select_for_update().filter(pk=schedule.pk).first()
        if row is None:
            raise NotFound("audits.schedule_not_found")
        version_check(row, expected=expected)
        _journal(author, row, "remove", at)
        row.delete()


def schedules_due(*, at: datetime) -> Sequence[tuple[str, date]]:
    """Return what is due, as public id and day, the oldest first (one query)."""
    today = organization_day(organization_bound(), at)
    rows = AuditSchedule.objects.filter(next_on__lte=today).order_by("next_on", "pk")
    return list(rows.values_list("public_id", "next_on"))


def schedule_run(*, public_id: str, at: datetime) -> None:
    """Ask for the audit that is due by a schedule, as of the latest day it was due on.

    What was missed before stays missed. Nothing is asked for where governance is switched off or
    no practice is in force; the schedule goes on all the same.

    Args:
        public_id: Of the schedule.
        at: Now.
    """
    organization = organization_bound()
    today = organization_day(organization, at)
    with writing(organization):
        rows = AuditSchedule.objects.select_for_update(of=("self",)).select_related("team", "cycle")
        row: AuditSchedule | None = rows.filter(public_id=public_id, next_on__lte=today).first()
        if row is None:
            return
        due = row.next_on
        while row.next_on <= today:
            due, row.next_on = row.next_on, day_after(row.next_on, Rhythm(row.rhythm), row.day)
        row.version += 1
        row.save(update_fields=["next_on", "version"])
        actor = SystemActor(organization_id=organization.pk, name="audit schedule", rights=_RIGHTS)
        # Both or neither: a worker that is stopped in between finds the day still due.
        with suppress(Refused):
            audit_run(
                actor=actor, at=at, as_of=due, team=row.team, cycle=row.cycle, is_scheduled=True
            )


def day_after(day: date, rhythm: Rhythm, wanted: int) -> date:
    """Return the next day of a rhythm; a month without the wanted day has it on its last one."""
    if rhythm is Rhythm.WEEKLY:
        return day + timedelta(days=7)
    number = day.year * 12 + day.month - 1 + _MONTHS[rhythm]
    year, month = divmod(number, 12)
    return date(year, month + 1, min(wanted, calendar.monthrange(year, month + 1)[1]))


def _journal(author: Author, row: AuditSchedule, act: str, at: datetime) -> None:
    values = {
        "rhythm": row.rhythm,
        "next_on": row.next_on,
        "team_id": row.team_id,
        "cycle_id": row.cycle_id,
    }
    changes = {
        name: Change(value, None) if act == "remove" else Change(None, value)
        for name, value in values.items()
        if value is not None
    }
    journal_record(
        author=author,
        act=f"audit_schedule.{act}",
        subject=Subject("audit_schedule", row.pk, row.public_id),
        at=at,
        changes=changes,
    )

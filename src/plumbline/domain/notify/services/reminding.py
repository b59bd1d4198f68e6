"""Reminders of check-ins and promises: a line in the inbox of whoever they wait for."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from plumbline.domain.checkins.selectors import my_check_ins_waiting
from plumbline.domain.dependencies.models import Dependency
from plumbline.domain.dependencies.permissions import delivering_side, waiting_side
from plumbline.domain.dependencies.selectors.near import dependencies_near
from plumbline.domain.journal.models import Source
from plumbline.domain.notify.choices import NoticeKind, RemindFrom
from plumbline.domain.notify.models import Notice, NoticeSource
from plumbline.domain.notify.services.events import Happening
from plumbline.domain.notify.services.telling import happenings_tell, notices_settle, ways_of
from plumbline.domain.okrs.lifecycle import MEASURED_STATES
from plumbline.domain.okrs.models import KeyResult
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.selectors.viewing import viewer_of
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.transactions import writing

REMINDED_AGAIN: Final = timedelta(days=7)
"""Whoever read a reminder is left in peace for a week, unless more has become due."""

FOLD: Final = "due"


def reminders_write(*, at: datetime, goes_on: Callable[[], bool] = lambda: True) -> int:
    """Remind people of the check-ins they are asked for; once a day for each is enough.

    Nobody is reminded on a day off: what is due then is told on their next working day.

    Who has nothing due any more finds the reminder read. It is one turn for each owner of what
    runs, each for itself, so that no writer waits long.

    Args:
        at: Now.
        goes_on: Asked between two people; false leaves the rest.

    Returns:
        How many people were reminded.
    """
    owners = KeyResult.objects.filter(state__in=MEASURED_STATES, objective__is_staged=False)
    people = Person.objects.filter(
        pk__in=owners.values("owner_id"), active=True, is_service=False, account__is_active=True
    )
    reminded = 0
    for person in people.order_by("pk"):
        if not goes_on():
            break
        reminded += _remind(person, at)
    return reminded


def promises_remind(*, at: datetime, goes_on: Callable[[], bool] = lambda: True) -> int:
    """Tell once when the day of a promise is near, and once both sides when it is over.

    Nobody is told on a day off, but on their next working day.

    Args:
        at: Now.
        goes_on: Asked between two dependencies; false leaves the rest.

    Returns:
        How many people were told.
    """
    today = organization_day(organization_bound(), at)
    happenings = (_promise(row, today, at) for row in dependencies_near(today=today))
    return happenings_tell(happenings, at=at, goes_on=goes_on)


def _promise(row: Dependency, today: date, at: datetime) -> Happening:
    is_late = row.needed_by < today
    sides = (delivering_side(row), waiting_side(row)) if is_late else (delivering_side(row),)
    word = "late" if is_late else "due"
    return Happening(
        event=f"needed:{row.pk}:{word}:{row.needed_by.isoformat()}",
        act=f"dependency.{word}",
        at=at,
        actor_id=None,
        audience={side.owner_id: NoticeKind.PROMISE for side in sides if side.owner_id is not None},
        dependency=row,
        working_on=today,
    )


def _remind(person: Person, at: datetime) -> int:
    organization = organization_bound()
    viewer = viewer_of(person=person, organization=organization, at=at, source=Source.SYSTEM)
    ways = ways_of([person], at=at)
    waiting = my_check_ins_waiting(viewer=viewer, at=at)
    overdue_only = ways.rhythm(person).remind_from == RemindFrom.OVERDUE
    count = waiting.overdue if overdue_only else waiting.due
    today = organization_day(organization, at)
    event = f"due:{today.isoformat()}"
    way, due = ways.way(person, NoticeKind.DUE), ways.mail_due(person, NoticeKind.DUE, at=at)
    with writing(organization):
        own = Notice.objects.select_for_update().filter(person=person, kind=NoticeKind.DUE)
        latest = own.order_by("-at", "-pk").first()
        if not count:
            notices_settle(own, at=at)
            return 0
        if latest is not None and latest.read_at is None:
            own.filter(pk=latest.pk).update(count=count)
            return 0
        recent = latest is not None and latest.at > at - REMINDED_AGAIN and latest.count >= count
        told = NoticeSource.objects.filter(person=person, event=event).exists()
        if recent or told or ways.is_day_off(person, today) or not (way.in_inbox or due):
            return 0
        notice = Notice(
            person=person,
            kind=NoticeKind.DUE,
            fold=FOLD,
            act="check_in.due",
            count=count,
            at=at,
            in_inbox=way.in_inbox,
            mail_due_at=due,
        )
        notice.save(force_insert=True)
        NoticeSource(notice=notice, person=person, event=event).save(force_insert=True)
        return 1

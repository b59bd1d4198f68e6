"""Reminders of check-ins and promises: a line in the inbox of whoever they wait for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from plumbline.domain.checkins.selectors import my_check_ins_waiting
from plumbline.domain.dependencies.models import Dependency
from plumbline.domain.dependencies.permissions import delivering_side, waiting_side
from plumbline.domain.dependencies.selectors.near import dependencies_near
from plumbline.domain.journal.models import Source
from plumbline.domain.notify.choices import NoticeKind, RemindFrom
from plumbline.domain.notify.models import Notice, NoticeSource
from plumbline.domain.notify.services.events import Happening
from plumbline.domain.notify.services.telling import Ways, happenings_tell, notices_settle, ways_of
from plumbline.domain.okrs.lifecycle import MEASURED_STATES
from plumbline.domain.okrs.models import KeyResult
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import Deputy, Person
from plumbline.domain.orgs.selectors.viewing import viewer_of
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.transactions import writing

REMINDED_AGAIN: Final = timedelta(days=7)
"""Whoever was reminded is left in peace for a week, unless more has become due."""

FOLD: Final = "due"


def reminders_write(*, at: datetime, goes_on: Callable[[], bool] = lambda: True) -> int:
    """Remind people of the check-ins they are asked for; once a day for each is enough.

    Nobody is reminded on a day off: what is due then is told on their next working day. Nor is
    whoever is away: their deputy is.

    Who has nothing due any more finds the reminder read. It is one turn for each owner of what
    runs, each for itself, so that no writer waits long.

    Args:
        at: Now.
        goes_on: Asked between two people; false leaves the rest.

    Returns:
        How many people were reminded.
    """
    owners = KeyResult.objects.filter(state__in=MEASURED_STATES, objective__is_staged=False)
    standing_in = _deputies_of(owners, organization_day(organization_bound(), at))
    asked = Q(pk__in=owners.values("owner_id")) | Q(pk__in=standing_in.values("person_id"))
    people = Person.objects.filter(
        asked, active=True, is_service=False, account__is_active=True
    ).exclude(pk__in=standing_in.values("acts_for_id"))
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


def reminders_follow(people: Iterable[int], *, at: datetime) -> None:
    """Let reminders say what is still due, now that somebody checked in; must run inside `writing`.

    Args:
        people: Ids of whoever may have been reminded of it; one query where nobody was.
        at: Now.
    """
    rows = Notice.objects.select_for_update(of=("self",)).filter(
        person__in=set(people), kind=NoticeKind.DUE, read_at=None
    )
    for row in rows.select_related("person").order_by("pk"):
        waits = _waiting(row.person, ways_of([row.person], at=at), at)
        own = Notice.objects.filter(pk=row.pk)
        if waits.count:
            own.update(count=waits.count)
        else:
            notices_settle(own, at=at)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What a reminder would tell: how much, and the last day on which more of it came."""

    count: int
    latest_on: date | None

    def is_more_than(self, told: Notice, told_on: date) -> bool:
        """Say whether more has become due since a reminder."""
        return told.count < self.count or (self.latest_on is not None and self.latest_on > told_on)


def _waiting(person: Person, ways: Ways, at: datetime) -> _Waiting:
    organization = organization_bound()
    viewer = viewer_of(person=person, organization=organization, at=at, source=Source.SYSTEM)
    waiting = my_check_ins_waiting(viewer=viewer, at=at)
    if ways.rhythm(person).remind_from == RemindFrom.OVERDUE:
        return _Waiting(waiting.overdue, None)
    return _Waiting(waiting.due, waiting.latest_on)


def _remind(person: Person, at: datetime) -> int:
    organization = organization_bound()
    today = organization_day(organization, at)
    ways = ways_of([person], at=at)
    waits = _waiting(person, ways, at)
    event = f"due:{today.isoformat()}"
    way, due = ways.way(person, NoticeKind.DUE), ways.mail_due(person, NoticeKind.DUE, at=at)
    with writing(organization):
        own = Notice.objects.select_for_update().filter(person=person, kind=NoticeKind.DUE)
        latest = own.order_by("-at", "-pk").first()
        if not waits.count:
            notices_settle(own, at=at)
            return 0
        is_read = latest is None or latest.read_at is not None
        told = NoticeSource.objects.filter(person=person, event=event).exists()
        rests = latest is not None and _rests(latest, waits, today)
        if rests or told or ways.is_day_off(person, today) or not (way.in_inbox or due):
            if latest is not None and not is_read:
                own.filter(pk=latest.pk).update(count=waits.count)
            return 0
        # Whoever did not read the last one is told by the same line: nobody has two of them.
        notice = latest if latest is not None and not is_read else _reminder(person)
        notice.count, notice.at = waits.count, at
        notice.in_inbox, notice.mail_due_at = way.in_inbox, due
        notice.save()
        NoticeSource(notice=notice, person=person, event=event).save(force_insert=True)
        return 1


def _rests(latest: Notice, waits: _Waiting, today: date) -> bool:
    """Say whether the last reminder is still enough.

    Days are compared, not instants: the job of one Monday may begin seconds before that of the last
    one, and somebody would be told on Tuesday.
    """
    told_on = organization_day(organization_bound(), latest.at)
    return told_on > today - REMINDED_AGAIN and not waits.is_more_than(latest, told_on)


def _reminder(person: Person) -> Notice:
    return Notice(person=person, kind=NoticeKind.DUE, fold=FOLD, act="check_in.due")


def _deputies_of(owners: QuerySet[KeyResult], today: date) -> QuerySet[Deputy]:
    """Return who stands in today for an owner of what runs, and can be told so."""
    return Deputy.objects.filter(
        acts_for__in=owners.values("owner_id"),
        starts_on__lte=today,
        ends_on__gte=today,
        person__active=True,
        person__is_service=False,
        person__account__is_active=True,
    )

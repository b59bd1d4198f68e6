"""Writing events into the inboxes of those they are for: once for each, folded into what waits."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from django.db.models import QuerySet

from plumbline.domain.notify.choices import ALWAYS, DEFAULTS, FOLDED, MailWay, NoticeKind, Way
from plumbline.domain.notify.models import Notice, NoticeChoice, NoticeRhythm, NoticeSource
from plumbline.domain.notify.rhythms import mail_due
from plumbline.domain.notify.selectors.audiences import told_of
from plumbline.domain.notify.services.events import Happening
from plumbline.domain.orgs.calendar import working_days_of
from plumbline.domain.orgs.days import organization_day, zone_shown
from plumbline.domain.orgs.models import Person
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.transactions import writing
from plumbline.engine.scoring.working_days import WorkingDays

MAILED_WITHIN = timedelta(days=1)
"""What is older is in the inbox, but no news any more: a worker that was off sends no flood."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What some people chose: by person and kind, and by person; and when they work."""

    choices: dict[tuple[int, str], Way]
    rhythms: dict[int, NoticeRhythm]
    working: Mapping[int, WorkingDays]

    def way(self, person: Person, kind: NoticeKind) -> Way:
        """Return by which ways somebody is told of a kind of event."""
        if kind in ALWAYS:
            return DEFAULTS[kind]
        return self.choices.get((person.pk, kind)) or DEFAULTS[kind]

    def rhythm(self, person: Person) -> NoticeRhythm:
        """Return when what is collected for somebody goes out."""
        return self.rhythms.get(person.pk) or NoticeRhythm(person_id=person.pk)

    def mail_due(self, person: Person, kind: NoticeKind, *, at: datetime) -> datetime | None:
        """Return when an event of a kind goes out to somebody; `None` for never."""
        return mail_due(
            self.way(person, kind).mail,
            rhythm=self.rhythm(person),
            zone=zone_shown(person, organization_bound()),
            at=at,
            working=self.working.get(person.pk),
        )

    def is_day_off(self, person: Person, day: date) -> bool:
        """Whether somebody does not work on a day, as far as the organization's calendar says."""
        working = self.working.get(person.pk)
        return working is not None and not working.includes(day)


def ways_of(people: Collection[Person], *, at: datetime) -> Ways:
    """Return what people chose (two queries; see `working_days_of` for when they work)."""
    ids = [person.pk for person in people]
    choices = {
        (row.person_id, row.kind): Way(row.in_inbox, MailWay(row.mail))
        for row in NoticeChoice.objects.filter(person__in=ids)
    }
    rhythms = {row.person_id: row for row in NoticeRhythm.objects.filter(person__in=ids)}
    on = organization_day(organization_bound(), at)
    return Ways(choices, rhythms, working_days_of(people, on=on))


def happenings_tell(
    happenings: Iterable[Happening],
    *,
    at: datetime,
    goes_on: Callable[[], bool],
    settled: Callable[[Happening], QuerySet[Notice]] | None = None,
) -> int:
    """Tell of each event in a transaction of its own, so that no writer waits long.

    Args:
        happenings: The events; they may be read from the database one by one.
        at: Now.
        goes_on: Asked between two events; false leaves the rest.
        settled: Returns the notices of others that an event has settled; see `notices_settle`.

    Returns:
        How many people were told.
    """
    told = 0
    for happening in happenings:
        if not goes_on():
            break
        with writing(organization_bound()):
            told += happening_tell(happening, at=at)
            if settled is not None:
                notices_settle(settled(happening), at=at)
    return told


def notices_settle(rows: QuerySet[Notice], *, at: datetime) -> None:
    """Let notices be read, and not be mailed, because nobody asks any more what they ask.

    Must run inside `writing`.
    """
    rows.filter(read_at=None).update(read_at=at, mail_due_at=None)


def happening_tell(happening: Happening, *, at: datetime) -> int:
    """Tell an event to all it is for, inside the caller's `writing`; see `happening_tell_some`."""
    return happening_tell_some(happening, at=at, most=None).people


@dataclass(frozen=True, slots=True)
class Told:
    """How far an event was told: to how many people, and whether there may be more to tell."""

    people: int
    is_whole: bool = True


def happening_tell_some(happening: Happening, *, at: datetime, most: int | None) -> Told:
    """Tell an event to some of those it is for, inside the caller's `writing`.

    What a practice asks is for thousands: told to all at once, it would let every other writer
    wait. Called again it goes on with those who have not been told.

    Nobody hears of their own acts, nobody twice, and nobody of what they do not see today.

    Args:
        happening: The event.
        at: Now.
        most: How many people at most; all of them without.
    """
    audience = {
        person: kind for person, kind in happening.audience.items() if person != happening.actor_id
    }
    if not audience:
        return Told(0)
    told = NoticeSource.objects.filter(event=happening.event, person__in=audience)
    fresh = audience.keys() - set(told.values_list("person_id", flat=True))
    if happening.daily is not None:
        fresh -= _told_since(happening.daily, happening, audience)
    people = told_of(fresh, objectives=happening.objectives, at=at)
    if not people:
        return Told(0)
    ways, lines = ways_of(people, at=at), _lines(people, happening, audience)
    working = [
        person
        for person in people
        if not (happening.working_on and ways.is_day_off(person, happening.working_on))
    ]
    lines_told = (
        _told(person, audience[person.pk], happening, ways, lines, at=at) for person in working
    )
    told_now = list(islice((each for each in lines_told if each is not None), most))
    # What a practice asks is for thousands: one insert for all, not one for each.
    Notice.objects.bulk_create(each for each in told_now if each._state.adding)
    NoticeSource.objects.bulk_create(
        NoticeSource(notice=each, person_id=each.person_id, event=happening.event)
        for each in told_now
    )
    return Told(len(told_now), is_whole=len(told_now) != most)


def _told_since(
    since: datetime, happening: Happening, audience: Mapping[int, NoticeKind]
) -> frozenset[int]:
    """Return who was told of the same practice and kind since an instant (one query)."""
    rows = Notice.objects.filter(
        person__in=audience,
        kind__in=set(audience.values()),
        practice=happening.practice,
        at__gte=since,
    )
    return frozenset(rows.values_list("person_id", flat=True))


def _told(
    person: Person,
    kind: NoticeKind,
    happening: Happening,
    ways: Ways,
    lines: dict[tuple[int, str], Notice],
    *,
    at: datetime,
) -> Notice | None:
    """Return the line that tells somebody: one that waits already, or a new one to be saved."""
    way = ways.way(person, kind)
    due = None
    if happening.at > at - MAILED_WITHIN:
        due = ways.mail_due(person, kind, at=at)
    if not way.in_inbox and due is None:
        return None
    fold = _fold(kind, happening)
    line = lines.get((person.pk, fold)) if fold else None
    if line is not None:
        return _folded(line, happening, due, in_inbox=way.in_inbox)
    return Notice(
        person=person,
        kind=kind,
        objective=happening.objective,
        key_result=happening.key_result,
        cycle=happening.cycle,
        comment=happening.comment,
        dependency=happening.dependency,
        practice=happening.practice,
        waiver=happening.waiver,
        assignment=happening.assignment,
        fold=fold,
        act=happening.act,
        actor_id=happening.actor_id,
        at=happening.at,
        in_inbox=way.in_inbox,
        mail_due_at=due,
    )


def _folded(line: Notice, happening: Happening, due: datetime | None, *, in_inbox: bool) -> Notice:
    """Let an unread line stand for one event more; it is about what all of them are about."""
    line.count += 1
    # Whoever chose the inbox since finds it there, though the line began as one of a mail alone.
    line.in_inbox = line.in_inbox or in_inbox
    if line.key_result_id != (happening.key_result.pk if happening.key_result else None):
        line.key_result = None
    line.comment = None
    if happening.at >= line.at:
        line.at, line.act, line.actor_id = happening.at, happening.act, happening.actor_id
    line.mail_due_at = min(filter(None, (line.mail_due_at, due)), default=None)
    line.save(
        update_fields=[
            "count",
            "key_result",
            "comment",
            "at",
            "act",
            "actor",
            "in_inbox",
            "mail_due_at",
        ]
    )
    return line


def _fold(kind: NoticeKind, happening: Happening) -> str:
    if happening.practice is not None:
        return f"{kind.value}:{happening.practice.pk}"
    if kind not in FOLDED or happening.objective is None:
        return ""
    return f"{kind.value}:{happening.objective.pk}"


def _lines(
    people: Sequence[Person], happening: Happening, audience: dict[int, NoticeKind]
) -> dict[tuple[int, str], Notice]:
    """Return the unread lines that the event may fold into (one query)."""
    folds = {_fold(audience[person.pk], happening) for person in people} - {""}
    rows = Notice.objects.select_for_update().filter(
        person__in=people, fold__in=folds, read_at__isnull=True
    )
    return {(row.person_id, row.fold): row for row in rows} if folds else {}

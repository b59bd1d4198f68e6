"""Reading what is new in the journal and telling people of it, turn by turn."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import OperationalError, transaction
from django.db.models import QuerySet

from plumbline.domain.journal.models import JournalEntry, Source
from plumbline.domain.notify.models import Follow, ReadingMark
from plumbline.domain.notify.services.events import ACTS, Happening, happening_of
from plumbline.domain.notify.services.reminding import reminders_follow
from plumbline.domain.notify.services.telling import Told, happening_tell_some
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.transactions import writing

FIRST_LOOK: Final = timedelta(days=7)
"""So far back an inbox begins, where none was kept before."""

SETTLED: Final = timedelta(minutes=5)
"""An entry is as old as the act it tells of, and commits with it: by then every one has, so that
one that was begun earlier and committed later is not passed over."""

TURN: Final = 20
"""So many entries at most are told while other writers wait."""

TOLD_A_TURN: Final = 200
"""So many people at most are told while other writers wait; of one event the others come next."""

_log = logging.getLogger(__name__)
_DONE_KEPT: Final = 200
_LOOKED_THROUGH: Final = timedelta(hours=1)
_FOLLOWED: Final = frozenset({"objective.create", "objective.propose"})


def journal_tell(*, at: datetime, goes_on: Callable[[], bool] = lambda: True) -> int:
    """Tell people of what happened since the journal was read last (two queries if nothing did).

    A turn is all told or not at all, and nobody is told of one event twice: a worker that is
    killed takes nothing away, and two of them do each turn once. An event for very many is told
    over several turns, so that other writers come in between.

    Args:
        at: Now.
        goes_on: Asked between two turns; false leaves the rest to the next round.

    Returns:
        How many entries were read.
    """
    total = 0
    while True:
        mark = ReadingMark.objects.first()
        if mark is not None and not _is_long(mark, at) and not _unread(mark, at).exists():
            return total
        read, is_all = _turn(at)
        total += read
        if is_all or not goes_on():
            return total


def _unread(mark: ReadingMark | None, at: datetime) -> QuerySet[JournalEntry]:
    since = mark.since if mark is not None else at - FIRST_LOOK
    entries = JournalEntry.objects.filter(at__gt=since, act__in=ACTS)
    if mark is not None and mark.done:
        entries = entries.exclude(pk__in=mark.done)
    return entries.exclude(source=Source.IMPORT).order_by("at", "pk")


def _turn(at: datetime) -> tuple[int, bool]:
    """Tell of the next entries; return how many were told to the end, and whether none is left."""
    with writing(organization_bound()):
        # The first turn of all is counted by the constraint: of two writers one begins anew.
        ReadingMark.objects.get_or_create(defaults={"since": at - FIRST_LOOK})
        mark = ReadingMark.objects.select_for_update().get()
        entries = list(_unread(mark, at)[:TURN])
        done, left = [], TOLD_A_TURN
        for entry in entries:
            told = _tell(entry, at, most=left)
            if told.is_whole:
                done.append(entry.pk)
            left -= told.people
            if left <= 0:
                break
        is_all = len(done) == len(entries) < TURN
        mark.done = [*mark.done, *done]
        if is_all and _is_long(mark, at):
            _settle(mark, at)
        mark.save(update_fields=["since", "done"])
        return len(done), is_all


def _tell(entry: JournalEntry, at: datetime, *, most: int) -> Told:
    """Tell some of one entry; one that cannot be told is logged and passed over."""
    try:
        with transaction.atomic():
            happening = happening_of(entry)
            if happening is not None:
                _writer_follows(happening)
                _reminders_follow(happening, at)
                return happening_tell_some(happening, at=at, most=most)
    except OperationalError:
        raise  # the database is busy or gone: the whole turn is read again
    except Exception:  # noqa: BLE001 — logged; the others are told
        _log.exception("Nobody was told of journal entry %s (%s).", entry.pk, entry.act)
    return Told(0)


def _reminders_follow(happening: Happening, at: datetime) -> None:
    """What was checked in is not due any more: no bell says so until the next day."""
    if happening.act == "check_in.record" and happening.key_result is not None:
        people = (happening.actor_id, happening.key_result.owner_id)
        reminders_follow(filter(None, people), at=at)


def _is_long(mark: ReadingMark, at: datetime) -> bool:
    """Say whether what has to be looked through at each beat has grown."""
    return len(mark.done) > _DONE_KEPT or mark.since < at - _LOOKED_THROUGH


def _settle(mark: ReadingMark, at: datetime) -> None:
    """Let go of the entries that are old enough for nothing to come before them any more."""
    since = max(mark.since, at - SETTLED)
    kept = JournalEntry.objects.filter(pk__in=mark.done, at__gt=since)
    mark.since, mark.done = since, list(kept.values_list("pk", flat=True))


def _writer_follows(happening: Happening) -> None:
    """Whoever writes an objective follows it, unless they said otherwise."""
    if happening.act not in _FOLLOWED or happening.actor_id is None:
        return
    own = Follow.objects.filter(objective=happening.objective, person_id=happening.actor_id)
    if not own.exists():
        Follow(
            objective=happening.objective, person_id=happening.actor_id, since=happening.at
        ).save(force_insert=True)

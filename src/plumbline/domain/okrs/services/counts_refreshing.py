"""Bringing the counts of teams up to date: what was marked, and what tells of another day.

A turn counts in a reading phase, in nobody's way, and writes in a short one of its own. It drops
what it counted if another worker has written meanwhile: the marks it read are then gone or still
there for the next turn, and nothing older ever replaces what is newer.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import CountsBook, CountsMark, TeamCounts
from plumbline.domain.okrs.models.counts import of_other_days
from plumbline.domain.okrs.selectors.tallies import NOTHING, Tally
from plumbline.domain.okrs.services.counting import Key, tallies_by_key
from plumbline.domain.okrs.services.counts_marking import counts_mark_all
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import Team
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.transactions import reading, writing

#: Of a turn: so many marks are read, and so many teams counted, in some ten milliseconds each.
MARKS_AT_ONCE = 400
KEYS_AT_ONCE = 20

#: Marks of what was never counted are so old that no page takes what is not there for nothing.
LONG_AGO = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Turn:
    """What one turn counted, still to be written.

    Attributes:
        number: Of the book, when it was read.
        marks: Ids of the marks that are done with it.
        counted: By key; a key without objectives has none.
    """

    number: int
    marks: Sequence[int]
    counted: Mapping[Key, Mapping[str, Tally]]


def always() -> bool:
    """Say that a run goes on until nothing is left."""
    return True


def counts_refresh(*, at: datetime, goes_on: Callable[[], bool] = always) -> int:
    """Count anew what was marked or tells of another day, in turns.

    An organization of which nothing is kept yet is counted wholly.

    Args:
        at: Now; the counts say that they are of this instant.
        goes_on: Asked before each turn; false ends the run, and the next one takes up the rest.

    Returns:
        How many pairs of team and cycle were counted anew.
    """
    organization = organization_bound()
    refreshed = 0
    while goes_on():
        with reading(organization, suspendable=True):
            number = CountsBook.objects.values_list("number", flat=True).first()
            turn = None if number is None else _counted(number, at=at)
        if number is None:
            book_open(at)
        elif turn is None or not _written(turn, at=at):
            break
        else:
            refreshed += len(turn.counted)
    return refreshed


def counts_forget(*, at: datetime) -> None:
    """Let everything be counted anew by the next refresh; until then pages count for themselves."""
    with writing(organization_bound()):
        TeamCounts.objects.all().delete()
        counts_mark_all(at=at - LONG_AGO)


def book_open(at: datetime) -> None:
    """Begin to keep counts, all of them still to be made."""
    with writing(organization_bound()):
        if not CountsBook.objects.exists():
            CountsBook().save(force_insert=True)
            counts_mark_all(at=at - LONG_AGO)


def _counted(number: int, *, at: datetime) -> _Turn | None:
    """Count what waits, as much as one turn takes; `None` when nothing does."""
    rows = CountsMark.objects.order_by("pk").values_list("cycle_id", "team_id", "is_inside", "pk")
    marks: dict[Key, list[int]] = defaultdict(list)
    for cycle_id, team_id, is_inside, pk in rows[:MARKS_AT_ONCE]:
        marks[Key(cycle_id, team_id, is_inside)].append(pk)
    today = organization_day(organization_bound(), at)
    keys = [*marks, *(key for key in _turned(today) if key not in marks)][:KEYS_AT_ONCE]
    if not keys:
        return None
    done = [pk for key in keys for pk in marks.get(key, ())]
    return _Turn(number, done, tallies_by_key(keys, at=at))


def _turned(today: date) -> Iterable[Key]:
    """Return what tells of another day than today, as much as one turn takes (one query)."""
    rows = TeamCounts.objects.filter(
        of_other_days(today, calendar=organization_bound().calendar_number)
    )
    keys = rows.order_by("cycle", "team", "is_inside").values_list(*Key._fields).distinct()
    return [Key(*row) for row in keys[:KEYS_AT_ONCE]]


def _written(turn: _Turn, *, at: datetime) -> bool:
    """Replace what is kept by what was counted, unless another one was quicker."""
    with writing(organization_bound()):
        book = CountsBook.objects.select_for_update().get()
        if book.number != turn.number:
            return False
        book.number += 1
        book.save(update_fields=["number"])
        CountsMark.objects.filter(pk__in=turn.marks).delete()
        TeamCounts.objects.filter(_any_of(turn.counted)).delete()
        today = organization_day(organization_bound(), at)
        TeamCounts.objects.bulk_create(_rows(turn.counted, on=today, at=at))
    return True


def _any_of(keys: Iterable[Key]) -> Q:
    """Return the condition of being kept under one of the keys."""
    found = Q()
    for key in keys:
        found |= Q(**key._asdict())
    return found


def _rows(
    counted: Mapping[Key, Mapping[str, Tally]], *, on: date, at: datetime
) -> Iterable[TeamCounts]:
    """Yield the rows of what was counted; of a team or cycle that is gone there are none."""
    teams = Team.objects.in_bulk({key.team_id for key in counted})
    cycles = Cycle.objects.in_bulk({key.cycle_id for key in counted})
    for key, tallies in counted.items():
        if key.team_id not in teams or key.cycle_id not in cycles:
            continue
        # A team that has nothing left keeps one empty row: it says since when.
        for style, tally in (tallies or {"": NOTHING}).items():
            yield TeamCounts(
                **key._asdict(),
                style=style,
                day=on if tally.key_results else None,
                calendar=organization_bound().calendar_number,
                counted_at=at,
                **asdict(tally),
            )

"""Counting teams and cycles from the rows themselves, and comparing what is kept with that."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import CountsBook, CountsMark, TeamCounts
from plumbline.domain.okrs.models.counts import of_other_days
from plumbline.domain.okrs.selectors.moments import moment_of
from plumbline.domain.okrs.selectors.tallies import (
    NOTHING,
    TALLY_FIELDS,
    Tally,
    tallies_counted,
)
from plumbline.domain.okrs.selectors.team_groups import objectives_counted
from plumbline.domain.tenancy.context import organization_bound


class Key(NamedTuple):
    """What is counted at once: what everyone, or the team alone, sees of a team in a cycle."""

    cycle_id: int
    team_id: int
    is_inside: bool


@dataclass(frozen=True, slots=True)
class CountsDifference:
    """A team, cycle and style of which something else is kept than its rows say."""

    key: Key
    style: str
    kept: Tally
    counted: Tally


def tallies_by_key(keys: Collection[Key], *, at: datetime) -> Mapping[Key, Mapping[str, Tally]]:
    """Count teams in cycles by style; at most six queries a cycle.

    Args:
        keys: What to count; a team or cycle that is gone has nothing.
        at: Now.
    """
    moment = moment_of(at=at, as_of=None)
    teams: dict[int, set[int]] = defaultdict(set)
    for key in keys:
        teams[key.cycle_id].add(key.team_id)
    found: dict[Key, dict[str, Tally]] = {key: {} for key in keys}
    for cycle in Cycle.objects.filter(pk__in=teams):
        objectives = objectives_counted(cycle, moment).filter(team__in=teams[cycle.pk])
        for place, tally in tallies_counted(objectives, cycle, moment).items():
            key = Key(cycle.pk, place.team_id, place.is_inside)
            if key in found:
                found[key][place.style] = tally
    return found


def counts_compare(*, at: datetime) -> list[CountsDifference]:
    """Count everything anew and compare it with what is kept and waits for nothing.

    Must run inside `reading` or `writing`. What is marked, or tells of another day, is about to be
    counted and is left out.
    """
    if not CountsBook.objects.exists():
        return []
    moment = moment_of(at=at, as_of=None)
    counted: dict[tuple[Key, str], Tally] = {}
    for cycle in Cycle.objects.all():
        for place, tally in tallies_counted(
            objectives_counted(cycle, moment), cycle, moment
        ).items():
            counted[Key(cycle.pk, place.team_id, place.is_inside), place.style] = tally
    kept, waiting = _kept(), _waiting(moment.day)
    differences = (
        CountsDifference(
            key, style, kept.get((key, style), NOTHING), counted.get((key, style), NOTHING)
        )
        for key, style in sorted({*counted, *kept})
    )
    return [each for each in differences if each.kept != each.counted and each.key not in waiting]


def _kept() -> Mapping[tuple[Key, str], Tally]:
    rows = TeamCounts.objects.values_list(*Key._fields, "style", *TALLY_FIELDS)
    return {
        (Key(cycle_id, team_id, is_inside), style): Tally(
            **dict(zip(TALLY_FIELDS, numbers, strict=True))
        )
        for cycle_id, team_id, is_inside, style, *numbers in rows
    }


def _waiting(today: date) -> set[Key]:
    """Return what is to be counted anew anyway."""
    other = of_other_days(today, calendar=organization_bound().calendar_number)
    turned = TeamCounts.objects.filter(other).values_list(*Key._fields)
    return {Key(*row) for row in (*CountsMark.objects.values_list(*Key._fields), *turned)}

"""The values of several key results over time, and what was said of them a week ago, for lists."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F

from plumbline.domain.okrs.models import KeyResultScoreState, Reading
from plumbline.domain.okrs.permissions import readable_to
from plumbline.domain.okrs.scoring import engine_readings_of
from plumbline.domain.okrs.selectors.lines import Point
from plumbline.domain.okrs.selectors.moments import day_before, moment_of
from plumbline.domain.orgs.viewers import Actor
from plumbline.engine.scoring.readings import readings_effective

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """What was said of a key result at the end of the day a week before."""

    chance: Decimal | None
    confidence: int | None


def said_week_before(
    *,
    viewer: Actor,
    key_results: Collection[str],
    at: datetime,
    as_of: date | None = None,
) -> Mapping[str, SaidBefore]:
    """Return what was said of key results a week before the day shown, by public id (one query).

    As it was known then; those that were not there yet, or are hidden from the viewer, are not
    among the keys.
    """
    day = day_before(moment_of(at=at, as_of=as_of).day, WEEK)
    rows = KeyResultScoreState.objects.filter(
        moment_of(at=at, as_of=day).in_force,
        readable_to(viewer, at=at, of="subject__key_result__objective"),
        subject__key_result__public_id__in=key_results,
    ).values_list("subject__key_result__public_id", "chance", "confidence")
    return {key: SaidBefore(chance, confidence) for key, chance, confidence in rows}


def points_of_key_results(
    *,
    viewer: Actor,
    key_results: Collection[str],
    at: datetime,
    as_of: date | None = None,
) -> Mapping[str, tuple[Point, ...]]:
    """Return the values that stand, one a day, oldest first, by public id (one query).

    Key results without a value, or hidden from the viewer, are not among the keys. Stages of a
    milestone are no values.
    """
    moment = moment_of(at=at, as_of=as_of)
    rows = Reading.objects.filter(
        moment.known(),
        readable_to(viewer, at=at, of="key_result__objective"),
        key_result__public_id__in=key_results,
    ).annotate(of=F("key_result__public_id"))
    by_key_result: dict[str, list[Any]] = defaultdict(list)  # readings, with whose they are
    for row in rows:
        by_key_result[row.of].append(row)
    return {
        public_id: points
        for public_id, readings in by_key_result.items()
        if (points := _points(readings, moment.day))
    }


def _points(readings: list[Reading], on: date) -> tuple[Point, ...]:
    effective = readings_effective(engine_readings_of(readings), on=on)
    return tuple(Point(entry.on, entry.value) for entry in effective if entry.value is not None)

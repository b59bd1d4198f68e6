"""The values of several key results over time, for the small trends of lists."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import F

from plumbline.domain.okrs.models import Objective, Reading
from plumbline.domain.okrs.permissions import readable_to
from plumbline.domain.okrs.scoring import engine_readings_of
from plumbline.domain.okrs.selectors.lines import Point
from plumbline.domain.okrs.selectors.moments import moment_of
from plumbline.domain.orgs.viewers import Actor
from plumbline.engine.scoring.readings import readings_effective


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
    readable = Objective.objects.filter(readable_to(viewer, at=at)).values("pk")
    rows = Reading.objects.filter(
        moment.known(),
        key_result__public_id__in=key_results,
        key_result__objective__in=readable,
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

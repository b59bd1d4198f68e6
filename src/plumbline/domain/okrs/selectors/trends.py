"""The trends of many key results at once, with pace, targets and forecast, for a wall or paper."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from plumbline.domain.okrs.definitions import course_changes, metric_definition
from plumbline.domain.okrs.models import KeyResult, Reading
from plumbline.domain.okrs.scoring import engine_readings_of
from plumbline.domain.okrs.selectors.courses import AdjustedAt, adjusted_at
from plumbline.domain.okrs.selectors.facts import KeyResultFacts
from plumbline.domain.okrs.selectors.forecasts import forecast_stored
from plumbline.domain.okrs.selectors.lines import (
    Point,
    expected_points,
    points_of,
    target_points,
)
from plumbline.domain.okrs.selectors.moments import Moment, moment_of
from plumbline.domain.okrs.selectors.nodes import key_result_paced
from plumbline.domain.okrs.selectors.rows_at import (
    KeyResultAt,
    ObjectiveAt,
    PausesAt,
    Span,
    key_results_at,
    objective_key,
    objectives_at,
    objectives_read,
    pauses_at,
    spans_at,
)
from plumbline.domain.orgs.viewers import Actor
from plumbline.engine.documents import model as documents
from plumbline.engine.forecast.key_results import Forecast
from plumbline.engine.scoring.readings import Reading as EngineReading


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendFacts:
    """What a trend is drawn from; each attribute is as in `KeyResultDetails`."""

    facts: KeyResultFacts
    as_of: date | None
    readings: tuple[Point, ...]
    expected: tuple[Point, ...]
    targets: tuple[Point, ...]
    forecast: Forecast | None


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around some key results, by row."""

    pauses: PausesAt
    readings: Mapping[int, tuple[EngineReading, ...]]
    adjusted: AdjustedAt


def trends_of_objectives(
    *,
    viewer: Actor,
    objectives: Collection[str],
    at: datetime,
    as_of: date | None = None,
) -> Mapping[str, TrendFacts]:
    """Return the trends of all key results of some objectives by public id; at most 9 queries.

    Args:
        viewer: Who asks; what they may not see is left out.
        objectives: Public ids.
        at: Now.
        as_of: The day asked for, or `None` for now: what was learned later is in none of them.
    """
    moment = moment_of(at=at, as_of=as_of)
    wanted = {f"{objective_key(moment, 'public_id')}__in": list(objectives)}
    found = objectives_read(objectives_at(viewer, moment).filter(**wanted), moment)
    ids = [row.subject.pk for row in found]
    parts = key_results_at(ids, moment)
    rows = [part.subject for those in parts.values() for part in those]
    spans = spans_at({row.fields.cycle_id for row in found}, moment)
    around = _Around(
        pauses_at(ids, moment),
        _readings(rows, moment),
        adjusted_at([part for those in parts.values() for part in those], moment),
    )
    return {
        part.subject.public_id: _trend(part, row, spans[row.fields.cycle_id], around, moment, as_of)
        for row in found
        for part in parts.get(row.subject.pk, ())
    }


def _trend(
    part: KeyResultAt,
    objective: ObjectiveAt,
    span: Span,
    around: _Around,
    moment: Moment,
    as_of: date | None,
) -> TrendFacts:
    pauses: tuple[documents.Pause, ...] = around.pauses.of(part)
    entries = around.readings.get(part.subject.pk, ())
    definition = metric_definition(part.fields, cycle_start=span.start, cycle_end=span.end)
    adjusted = around.adjusted.get(part.subject.pk, ())
    changes = course_changes(definition, adjusted, cycle_start=span.start, cycle_end=span.end)
    team_id = objective.fields.team_id
    return TrendFacts(
        facts=key_result_paced(part, span, pauses, moment, team_id=team_id, adjusted=adjusted),
        as_of=as_of,
        readings=points_of(definition, entries, on=moment.day),
        expected=expected_points(definition, pauses, moment, changes=changes),
        targets=target_points(definition, changes),
        forecast=forecast_stored(part, objective, span, entries, pauses=pauses, moment=moment),
    )


def _readings(
    key_results: Collection[KeyResult], moment: Moment
) -> Mapping[int, tuple[EngineReading, ...]]:
    """Return what had been recorded of each key result (one query)."""
    by_key_result: dict[int, list[Reading]] = defaultdict(list)
    for row in Reading.objects.filter(moment.known(), key_result__in=key_results):
        by_key_result[row.key_result_id].append(row)
    return {pk: engine_readings_of(rows) for pk, rows in by_key_result.items()}

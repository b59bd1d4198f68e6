"""What is said today of everything in an import that runs: its chances and statuses.

Past days stay without: nobody had said anything then, and a chance is never made up afterwards.
"""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from plumbline.domain.okrs.chances import NO_CHANCE, chance_of, forecast_of
from plumbline.domain.okrs.lifecycle import MEASURED_STATES
from plumbline.domain.okrs.models.choices import Cadence
from plumbline.domain.okrs.standings import PartFacts, PausesOfParts, standing_of
from plumbline.domain.transfer.plan_values import (
    ImportPlan,
    PlannedCycle,
    PlannedKeyResult,
    PlannedObjective,
)
from plumbline.domain.transfer.score_book import KeyResultStand, ScoreBook, readings_of
from plumbline.engine.scoring.metrics import definition_from_metric
from plumbline.engine.scoring.rollup import weight_scaled


def book_judge(plan: ImportPlan, book: ScoreBook, *, on: date, at: datetime) -> None:
    """Add to a book what is said of everything that runs, from the import on.

    Args:
        plan: The one the book was made from.
        book: Extended in place.
        on: The day of the import.
        at: Its instant.
    """
    if plan.cycle is None:
        raise ValueError("A plan without a cycle cannot be judged.")
    for index, planned in enumerate(plan.objectives):
        if planned.state in MEASURED_STATES:
            _judge(planned, plan.cycle, index, book, on=on, at=at)


def _judge(
    planned: PlannedObjective,
    cycle: PlannedCycle,
    index: int,
    book: ScoreBook,
    *,
    on: date,
    at: datetime,
) -> None:
    parts = []
    for place, part in enumerate(planned.key_results):
        if part.state not in MEASURED_STATES:
            continue
        stands = book.key_results[index, place]
        _chance_add(part, planned, cycle, stands, on=on, at=at)
        parts.append(_facts(part, planned, cycle, place, stands[-1]))
    pauses = PausesOfParts(
        {0: planned.objective.pauses},
        {place: part.key_result.pauses for place, part in enumerate(planned.key_results)},
    )
    latest = book.objectives[index][-1]
    said = replace(latest, at=at, standing=standing_of(parts, on=on, pauses=pauses))
    book.objectives[index][-1:] = [said] if latest.at >= at else [latest, said]


def _chance_add(
    part: PlannedKeyResult,
    planned: PlannedObjective,
    cycle: PlannedCycle,
    stands: list[KeyResultStand],
    *,
    on: date,
    at: datetime,
) -> None:
    """Say the chance of a key result in its latest stand; earlier ones stay as they are."""
    item, latest = part.key_result, stands[-1]
    chance = NO_CHANCE
    if not item.guardrail:
        definition = definition_from_metric(
            item.metric, start=item.start or cycle.start, end=item.due or cycle.end
        )
        forecast = forecast_of(
            definition,
            [placed.reading for placed in readings_of(part)],
            pauses=(*item.pauses, *planned.objective.pauses),
            style=planned.objective.style or "",
            on=on,
        )
        chance = chance_of(forecast, has_data=latest.has_data)
    said = replace(latest, at=max(at, latest.at), chance=chance)
    if chance != latest.chance:
        stands[-1:] = [said] if latest.at >= at else [latest, said]


def _facts(
    part: PlannedKeyResult,
    planned: PlannedObjective,
    cycle: PlannedCycle,
    place: int,
    stand: KeyResultStand,
) -> PartFacts:
    item = part.key_result
    return PartFacts(
        objective_id=0,
        key_result_id=place,
        style=planned.objective.style or "",
        is_guardrail=item.guardrail,
        weight=weight_scaled(Decimal(1) if item.weight is None else item.weight),
        cadence=item.cadence.value if item.cadence else Cadence.WEEKLY,
        start=item.start or cycle.start,
        end=item.due or cycle.end,
        chance=stand.chance.chance,
        has_data=stand.has_data,
        checked_in_on=stand.checked_in_on,
        is_breached=stand.is_breached,
    )

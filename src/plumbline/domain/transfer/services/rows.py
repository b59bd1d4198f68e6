"""Rows of a planned import, made in memory: nothing here touches the database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from django.db import models

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES
from plumbline.domain.okrs.models import (
    Adjustment,
    Cadence,
    KeyResult,
    KeyResultScore,
    KeyResultScoreState,
    KeyResultState,
    MetricKind,
    Objective,
    ObjectiveScore,
    ObjectiveScoreState,
    ObjectiveState,
    Origin,
    Pause,
    Reading,
    ReadingSource,
    Status,
)
from plumbline.domain.okrs.models.key_result import KeyResultFields
from plumbline.domain.okrs.models.objective import GradeFields, ObjectiveFields
from plumbline.domain.okrs.services.writing_values import key_result_set
from plumbline.domain.okrs.values import KeyResultValues, MetricValues
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.tenancy.history import versioned_values
from plumbline.domain.transfer.plan_people import people_key
from plumbline.domain.transfer.plan_values import (
    PlannedKeyResult,
    PlannedObjective,
    PlannedPerson,
    PlannedTeam,
)
from plumbline.domain.transfer.score_book import (
    KeyResultStand,
    ObjectiveStand,
    corrections,
    is_withdrawal,
    readings_of,
)
from plumbline.engine.documents import model as documents
from plumbline.engine.forecast.key_results import MODEL

StateT = TypeVar("StateT", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Landing:
    """Where staged rows belong; what the plan makes anew is staged before them.

    Attributes:
        cycle: The cycle of all of them.
        team: For what names no team.
        at: The instant of the import.
        on: The organization's day of it.
        batch: The import's public id.
        teams: The teams the plan makes anew.
        people: Everybody the plan names, by key.
    """

    cycle: Cycle
    team: Team
    at: datetime
    on: date
    batch: str
    teams: dict[PlannedTeam, Team] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def person(self, planned: PlannedPerson | None) -> Person | None:
        """Return the row of somebody the plan names."""
        return None if planned is None else self.people[planned.key]

    def team_of(self, planned: PlannedTeam | None, *, is_personal: bool) -> Team | None:
        """Return the row of a team the plan names, or of the one that takes what names none."""
        if planned is None:
            return None if is_personal else self.team
        return planned.team or self.teams[planned]

    def author(self, written: str | None) -> Person | None:
        """Return who recorded an entry of the document."""
        return self.people.get(people_key(written)) if written else None


def objective_row(planned: PlannedObjective, landing: Landing, *, begins: datetime) -> Objective:
    """Return an objective as it is staged: seen by nobody."""
    item = planned.objective
    objective = Objective(
        document_key=item.id or "",
        title=item.title,
        why=item.why or "",
        owner=landing.person(planned.owner),
        team=landing.team_of(planned.team, is_personal=planned.is_personal),
        cycle=landing.cycle,
        priority=planned.priority.priority if planned.priority else None,
        is_personal=planned.is_personal,
        rank=item.rank,
        style=item.style.value if item.style else "",
        state=planned.state,
        state_reason=item.state_reason or "",
        origin=Origin(item.origin.value) if item.origin else Origin.TOP_DOWN,
        visibility=planned.visibility,
        tags=list(item.tags),
        created_at=landing.at,
        activated_at=None if planned.state in EDITABLE_STATES else begins,
        imported_on=landing.on,
        import_batch=landing.batch,
        is_staged=True,
    )
    _grade_fill(objective, item.grade)
    return objective


def key_result_row(part: PlannedKeyResult, objective: Objective, landing: Landing) -> KeyResult:
    """Return a key result below a staged objective."""
    item = part.key_result
    row = KeyResult(objective=objective, created_at=landing.at, state=part.state)
    owner = landing.person(part.owner)
    key_result_set(row, key_result_values_of(item, owner=owner, rank=part.rank))
    row.title = item.title
    row.state_reason = item.state_reason or ""
    _grade_fill(row, item.grade)
    return row


def key_result_values_of(
    item: documents.KeyResult, *, owner: Person | None, rank: int | None
) -> KeyResultValues:
    """Return what a key result of a document says as the values that services take."""
    movement, evidence = item.expected_movement, item.evidence
    return KeyResultValues(
        title=item.title,
        owner=owner,
        metric=_metric_values(item.metric, item.measurement, movement),
        weight=Decimal(1) if item.weight is None else item.weight,
        rank=rank,
        is_guardrail=item.guardrail,
        is_shared=item.shared,
        start=item.start,
        due=item.due,
        cadence=Cadence(item.cadence.value) if item.cadence else Cadence.WEEKLY,
        indicator=item.indicator.value if item.indicator else "",
        dimension=item.dimension.value if item.dimension else "",
        theme=item.theme.value if item.theme else "",
        evidence_counts=evidence.counts if evidence else "",
        evidence_by=evidence.by if evidence else None,
        tags=item.tags,
        document_key=item.id or "",
        custom=dict(item.fields) or None,
    )


def _metric_values(
    metric: documents.Metric | None,
    measurement: documents.Measurement | None,
    movement: documents.ExpectedMovement | None,
) -> MetricValues:
    metric = metric or documents.Metric()
    return MetricValues(
        kind=MetricKind(metric.kind.value) if metric.kind else None,
        unit=metric.unit or "",
        decimals=metric.decimals,
        baseline=metric.baseline,
        baseline_by=metric.baseline_by,
        target=metric.target,
        relative_target=metric.relative_target,
        low=metric.low,
        high=metric.high,
        accumulates=metric.accumulates,
        checkpoints=metric.checkpoints,
        stages=metric.stages,
        measurement=measurement,
        expected_low=movement.low if movement else None,
        expected_high=movement.high if movement else None,
    )


def _grade_fill(row: GradeFields, grade: documents.Grade | None) -> None:
    if grade is not None:
        row.better_state = grade.better_state.value if grade.better_state else ""
        row.self_score = grade.self_score
        row.final_score = grade.final_score
        row.grade_note = grade.note or ""
        row.grade_reason = grade.reason or ""
        row.learned = grade.learned or ""
        row.learned_evidence = grade.evidence or ""


def objective_state_row(objective: Objective, *, begins: datetime) -> ObjectiveState:
    """Return what an inserted objective says from its beginning on."""
    values = versioned_values(objective, ObjectiveFields)
    return ObjectiveState(subject=objective, valid_from=begins, **values)


def key_result_state_row(row: KeyResult, *, begins: datetime) -> KeyResultState:
    """Return what an inserted key result says from its beginning on."""
    values = versioned_values(row, KeyResultFields)
    return KeyResultState(subject=row, valid_from=begins, **values)


def objective_score_row(objective: Objective, stand: ObjectiveStand) -> ObjectiveScore:
    """Return the present score of an inserted objective."""
    return ObjectiveScore(objective=objective, **_objective_score_values(stand))


def objective_score_states(
    score: ObjectiveScore, stands: list[ObjectiveStand]
) -> Iterator[ObjectiveScoreState]:
    """Yield the history of an inserted objective score."""
    for place, stand in enumerate(stands):
        yield ObjectiveScoreState(
            subject=score,
            valid_from=stand.at,
            valid_to=stands[place + 1].at if place + 1 < len(stands) else None,
            **_objective_score_values(stand),
        )


def _objective_score_values(stand: ObjectiveStand) -> dict[str, object]:
    sums = stand.sums
    said: dict[str, object] = {}
    if stand.standing is not None:
        said = {
            "mean_chance": stand.standing.mean_chance,
            "status": Status(stand.standing.status.value),
            "chance_model": MODEL,
        }
    return said | {
        "weight_sum": sums.weight_sum,
        "weighted_sum": sums.weighted_sum,
        "progress": stand.progress,
        "data_parts": sums.data_parts,
        "confidence_weight": sums.confidence_weight,
        "confidence_sum": sums.confidence_sum,
        "guardrails_breached": sums.guardrails_breached,
    }


def key_result_score_row(
    row: KeyResult, stands: list[KeyResultStand], *, on: date
) -> KeyResultScore:
    """Return the present score of an inserted key result."""
    stand = stands[-1]
    value = stand.current_value
    return KeyResultScore(
        key_result=row,
        current_order=None if value is None else float(value),
        computed_on=on,
        **_key_result_score_values(stand),
    )


def key_result_score_states(
    score: KeyResultScore, stands: list[KeyResultStand]
) -> Iterator[KeyResultScoreState]:
    """Yield the history of an inserted key result score."""
    for place, stand in enumerate(stands):
        yield KeyResultScoreState(
            subject=score,
            valid_from=stand.at,
            valid_to=stands[place + 1].at if place + 1 < len(stands) else None,
            **_key_result_score_values(stand),
        )


def _key_result_score_values(stand: KeyResultStand) -> dict[str, object]:
    return {
        "current_value": stand.current_value,
        "current_stage": stand.current_stage,
        "current_on": stand.current_on,
        "checked_in_on": stand.checked_in_on,
        "confidence": stand.confidence,
        "raw_progress": stand.raw_progress,
        "progress": stand.progress,
        "has_data": stand.has_data,
        "is_breached": stand.is_breached,
        "chance": stand.chance.chance,
        "status": stand.chance.status,
        "chance_model": stand.chance.model,
    }


def reading_rows(
    row: KeyResult, part: PlannedKeyResult, *, at: datetime
) -> list[tuple[int | None, Reading]]:
    """Return the readings of a key result, each with the place of the check-in it belongs to."""
    return [
        (
            None if placed.restores else placed.place,
            Reading(
                key_result=row,
                effective_on=placed.reading.on,
                recorded_at=placed.reading.recorded_at or at,
                value=placed.reading.value,
                stage=placed.reading.stage,
                corrects_on=placed.reading.corrects,
                source=ReadingSource.SYSTEM if placed.restores else ReadingSource.IMPORT,
            ),
        )
        for placed in readings_of(part)
    ]


def check_in_rows(
    row: KeyResult,
    part: PlannedKeyResult,
    readings: Mapping[int | None, Reading],
    stands: list[KeyResultStand],
    landing: Landing,
) -> tuple[list[CheckIn], dict[int, int]]:
    """Return the check-ins of a key result, and which place corrects which other one."""
    corrected = dict(corrections(part.check_ins))
    rows = []
    for place, entry in enumerate(part.check_ins):
        recorded_at = entry.recorded_at or landing.at
        stand = next((s for s in reversed(stands) if s.at <= recorded_at), stands[0])
        rows.append(
            CheckIn(
                key_result=row,
                effective_on=entry.date,
                recorded_at=recorded_at,
                reading=readings.get(place),
                confidence=entry.confidence,
                author=landing.author(entry.author),
                note=entry.note or "",
                evidence_text=entry.evidence or "",
                evidence_link=entry.link or "",
                source=ReadingSource.IMPORT,
                is_withdrawal=is_withdrawal(entry, place in corrected),
                imported_on=landing.on,
                progress=stand.progress if stand.has_data else None,
            )
        )
    return rows, corrected


def adjustment_rows(
    adjustments: tuple[documents.Adjustment, ...],
    landing: Landing,
    *,
    objective: Objective,
    key_result: KeyResult | None = None,
) -> list[Adjustment]:
    """Return the recorded changes of an objective, or of one of its key results."""
    return [
        Adjustment(
            objective=objective,
            key_result=key_result,
            reason=one.reason or "",
            changes=one.changes,
            author=landing.author(one.author),
            effective_on=one.on,
            recorded_at=one.recorded_at or landing.at,
        )
        for one in adjustments
    ]


def pause_rows(
    pauses: tuple[documents.Pause, ...],
    *,
    at: datetime,
    objective: Objective | None = None,
    key_result: KeyResult | None = None,
) -> Iterator[Pause]:
    """Yield the pauses of an objective or key result."""
    for pause in pauses:
        if pause.until is None or pause.until >= pause.since:
            yield Pause(
                objective=objective,
                key_result=key_result,
                since=pause.since,
                until=pause.until,
                reason=pause.reason or "",
                recorded_at=at,
            )

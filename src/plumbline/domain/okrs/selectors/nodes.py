"""From rows to facts: key results and objectives as pages show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from django.db.models import Q

from plumbline.domain.okrs.definitions import Adjusted, course_changes, metric_definition
from plumbline.domain.okrs.lifecycle import MEASURED_STATES
from plumbline.domain.okrs.models import State, Status, Style, Visibility
from plumbline.domain.okrs.models.key_result import KeyResultFields, KeyResultScoreFields
from plumbline.domain.okrs.models.objective import ObjectiveScoreFields
from plumbline.domain.okrs.selectors.courses import AdjustedAt, adjusted_at
from plumbline.domain.okrs.selectors.facts import KeyResultFacts, Metric, Name, TreeNode
from plumbline.domain.okrs.selectors.moments import Moment
from plumbline.domain.okrs.selectors.names import person_name
from plumbline.domain.okrs.selectors.rows_at import (
    KeyResultAt,
    ObjectiveAt,
    PausesAt,
    Span,
    key_results_at,
    pauses_at,
    spans_at,
)
from plumbline.domain.okrs.selectors.ties import TiesSeen, ties_seen
from plumbline.domain.okrs.values import THOUSANDTHS
from plumbline.domain.orgs.calendar import working_for
from plumbline.domain.orgs.viewers import Actor
from plumbline.engine.documents import model as documents
from plumbline.engine.scoring import readings as engine_readings
from plumbline.engine.scoring.decimals import decimal_plain, exactly, round_progress, round_shown
from plumbline.engine.scoring.metrics import MetricDefinition, metric_resolve
from plumbline.engine.scoring.pace import expected_line, expected_progress
from plumbline.engine.scoring.progress import GuardrailState, guardrail_state
from plumbline.engine.scoring.rollup import progress_unscaled
from plumbline.engine.scoring.staleness import CheckInState, check_in_due_on, check_in_state

Pauses = tuple[documents.Pause, ...]

#: From what needs a look most to what needs none.
CHECK_IN_ORDER = (
    CheckInState.OVERDUE,
    CheckInState.STALE,
    CheckInState.NO_DATA,
    CheckInState.DUE,
    CheckInState.FRESH,
)


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around some objectives."""

    key_results: Mapping[int, list[KeyResultAt]]
    pauses: PausesAt
    adjusted: AdjustedAt
    spans: Mapping[int, Span]
    ties: TiesSeen


def nodes_of(
    *,
    viewer: Actor,
    rows: Sequence[ObjectiveAt],
    moment: Moment,
    under: int | None = None,
    pauses: PausesAt | None = None,
    spans: Mapping[int, Span] | None = None,
    hidden: Q | None = None,
    key_results: Mapping[int, list[KeyResultAt]] | None = None,
    ties: TiesSeen | None = None,
) -> tuple[TreeNode, ...]:
    """Return objectives as the tree shows them, in a constant number of queries.

    Args:
        viewer: Who asks.
        rows: What they may see, in order.
        moment: Of which the rows are.
        under: The objective they are listed under; it is not among their further parents.
        pauses: Theirs, where they are at hand; read otherwise, like the spans.
        spans: Their cycles by id.
        hidden: Of rows of `objectives_at`: what is not counted below them though it is seen.
        key_results: Theirs by row, where they are at hand.
        ties: What is above and below them, where it is at hand.
    """
    ids = [row.subject.pk for row in rows]
    parts = key_results_at(ids, moment) if key_results is None else key_results
    around = _Around(
        key_results=parts,
        pauses=pauses or pauses_at(ids, moment),
        adjusted=adjusted_at(chain.from_iterable(parts.values()), moment),
        spans=spans or spans_at({row.fields.cycle_id for row in rows}, moment),
        ties=ties or ties_seen(viewer, ids, moment, hidden),
    )
    return tuple(_node(row, around, moment, under) for row in rows)


def _node(row: ObjectiveAt, around: _Around, moment: Moment, under: int | None) -> TreeNode:
    fields, score, subject = row.fields, row.score, row.subject
    span = around.spans[fields.cycle_id]
    key_results = _parts(row, around, moment)
    contributes, others = _above(around.ties.parents.get(subject.pk, []), under)
    progress = score.progress if score else None
    has_data = bool(score and score.data_parts)
    return TreeNode(
        public_id=subject.public_id,
        document_key=subject.document_key,
        title=fields.title,
        why=fields.why,
        owner=person_name(fields.owner),
        team=row.team,
        cycle=Name(span.public_id, span.name),
        style=Style(fields.style) if fields.style else None,
        state=State(fields.state),
        visibility=Visibility(subject.visibility),
        is_personal=fields.is_personal,
        rank=fields.rank,
        tags=tuple(fields.tags),
        progress=None if progress is None else progress_unscaled(progress),
        has_data=has_data,
        pace=_mean_pace(key_results),
        mean_confidence=_mean_confidence(score),
        guardrails_breached=score.guardrails_breached if score else 0,
        check_in=_worst((part.check_in for part in key_results), has_data=has_data),
        mean_chance=score.mean_chance if score else None,
        status=Status(score.status) if score else Status.NOT_COMPUTED,
        chance_model=score.chance_model if score else "",
        key_results=key_results,
        children_count=around.ties.children.get(subject.pk, 0),
        contributes=contributes,
        other_parents=others,
        version=subject.version,
    )


def _parts(row: ObjectiveAt, around: _Around, moment: Moment) -> tuple[KeyResultFacts, ...]:
    span, team_id = around.spans[row.fields.cycle_id], row.fields.team_id
    return tuple(
        key_result_paced(
            part,
            span,
            around.pauses.of(part),
            moment,
            team_id=team_id,
            adjusted=around.adjusted.get(part.subject.pk, ()),
        )
        for part in around.key_results.get(row.subject.pk, ())
    )


def _above(
    links: Sequence[tuple[int, int | None, Name]], under: int | None
) -> tuple[Decimal | None, tuple[Name, ...]]:
    """Return the weight that counts in the parent it is listed under, and its other parents."""
    weights = [weight for parent, weight, _ in links if parent == under and weight is not None]
    others = {parent: name for parent, _, name in links if parent != under}
    return weight_shown(weights[0]) if weights else None, tuple(others.values())


def key_result_facts(
    row: KeyResultAt, span: Span, pauses: Pauses, moment: Moment, *, team_id: int | None
) -> KeyResultFacts:
    """Return a key result as pages show it, its pace as if it never was adjusted.

    Args:
        row: As it was at the moment.
        span: Its cycle.
        pauses: What stops its clock.
        moment: When.
        team_id: The team of its objective, whose holidays are those of an owner without their own.
    """
    fields, score = row.fields, row.score
    definition = metric_definition(fields, cycle_start=span.start, cycle_end=span.end)
    checked_in_on = score.checked_in_on if score else None
    check_in, due_on = _check_in(fields, checked_in_on, definition, pauses, moment, team_id)
    return KeyResultFacts(
        public_id=row.subject.public_id,
        document_key=row.subject.document_key,
        title=fields.title,
        owner=person_name(fields.owner),
        state=State(fields.state),
        rank=fields.rank,
        weight=weight_shown(fields.weight),
        is_guardrail=fields.is_guardrail,
        is_shared=fields.is_shared,
        guardrail=_guardrail(definition, score) if fields.is_guardrail else None,
        metric=_metric(fields, definition),
        cadence=documents.Cadence(fields.cadence),
        start=definition.start,
        due=definition.end,
        value=score.current_value if score else None,
        stage=score.current_stage if score else None,
        current_on=score.current_on if score else None,
        raw_progress=score.raw_progress if score else None,
        progress=progress_unscaled(score.progress if score else 0),
        has_data=bool(score and score.has_data),
        pace=expected_progress(definition, on=moment.day, pauses=pauses),
        confidence=score.confidence if score else None,
        checked_in_on=checked_in_on,
        check_in=check_in,
        check_in_due_on=due_on,
        chance=score.chance if score else None,
        status=Status(score.status) if score else Status.NOT_COMPUTED,
        chance_model=score.chance_model if score else "",
        tags=tuple(fields.tags),
        evidence_counts=fields.evidence_counts,
        version=row.subject.version,
    )


def key_result_paced(
    row: KeyResultAt,
    span: Span,
    pauses: Pauses,
    moment: Moment,
    *,
    team_id: int | None,
    adjusted: Sequence[Adjusted],
) -> KeyResultFacts:
    """Return a key result as pages show it, with the pace that its adjustments have left.

    Args:
        row: As it was at the moment.
        span: Its cycle.
        pauses: What stops its clock.
        moment: When.
        team_id: As in `key_result_facts`.
        adjusted: Its adjustments in the order of recording.
    """
    facts = key_result_facts(row, span, pauses, moment, team_id=team_id)
    if not adjusted:
        return facts
    definition = metric_definition(row.fields, cycle_start=span.start, cycle_end=span.end)
    changes = course_changes(definition, adjusted, cycle_start=span.start, cycle_end=span.end)
    return replace(
        facts,
        pace=expected_progress(definition, on=moment.day, pauses=pauses, changes=changes),
        pace_bent=expected_line(definition, today=moment.day, pauses=pauses, changes=changes),
    )


def _check_in(
    fields: KeyResultFields,
    checked_in_on: date | None,
    definition: MetricDefinition,
    pauses: tuple[documents.Pause, ...],
    moment: Moment,
    team_id: int | None,
) -> tuple[CheckInState | None, date | None]:
    """Return how fresh the last check-in is and when the next is due; None where none is asked."""
    if State(fields.state) not in MEASURED_STATES:
        return None, None
    cadence = documents.Cadence(fields.cadence)
    start, end = definition.start, definition.end
    working = working_for(fields.owner.location_id if fields.owner else None, team_id)
    return (
        check_in_state(
            cadence, checked_in_on, start, moment.day, end=end, pauses=pauses, working=working
        ),
        check_in_due_on(cadence, checked_in_on, start, end=end, pauses=pauses, working=working),
    )


def _metric(fields: KeyResultFields, definition: MetricDefinition) -> Metric:
    resolved = metric_resolve(definition)
    return Metric(
        kind=resolved.kind,
        unit=fields.unit,
        decimals=fields.decimals,
        baseline=resolved.baseline,
        baseline_by=resolved.baseline_by,
        target=resolved.target,
        relative_target=resolved.relative_target,
        low=resolved.low,
        high=resolved.high,
        accumulates=resolved.accumulates,
        checkpoints=resolved.checkpoints,
        stages=resolved.stages,
    )


def _guardrail(definition: MetricDefinition, score: KeyResultScoreFields | None) -> GuardrailState:
    """Say whether a guardrail holds: the latest value alone decides."""
    if score is None or score.current_on is None:
        return GuardrailState.NO_DATA
    latest = engine_readings.Reading(
        on=score.current_on, value=score.current_value, stage=score.current_stage
    )
    return guardrail_state(definition, [latest], on=score.current_on)


@exactly
def _mean_pace(key_results: Iterable[KeyResultFacts]) -> Decimal | None:
    weights = weighted = Decimal(0)
    for part in key_results:
        if not part.is_guardrail and part.state != State.STOPPED:
            weights += part.weight
            weighted += part.weight * part.pace
    return round_progress(weighted / weights) if weights else None


@exactly
def _mean_confidence(score: ObjectiveScoreFields | None) -> Decimal | None:
    if score is None or not score.confidence_weight:
        return None
    return round_shown(Decimal(score.confidence_sum) / score.confidence_weight, 1)


@lru_cache(maxsize=1024)
@exactly
def weight_shown(weight: int) -> Decimal:
    """Return a stored weight as people write it."""
    return decimal_plain(Decimal(weight) / THOUSANDTHS)


def _worst(states: Iterable[CheckInState | None], *, has_data: bool) -> CheckInState | None:
    """Return the worst state of the parts; the whole has no data only when no part has any."""
    seen = set(states) - {None}
    if has_data or len(seen) > 1:
        seen.discard(CheckInState.NO_DATA)
    return next((state for state in CHECK_IN_ORDER if state in seen), None)

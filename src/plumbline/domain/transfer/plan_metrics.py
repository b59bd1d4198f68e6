"""What a key result measures, without what cannot be; each thing left out is noted."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from plumbline.domain.okrs.models import MetricKind
from plumbline.domain.okrs.services.writing_values import METRIC_MESSAGE_FIELDS, MISSING_IN_DRAFTS
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.plan_notes import Notes
from plumbline.domain.transfer.plan_values import MetricUnderstood, PlannedCycle
from plumbline.engine.documents import model as documents
from plumbline.engine.documents.metrics_in_text import metric_read
from plumbline.engine.messages import Message
from plumbline.engine.scoring.decimals import NumberRefused, decimal_accept
from plumbline.engine.scoring.metrics import definition_from_metric, metric_validate

UNIT_LIMIT = 60

NodeT = TypeVar("NodeT", documents.KeyResult, documents.Metric)

#: What is given up when the engine says that a field cannot be.
_GIVEN_UP: Mapping[str, Callable[[documents.Metric], documents.Metric]] = {
    "target": lambda metric: replace(metric, target=None, relative_target=None),
    "relative_target": lambda metric: replace(metric, relative_target=None),
    "low": lambda metric: replace(metric, low=None, high=None),
    "baseline_by": lambda metric: replace(metric, baseline_by=None),
    "checkpoints": lambda metric: replace(metric, checkpoints=()),
    "stages": lambda metric: replace(metric, stages=()),
}
_NUMBERS = ("baseline", "target", "low", "high", "relative_target")


def days_plan(
    key_result: documents.KeyResult, cycle: PlannedCycle, notes: Notes
) -> documents.KeyResult:
    """Return a key result whose days lie within the cycle and in order."""
    for name in ("start", "due"):
        day: date | None = getattr(key_result, name)
        if day is not None and not cycle.start <= day <= cycle.end:
            _outside(notes, key_result.spans, name, day, cycle)
            key_result = _without(key_result, name)
    if (key_result.due or cycle.end) < (key_result.start or cycle.start):
        notes.add(
            key_result.spans,
            ("due",),
            "documents.yaml.due_before_start",
            start=key_result.start or cycle.start,
            due=key_result.due or cycle.end,
        )
        key_result = replace(key_result, start=None, due=None)
    evidence = key_result.evidence
    if evidence and evidence.by and not cycle.start <= evidence.by <= cycle.end:
        _outside(notes, evidence.spans, "by", evidence.by, cycle)
        key_result = replace(key_result, evidence=replace(evidence, by=None))
    return key_result


def _without(node: NodeT, name: str) -> NodeT:
    """Return a node of a document without one of its values."""
    nothing: dict[str, Any] = {name: None}
    return replace(node, **nothing)


def _outside(
    notes: Notes, spans: documents.Spans, name: str, day: date, cycle: PlannedCycle
) -> None:
    notes.add(spans, (name,), "transfer.day.outside", day=day, start=cycle.start, end=cycle.end)


def metric_plan(
    key_result: documents.KeyResult, cycle: PlannedCycle, notes: Notes
) -> documents.KeyResult:
    """Return a key result whose metric the engine can score, as far as it is complete."""
    metric = key_result.metric
    if metric is None:
        notes.add(key_result.spans, (), "transfer.metric.none")
        return key_result
    metric = _numbers_kept(metric, notes)
    if metric.unit and len(metric.unit) > UNIT_LIMIT:
        unit = notes.cut(metric.unit, UNIT_LIMIT, spans=metric.spans, name="unit")
        metric = replace(metric, unit=unit)
    start, end = key_result.start or cycle.start, key_result.due or cycle.end
    while refusal := _refusal(metric, start, end):
        field = METRIC_MESSAGE_FIELDS.get(refusal.id, "")
        give_up = _GIVEN_UP.get(field)
        message = Message("transfer.metric.left_out", {"reason": wording(refusal)})
        notes.add_message(metric.spans, (field, "target", "kind"), message)
        changed = give_up(metric) if give_up else None
        if changed is None or changed == metric:
            metric = documents.Metric(unit=metric.unit, spans=metric.spans)
            break
        metric = changed
    movement = key_result.expected_movement
    if movement is not None and not _fits(movement.low, movement.high):
        key_result = replace(key_result, expected_movement=None)
    return replace(key_result, metric=metric)


def _refusal(metric: documents.Metric, start: date, end: date) -> Message | None:
    """Return the first thing that makes a metric impossible, not merely incomplete."""
    found = metric_validate(definition_from_metric(metric, start=start, end=end))
    return next((message for message in found if message.id not in MISSING_IN_DRAFTS), None)


def _numbers_kept(metric: documents.Metric, notes: Notes) -> documents.Metric:
    """Return a metric without numbers that no measure can hold."""
    for name in _NUMBERS:
        number: Decimal | None = getattr(metric, name)
        if number is None:
            continue
        try:
            decimal_accept(number)
        except NumberRefused as refused:
            message = Message("transfer.metric.left_out", {"reason": wording(refused.message)})
            notes.add_message(metric.spans, (name,), message)
            metric = _without(metric, name)
    if not all(_fits(checkpoint.value) for checkpoint in metric.checkpoints):
        metric = replace(metric, checkpoints=())
    if not all(stage.share is None or _fits(stage.share) for stage in metric.stages):
        metric = replace(metric, stages=())
    return metric


def _fits(*numbers: Decimal) -> bool:
    try:
        for number in numbers:
            decimal_accept(number)
    except NumberRefused:
        return False
    return True


def metric_understood(key_result: documents.KeyResult) -> MetricUnderstood | None:
    """Return what the preview says a key result was understood as."""
    metric = key_result.metric
    if metric is None:
        return None
    return MetricUnderstood(
        kind=MetricKind(metric.kind.value) if metric.kind else None,
        unit=metric.unit or "",
        baseline=metric.baseline,
        target=metric.target,
        relative_target=metric.relative_target,
        low=metric.low,
        high=metric.high,
        baseline_by=metric.baseline_by,
        due=key_result.due,
        stages=len(metric.stages),
        is_guardrail=key_result.guardrail,
    )


def title_tints(title: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches of a title that say what is measured, in order, without overlaps."""
    read = metric_read(title)
    found = (read.baseline_at, read.target_at, read.low_at, read.high_at)
    tints: list[tuple[int, int]] = []
    for start, end in sorted(stretch for stretch in found if stretch is not None):
        if tints and start <= tints[-1][1]:
            tints[-1] = (tints[-1][0], max(end, tints[-1][1]))
        else:
            tints.append((start, end))
    return tuple(tints)

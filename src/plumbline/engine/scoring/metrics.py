"""What a key result measures, resolved to what its numbers need, and what may not be."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from plumbline.engine.documents.model import Checkpoint, Metric, MetricKind, Stage
from plumbline.engine.messages import Message
from plumbline.engine.scoring.decimals import (
    MAX_DECIMAL_PLACES,
    NumberRefused,
    decimal_accept,
    decimal_plain,
    exactly,
    round_shown,
)

LEVEL_KINDS = frozenset({MetricKind.INCREASE, MetricKind.DECREASE})
LIMIT_KINDS = frozenset({MetricKind.AT_MOST, MetricKind.AT_LEAST})
INSIDE_KINDS = LIMIT_KINDS | {MetricKind.RANGE}


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricDefinition:
    """A metric over the time of its key result; measures are in the metric's unit.

    Attributes:
        kind: How values turn into progress; `None` while nobody said.
        start: First day that counts.
        end: Last day that counts: the key result's due date or the end of its cycle.
        baseline: Value at the start; `None` while it is unknown.
        target: Value to reach, or the limit of `at_most` / `at_least` (inclusive).
        low: Lower end of a range, inclusive.
        high: Upper end of a range, inclusive.
        accumulates: A total that grows over the cycle and starts at 0 unless a baseline is
            given; otherwise a level. Readings of a total are the total so far.
        relative_target: Change asked of the baseline in percent, such as -20.
        baseline_by: Day by which a baseline still to be measured is due.
        checkpoints: Phased targets in order of date.
        stages: Stages of a milestone in order; their shares are parts of the way that add up
            to 1, or are all left out for equal parts.
    """

    kind: MetricKind | None
    start: date
    end: date
    baseline: Decimal | None = None
    target: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    accumulates: bool = False
    relative_target: Decimal | None = None
    baseline_by: date | None = None
    checkpoints: tuple[Checkpoint, ...] = ()
    stages: tuple[Stage, ...] = ()


def definition_from_metric(metric: Metric | None, *, start: date, end: date) -> MetricDefinition:
    """Build a definition from a document's metric and the days its key result covers."""
    if metric is None:
        return MetricDefinition(kind=None, start=start, end=end)
    return MetricDefinition(
        kind=metric.kind,
        start=start,
        end=end,
        baseline=metric.baseline,
        target=metric.target,
        low=metric.low,
        high=metric.high,
        accumulates=metric.accumulates,
        relative_target=metric.relative_target,
        baseline_by=metric.baseline_by,
        checkpoints=metric.checkpoints,
        stages=metric.stages,
    )


def metric_resolve(definition: MetricDefinition) -> MetricDefinition:
    """Fill in what follows from what is known.

    A relative target becomes a target once the baseline is known (rounded half up to 12
    places), and a total without baseline starts at 0. What cannot be known yet stays `None`.
    """
    if not definition.accumulates and definition.relative_target is None:
        return definition  # as most are
    return _resolved(definition)


@exactly
def _resolved(definition: MetricDefinition) -> MetricDefinition:
    baseline, target = definition.baseline, definition.target
    if baseline is None and definition.accumulates and _starts_at_zero(definition):
        baseline = Decimal(0)
    if target is None and baseline is not None and definition.relative_target is not None:
        factor = 1 + definition.relative_target / 100
        target = decimal_plain(round_shown(baseline * factor, MAX_DECIMAL_PLACES))
    return replace(definition, baseline=baseline, target=target)


def _starts_at_zero(definition: MetricDefinition) -> bool:
    return definition.baseline_by is None and definition.relative_target is None


def metric_validate(definition: MetricDefinition) -> tuple[Message, ...]:
    """Say everything that makes a metric impossible to score.

    Returns:
        Refusals in the order a reader would fill the metric in; empty when it can be scored
        (now, or once its baseline has been measured).
    """
    # NaN and the like cannot be computed with; the rest is asked once the numbers are numbers.
    refused = tuple(_number_problems(definition))
    refused = refused or tuple(_number_problems(metric_resolve(definition)))
    if refused:
        return refused
    return (*_date_problems(definition), *_kind_problems(definition))


def _number_problems(definition: MetricDefinition) -> Iterator[Message]:
    numbers = (
        definition.baseline,
        definition.target,
        definition.low,
        definition.high,
        definition.relative_target,
        *(checkpoint.value for checkpoint in definition.checkpoints),
        *(stage.share for stage in definition.stages),
    )
    for number in numbers:
        if number is None:
            continue
        try:
            decimal_accept(number)
        except NumberRefused as refusal:
            yield refusal.message


def _date_problems(definition: MetricDefinition) -> Iterator[Message]:
    span = {"start": definition.start, "end": definition.end}
    if definition.end < definition.start:
        yield Message("scoring.dates_reversed", span)
        return
    baseline_by = definition.baseline_by
    if baseline_by is not None and not definition.start <= baseline_by <= definition.end:
        yield Message("scoring.baseline_by_outside", {**span, "on": baseline_by})
    days = [checkpoint.date for checkpoint in definition.checkpoints]
    for day in days:
        if not definition.start <= day <= definition.end:
            yield Message("scoring.checkpoint_outside", {**span, "on": day})
    if any(later <= earlier for earlier, later in pairwise(days)):
        yield Message("scoring.checkpoints_order")


def _kind_problems(definition: MetricDefinition) -> Iterator[Message]:
    if definition.kind is None:
        yield Message("scoring.kind_missing")
    elif definition.kind is MetricKind.MILESTONE:
        yield from _stage_problems(definition.stages)
    elif definition.kind is MetricKind.RANGE:
        if definition.low is None or definition.high is None:
            yield Message("scoring.range_incomplete")
        elif definition.low > definition.high:
            yield Message(
                "scoring.range_reversed", {"low": definition.low, "high": definition.high}
            )
    elif definition.kind in LIMIT_KINDS:
        if definition.target is None:
            yield Message("scoring.limit_missing")
    else:
        yield from _level_problems(definition)


def _level_problems(definition: MetricDefinition) -> Iterator[Message]:
    if definition.relative_target == 0:
        yield Message("scoring.relative_target_zero")
        return
    if definition.target is not None and definition.relative_target is not None:
        yield Message("scoring.target_stated_twice")
        return
    if definition.target is None and definition.relative_target is None:
        yield Message("scoring.target_missing")
    resolved = metric_resolve(definition)
    baseline, target = resolved.baseline, resolved.target
    if baseline is None:
        if definition.baseline_by is None:
            yield Message("scoring.baseline_missing")
    elif target is None:
        return
    elif baseline == target:
        yield Message("scoring.target_equals_baseline", {"value": target})
    elif (target > baseline) != (definition.kind is MetricKind.INCREASE):
        message_id = (
            "scoring.target_below_baseline"
            if definition.kind is MetricKind.INCREASE
            else "scoring.target_above_baseline"
        )
        yield Message(message_id, {"target": target, "baseline": baseline})


@exactly
def _stage_problems(stages: tuple[Stage, ...]) -> tuple[Message, ...]:
    shares = [stage.share for stage in stages if stage.share is not None]
    if not shares:
        return ()
    if len(shares) < len(stages):
        return (Message("scoring.stage_share_missing"),)
    if any(share < 0 for share in shares):
        return (Message("scoring.stage_share_negative"),)
    if sum(shares) != 1:
        return (Message("scoring.stage_shares_sum", {"sum": sum(shares)}),)
    return ()

"""What cannot be true together in a document, whatever text it was read from."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from plumbline.engine.documents.addresses import address_is_sound
from plumbline.engine.documents.alignment import alignment_problems
from plumbline.engine.documents.model import (
    CheckIn,
    Cycle,
    Document,
    ExternalLink,
    KeyResult,
    Metric,
    MetricKind,
    Pause,
    Spans,
)
from plumbline.engine.documents.placed import problem_at
from plumbline.engine.documents.reading import Problem
from plumbline.engine.documents.scalars import number_format


def document_problems(document: Document) -> Iterator[Problem]:
    """Yield what does not fit together in a document.

    Args:
        document: As read; places come from its spans.

    Yields:
        Problems in the order of the document: equal target and baseline, ends of ranges,
        days outside the cycle or in the wrong order, ids that stand twice or lead nowhere,
        loops of support.
    """
    cycle = document.cycle
    if cycle is not None and cycle.start and cycle.end and cycle.end < cycle.start:
        yield problem_at(
            cycle.spans, ("end",), "documents.yaml.cycle_order", start=cycle.start, end=cycle.end
        )
        cycle = None
    for objective in document.objectives:
        yield from _pause_problems(objective.pauses)
        yield from _address_problems(objective.external_links)
        for key_result in objective.key_results:
            yield from _key_result_problems(key_result, cycle)
    yield from _priority_problems(document)
    yield from alignment_problems(document)


def standing_still(document: Document) -> Iterator[Problem]:
    """Yield the metrics that lead nowhere, for documents whose other rules are not ours."""
    for objective in document.objectives:
        for key_result in objective.key_results:
            metric = key_result.metric
            target = None if metric is None else metric.target
            if metric is not None and target is not None and target == metric.baseline:
                yield _no_way_to_go({**key_result.spans, **metric.spans}, target)


def _no_way_to_go(spans: Spans, target: Decimal) -> Problem:
    value = number_format(target)
    return problem_at(spans, ("target",), "documents.yaml.target_baseline", value=value)


def _priority_problems(document: Document) -> Iterator[Problem]:
    """Yield priorities named twice, and objectives that name one the document does not list."""
    known: set[str] = set()
    for priority in document.priorities:
        if priority.id in known:
            yield problem_at(priority.spans, ("id",), "documents.yaml.id_twice", id=priority.id)
        known.add(priority.id)
    for objective in document.objectives:
        if known and objective.priority is not None and objective.priority not in known:
            yield problem_at(
                objective.spans,
                ("priority",),
                "documents.yaml.priority_unknown",
                id=objective.priority,
            )


def _key_result_problems(key_result: KeyResult, cycle: Cycle | None) -> Iterator[Problem]:
    """Yield the problems of one key result without its links."""
    if key_result.metric is not None:
        yield from _metric_problems(key_result.metric)
    start, due = key_result.start, key_result.due
    if start is not None and due is not None and due < start:
        yield problem_at(
            key_result.spans, ("due",), "documents.yaml.due_before_start", start=start, due=due
        )
    movement = key_result.expected_movement
    if movement is not None and movement.low > movement.high:
        yield _range_order(movement.spans, movement.low, movement.high)
    yield from _pause_problems(key_result.pauses)
    yield from _address_problems(key_result.external_links)
    for spans, name, day in _days(key_result):
        yield from _outside(spans, name, day, cycle)


def _metric_problems(metric: Metric) -> Iterator[Problem]:
    """Yield what is impossible in a metric."""
    kind = metric.kind
    if metric.target is not None and metric.target == metric.baseline:
        yield _no_way_to_go(metric.spans, metric.target)
    elif metric.relative_target is not None and metric.relative_target == 0:
        yield problem_at(metric.spans, ("relative_target",), "documents.yaml.target_no_change")
    elif _is_backwards(metric):
        yield problem_at(metric.spans, ("kind",), "documents.yaml.direction", kind=kind)
    if metric.low is not None and metric.high is not None and metric.low > metric.high:
        yield _range_order(metric.spans, metric.low, metric.high)
    if kind is MetricKind.RANGE and (metric.low is None or metric.high is None):
        yield problem_at(metric.spans, ("kind",), "documents.yaml.range_ends")
    if kind not in (None, MetricKind.RANGE):
        for name in ("low", "high"):
            if getattr(metric, name) is not None:
                yield problem_at(
                    metric.spans, (name,), "documents.yaml.kind_mixed", key=name, kind=kind
                )
    if kind in (MetricKind.AT_MOST, MetricKind.AT_LEAST) and not _has_target(metric):
        yield problem_at(metric.spans, ("kind",), "documents.yaml.limit_missing", kind=kind)
    if kind is MetricKind.RANGE and _has_target(metric):
        yield problem_at(
            metric.spans, ("target",), "documents.yaml.kind_mixed", key="target", kind=kind
        )
    if metric.stages and kind not in (None, MetricKind.MILESTONE):
        yield problem_at(
            metric.spans, ("stages",), "documents.yaml.kind_mixed", key="stages", kind=kind
        )
    for earlier, later in zip(metric.checkpoints, metric.checkpoints[1:], strict=False):
        if later.date <= earlier.date:
            yield problem_at(
                later.spans, ("date",), "documents.yaml.checkpoint_order", day=later.date
            )


def _has_target(metric: Metric) -> bool:
    """Whether a target is stated, absolute or relative."""
    return metric.target is not None or metric.relative_target is not None


def _is_backwards(metric: Metric) -> bool:
    """Whether the target lies on the wrong side of the baseline for its kind."""
    change = metric.relative_target
    if metric.target is not None and metric.baseline is not None:
        change = metric.target - metric.baseline
    if change is None:
        return False
    if metric.kind is MetricKind.INCREASE:
        return change < 0
    return metric.kind is MetricKind.DECREASE and change > 0


def _range_order(spans: Spans, low: Decimal, high: Decimal) -> Problem:
    """Return the problem of a range whose ends are swapped."""
    return problem_at(
        spans,
        ("low",),
        "documents.yaml.range_order",
        low=number_format(low),
        high=number_format(high),
    )


def _address_problems(links: Iterable[ExternalLink]) -> Iterator[Problem]:
    """Yield addresses that lead nowhere on the web."""
    for link in links:
        if not address_is_sound(link.address):
            shown = link.address[:60]
            yield problem_at(link.spans, ("address",), "documents.yaml.address", value=shown)


def _pause_problems(pauses: Iterable[Pause]) -> Iterator[Problem]:
    """Yield pauses that end before they begin."""
    for pause in pauses:
        if pause.until is not None and pause.until < pause.since:
            yield problem_at(
                pause.spans,
                ("until",),
                "documents.yaml.pause_order",
                since=pause.since,
                until=pause.until,
            )


def _days(key_result: KeyResult) -> Iterator[tuple[Spans, str, date]]:
    """Yield every day of a key result that belongs into the cycle, with its place."""
    metric, evidence = key_result.metric, key_result.evidence
    readings: tuple[CheckIn, ...] = key_result.check_ins
    if key_result.current is not None:
        readings = (key_result.current, *readings)
    for name, day in (("start", key_result.start), ("due", key_result.due)):
        if day is not None:
            yield key_result.spans, name, day
    for reading in readings:
        yield reading.spans, "date", reading.date
    for checkpoint in metric.checkpoints if metric is not None else ():
        yield checkpoint.spans, "date", checkpoint.date
    if metric is not None and metric.baseline_by is not None:
        yield metric.spans, "baseline_by", metric.baseline_by
    if evidence is not None and evidence.by is not None:
        yield evidence.spans, "by", evidence.by


def _outside(spans: Spans, name: str, day: date, cycle: Cycle | None) -> Iterator[Problem]:
    """Yield the problem of a day that lies before or behind the cycle."""
    if cycle is None:
        return
    if cycle.start is not None and day < cycle.start:
        yield problem_at(
            spans, (name,), "documents.yaml.day_before_cycle", day=day, start=cycle.start
        )
    elif cycle.end is not None and day > cycle.end:
        yield problem_at(spans, (name,), "documents.yaml.day_after_cycle", day=day, end=cycle.end)

"""Where a key result should be by a day: the expected pace.

Line: the share of the counted days gone, 0 on the first day and 1 on the last. Phased targets are
steps: a checkpoint is expected from its day on and holds until the next one; nothing is expected
between them that nobody promised. A range or limit is expected to hold all the time (1), a
milestone to be passed on its due date (0 before).

Paused days do not count. A pause that has ended is taken out of the whole, so that the last day
is 1 again; while a pause lasts the pace stands still.

Source: the definitions in `docs/explanation/what-the-numbers-mean.md`.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from plumbline.engine.documents.model import Checkpoint, MetricKind, Pause
from plumbline.engine.scoring.days import days_counted, paused_since
from plumbline.engine.scoring.decimals import exactly, round_progress
from plumbline.engine.scoring.metrics import (
    INSIDE_KINDS,
    LEVEL_KINDS,
    MetricDefinition,
    metric_resolve,
)
from plumbline.engine.scoring.progress import clamp, level_share

ZERO = Decimal(0)
ONE = Decimal(1)


def expected_progress(
    definition: MetricDefinition, *, on: date, pauses: Sequence[Pause] = ()
) -> Decimal:
    """The progress expected by a day.

    Args:
        definition: The metric; `start` and `end` are its first and last day.
        on: The day asked about; 0 before the first day, 1 after the last.
        pauses: Stretches that do not count.

    Returns:
        A ratio from 0 to 1, 9 places; 0 where nothing can be expected (no kind, or phased
        targets whose baseline is not known yet).
    """
    resolved = metric_resolve(definition)
    if resolved.kind in INSIDE_KINDS:
        return ONE
    if resolved.kind in LEVEL_KINDS and not resolved.checkpoints:
        return round_progress(_line_share(resolved, on=on, pauses=pauses))
    since = paused_since(pauses, on)
    day = on if since is None else since
    if resolved.kind is None:
        return ZERO
    if resolved.kind is MetricKind.MILESTONE:
        return ONE if day >= resolved.end else ZERO
    return _step_share(resolved, on=day)


@exactly
def expected_value(
    definition: MetricDefinition, *, on: date, pauses: Sequence[Pause] = ()
) -> Decimal | None:
    """The value expected by a day, for the pace line of a chart.

    Returns:
        In the metric's unit, 9 places half up; `None` for ranges, limits and milestones and
        while the baseline or the target is not known.
    """
    resolved = metric_resolve(definition)
    if resolved.kind not in LEVEL_KINDS or resolved.baseline is None or resolved.target is None:
        return None
    if resolved.checkpoints:
        since = paused_since(pauses, on)
        day = on if since is None else since
        is_over = day >= resolved.end
        steps = resolved.checkpoints
        return resolved.target if is_over else _step_value(steps, resolved.baseline, on=day)
    share = _line_share(resolved, on=on, pauses=pauses)
    return round_progress(resolved.baseline + (resolved.target - resolved.baseline) * share)


@exactly
def _line_share(definition: MetricDefinition, *, on: date, pauses: Sequence[Pause]) -> Decimal:
    start, end = definition.start, definition.end
    # Taking a pause that still lasts out of the whole would make the pace 1 on the day it began.
    ended = tuple(pause for pause in pauses if pause.until is not None)
    whole = days_counted(start, end, ended)
    if not whole:
        return ONE if on >= end else ZERO
    return Decimal(days_counted(start, min(on, end), pauses)) / whole


def _step_share(definition: MetricDefinition, *, on: date) -> Decimal:
    baseline, target = definition.baseline, definition.target
    if baseline is None or target is None or baseline == target:
        return ZERO
    expected = _step_value(definition.checkpoints, baseline, on=on)
    return ONE if on >= definition.end else clamp(level_share(baseline, target, expected))


def _step_value(checkpoints: Sequence[Checkpoint], baseline: Decimal, *, on: date) -> Decimal:
    """The value of the latest checkpoint due, the baseline before the first."""
    due = [step for step in checkpoints if step.date <= on]
    return max(due, key=lambda step: step.date).value if due else baseline

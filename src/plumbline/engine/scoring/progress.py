"""The progress of one key result.

Source: the definitions in `docs/explanation/what-the-numbers-mean.md`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from plumbline.engine.documents.model import MetricKind, Pause, Stage
from plumbline.engine.messages import Message
from plumbline.engine.scoring.days import days_counted, paused_since
from plumbline.engine.scoring.decimals import exactly, percent_shown, round_progress
from plumbline.engine.scoring.explain import Step
from plumbline.engine.scoring.metrics import (
    INSIDE_KINDS,
    LEVEL_KINDS,
    MetricDefinition,
    metric_resolve,
)
from plumbline.engine.scoring.readings import Reading, readings_effective

ZERO = Decimal(0)
ONE = Decimal(1)
ONE_DAY = timedelta(days=1)
FARTHEST = Decimal(10) ** 15


class GuardrailState(StrEnum):
    """What can be said of a guardrail; it never adds to progress."""

    HOLDS = "holds"
    BREACHED = "breached"
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a key result has come.

    Attributes:
        raw: The ratio as computed, below 0 and above 1 included, 9 places; `None` without data.
        counted: What counts: `raw` held between 0 and 1; 0 without data.
        has_data: False means "no data", which is never shown as red.
        current: The value in force, in the metric's unit; of a milestone the share reached.
        explanation: How the number came to be.
    """

    raw: Decimal | None
    counted: Decimal
    has_data: bool
    current: Decimal | None
    explanation: Step


def key_result_progress(
    definition: MetricDefinition,
    readings: Iterable[Reading],
    *,
    on: date,
    pauses: Sequence[Pause] = (),
) -> Progress:
    """Compute how far a key result has come by the end of a day.

    Never raises for a definition that `metric_validate` refuses: what cannot be computed is
    "no data", and the explanation says why. While a pause lasts the progress stays what it was
    on the pause's first day.

    Args:
        definition: The metric as it stood on that day.
        readings: Entries in any order; later days than `on` are left out.
        on: The day asked about.
        pauses: Stretches that do not count.
    """
    since = paused_since(pauses, on)
    day = on if since is None else since
    resolved = metric_resolve(definition)
    effective = readings_effective(readings, on=day)
    if resolved.kind in LEVEL_KINDS:
        progress = _level_progress(resolved, effective)
    elif resolved.kind in INSIDE_KINDS:
        progress = _inside_progress(resolved, effective, on=day, pauses=pauses)
    elif resolved.kind is MetricKind.MILESTONE:
        progress = _milestone_progress(resolved, effective, on=day)
    else:
        progress = _no_data(Message("scoring.no_metric"))
    return progress if since is None else _while_paused(progress, since)


def guardrail_state(
    definition: MetricDefinition, readings: Iterable[Reading], *, on: date
) -> GuardrailState:
    """Say whether a guardrail holds by its latest reading.

    A limit or range holds inside (the limit itself is inside), an increase or decrease while
    it is no worse than its baseline (than its target when there is no baseline), a milestone
    while its latest reading says passed.
    """
    effective = readings_effective(readings, on=on)
    if not effective:
        return GuardrailState.NO_DATA
    resolved = metric_resolve(definition)
    if resolved.kind is MetricKind.MILESTONE:
        held: bool | None = _is_passed(resolved.stages, effective[-1])
    else:
        held = _is_held(resolved, effective[-1].value)
    if held is None:
        return GuardrailState.NO_DATA
    return GuardrailState.HOLDS if held else GuardrailState.BREACHED


def _is_held(definition: MetricDefinition, value: Decimal | None) -> bool | None:
    bound = definition.target if definition.baseline is None else definition.baseline
    if definition.kind is MetricKind.INCREASE:
        definition = replace(definition, kind=MetricKind.AT_LEAST, target=bound)
    elif definition.kind is MetricKind.DECREASE:
        definition = replace(definition, kind=MetricKind.AT_MOST, target=bound)
    return is_inside(definition, value)


def is_inside(definition: MetricDefinition, value: Decimal | None) -> bool | None:
    """Whether a value lies inside a range or limit, whose ends are inside.

    Returns:
        `None` when there is no value, an end is not known, or the kind has no inside.
    """
    kind, target, low, high = definition.kind, definition.target, definition.low, definition.high
    if value is None:
        return None
    if kind is MetricKind.RANGE and low is not None and high is not None:
        return low <= value <= high
    if kind is MetricKind.AT_MOST and target is not None:
        return value <= target
    if kind is MetricKind.AT_LEAST and target is not None:
        return value >= target
    return None


@exactly
def level_share(baseline: Decimal, target: Decimal, value: Decimal) -> Decimal:
    """The part of the way from baseline to target, 9 places half up.

    Returns:
        Below 0 and above 1 too, but held within ±10^15, so that it can be stored as a measure.

    Raises:
        ZeroDivisionError: The target equals the baseline.
    """
    if target == baseline:
        raise ZeroDivisionError("the target equals the baseline")
    share = round_progress((value - baseline) / (target - baseline))
    return max(-FARTHEST, min(FARTHEST, share))


def clamp(ratio: Decimal) -> Decimal:
    """Hold a ratio between 0 and 1."""
    return min(ONE, max(ZERO, ratio))


def _no_data(message: Message, current: Decimal | None = None) -> Progress:
    return Progress(
        raw=None,
        counted=ZERO,
        has_data=False,
        current=current,
        explanation=Step(message, ZERO),
    )


def _with_data(raw: Decimal, current: Decimal | None, step: Step) -> Progress:
    counted = clamp(raw)
    if counted != raw:
        message_id = "scoring.counts_nothing" if raw < 0 else "scoring.counts_in_full"
        step = Step(Message(message_id), counted, (step,))
    return Progress(raw=raw, counted=counted, has_data=True, current=current, explanation=step)


def _level_progress(definition: MetricDefinition, readings: Sequence[Reading]) -> Progress:
    baseline, target = definition.baseline, definition.target
    current = readings[-1].value if readings else None
    if baseline is None:
        if definition.baseline_by is None:
            return _no_data(Message("scoring.no_baseline"), current)
        return _no_data(Message("scoring.baseline_due", {"on": definition.baseline_by}), current)
    if target is None:
        return _no_data(Message("scoring.no_target"), current)
    if target == baseline:
        return _no_data(Message("scoring.no_way_to_go", {"value": target}), current)
    if current is None:
        return _no_data(Message("scoring.no_check_in"))
    raw = level_share(baseline, target, current)
    rises = target > baseline
    message = Message(
        "scoring.level_rises" if rises else "scoring.level_falls",
        {
            "current": current,
            "baseline": baseline,
            "target": target,
            "percent": percent_shown(raw),
            "on": readings[-1].on,
        },
    )
    return _with_data(raw, current, Step(message, raw))


def _inside_progress(
    definition: MetricDefinition, readings: Sequence[Reading], *, on: date, pauses: Sequence[Pause]
) -> Progress:
    """Share of the elapsed, unpaused days inside, from the first reading on.

    Days before the key result began and after it ended are not its own and do not count.
    """
    if not readings:
        return _no_data(Message("scoring.no_check_in"))
    verdicts = [is_inside(definition, reading.value) for reading in readings]
    current = readings[-1].value
    if current is None or verdicts[-1] is None:
        return _no_data(Message("scoring.no_limit"), current)
    stretches = _stretches(definition, readings, on=on, pauses=pauses)
    elapsed = sum(stretch.days for stretch in stretches)
    if not elapsed:
        raw = ONE if verdicts[-1] else ZERO
        message_id = "scoring.first_day_inside" if verdicts[-1] else "scoring.first_day_outside"
        return _with_data(raw, current, Step(Message(message_id, {"current": current}), raw))
    inside = sum(stretch.days for stretch in stretches if stretch.is_inside)
    raw = _quotient(inside, elapsed)
    params = {"inside": inside, "elapsed": elapsed, "percent": percent_shown(raw)}
    parts = tuple(_stretch_step(stretch) for stretch in stretches if stretch.days)
    return _with_data(raw, current, Step(Message("scoring.days_inside", params), raw, parts))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The counted days for which one reading holds."""

    reading: Reading
    days: int
    is_inside: bool


def _stretches(
    definition: MetricDefinition, readings: Sequence[Reading], *, on: date, pauses: Sequence[Pause]
) -> list[_Stretch]:
    stop = min(on, definition.end + ONE_DAY)
    ends = [*(reading.on for reading in readings[1:]), stop]
    return [
        _Stretch(
            reading,
            days_counted(max(reading.on, definition.start), min(until, stop), pauses),
            bool(is_inside(definition, reading.value)),
        )
        for reading, until in zip(readings, ends, strict=True)
    ]


def _stretch_step(stretch: _Stretch) -> Step:
    message_id = "scoring.stretch_inside" if stretch.is_inside else "scoring.stretch_outside"
    params: dict[str, object] = {
        "value": stretch.reading.value,
        "since": stretch.reading.on,
        "days": stretch.days,
    }
    return Step(Message(message_id, params), Decimal(stretch.days))


@exactly
def _quotient(part: int, whole: int) -> Decimal:
    return round_progress(Decimal(part) / whole)


def _milestone_progress(
    definition: MetricDefinition, readings: Sequence[Reading], *, on: date
) -> Progress:
    stages = definition.stages
    reached = [stage.reached_on is not None and stage.reached_on <= on for stage in stages]
    if not readings and not any(reached):
        return _no_data(Message("scoring.no_check_in"))
    if not stages:
        return _pass_or_fail(readings[-1])
    by_reading = stages_reached(stages, readings[-1]) if readings else 0
    reached = [by_date or index < by_reading for index, by_date in enumerate(reached)]
    share = _share_of(stages, reached)
    parts = tuple(
        Step(
            Message(
                "scoring.stage_reached" if done else "scoring.stage_open", {"title": stage.title}
            )
        )
        for stage, done in zip(stages, reached, strict=True)
    )
    message = Message("scoring.stages_reached", {"percent": percent_shown(share)})
    return _with_data(share, share, Step(message, share, parts))


def _pass_or_fail(reading: Reading) -> Progress:
    share = ONE if _is_passed((), reading) else ZERO
    message_id = "scoring.milestone_passed" if share else "scoring.milestone_open"
    return _with_data(share, share, Step(Message(message_id, {"on": reading.on}), share))


def _is_passed(stages: Sequence[Stage], reading: Reading) -> bool:
    if stages:
        return stages_reached(stages, reading) == len(stages)
    return reading.value is not None and reading.value >= 1


def stages_reached(stages: Sequence[Stage], reading: Reading) -> int:
    """The number of stages, in their order, that one reading stands for.

    A value between two stages counts as the stage last passed: a milestone is 0, 1 or a stage.
    """
    if reading.stage is not None:
        return min(reading.stage, len(stages))
    value = ZERO if reading.value is None else reading.value
    counts = range(1, len(stages) + 1)
    return sum(
        _share_of(stages, [index < n for index in range(len(stages))]) <= value for n in counts
    )


@exactly
def _share_of(stages: Sequence[Stage], reached: Sequence[bool]) -> Decimal:
    """Add up the shares of the stages reached; stages without shares are equal parts."""
    shares = [stage.share for stage in stages if stage.share is not None]
    if len(shares) < len(stages):
        return round_progress(Decimal(sum(reached)) / len(stages))
    done = (share for share, is_reached in zip(shares, reached, strict=True) if is_reached)
    return clamp(round_progress(sum(done, ZERO)))


def _while_paused(progress: Progress, since: date) -> Progress:
    step = Step(
        Message("scoring.paused", {"since": since}), progress.counted, (progress.explanation,)
    )
    return replace(progress, explanation=step)

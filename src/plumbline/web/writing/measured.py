"""What the words of a key result measure, and what becomes of it where other words are written."""

import re
from dataclasses import replace
from typing import Final

from plumbline.domain.okrs.values import MetricKind, MetricValues
from plumbline.engine.documents import model as documents
from plumbline.engine.rules.language.line import line_read

MOVING: Final = (MetricKind.INCREASE, MetricKind.DECREASE)
_RATE: Final = re.compile(r"\s*((?:a|an|per|each|every) (?:hour|day|week|month))\b")
_GOALS: Final = ("target", "relative_target", "low", "high")


def metric_reworded(metric: MetricValues, *, was: str, title: str) -> MetricValues:
    """Return what is measured once a key result says something else.

    What was read from its former words goes with them; what somebody typed stays.

    Args:
        metric: What is measured so far.
        was: The former words; empty for a new key result.
        title: The words now.
    """
    said = metric_said(title)
    if metric.kind is None:
        return metric if said.kind is None else replace(said, measurement=metric.measurement)
    former = metric_said(was)
    is_read = former.kind is not None and all(
        getattr(metric, goal) == getattr(former, goal) for goal in _GOALS
    )
    if title == was or not is_read:
        return metric
    kind, baseline = said.kind, metric.baseline
    if baseline == former.baseline:
        baseline = said.baseline
    if kind in MOVING and baseline is not None and said.target is not None:
        # A start that was typed says which way it goes; where it is there already, it is none.
        kind = MetricKind.INCREASE if said.target > baseline else MetricKind.DECREASE
        baseline = None if baseline == said.target else baseline
    return replace(
        metric,
        kind=kind,
        unit=said.unit if metric.unit == former.unit else metric.unit,
        baseline=baseline,
        target=said.target,
        relative_target=said.relative_target,
        low=said.low,
        high=said.high,
    )


def metric_said(title: str) -> MetricValues:
    """Return what a sentence measures, as far as it says."""
    read = line_read(title).measured
    metric = read.metric
    if metric is None or metric.kind is None:
        return MetricValues()
    kind = MetricKind(metric.kind.value)
    if kind is MetricKind.MILESTONE:
        return MetricValues()
    behind = title[read.target_at[1] :] if read.target_at else ""
    moves = kind in MOVING
    return MetricValues(
        kind=kind,
        unit=_unit(metric.unit or "", behind),
        baseline=metric.baseline if moves else None,
        target=metric.target,
        relative_target=metric.relative_target if moves else None,
        low=metric.low,
        high=metric.high,
    )


def _unit(unit: str, behind: str) -> str:
    """Return a unit with how often it is counted, where that is said: "calls a week".

    Args:
        unit: As it was read; empty for none.
        behind: What follows the number.
    """
    if unit and not unit[-1].isalpha():
        return unit  # of money and shares the number says how much, not how often
    words = behind.lstrip()
    rate = _RATE.match(words[len(unit) :] if words.lower().startswith(unit.lower()) else behind)
    return f"{unit} {rate[1]}".strip() if rate else unit


def metric_document(metric: MetricValues) -> documents.Metric | None:
    """Return what is measured as the rules read it; `None` where nothing is said."""
    if metric.kind is None:
        return None
    return documents.Metric(
        kind=documents.MetricKind(metric.kind.value),
        unit=metric.unit or None,
        baseline=metric.baseline,
        baseline_by=metric.baseline_by,
        target=metric.target,
        relative_target=metric.relative_target,
        low=metric.low,
        high=metric.high,
        accumulates=metric.accumulates,
        checkpoints=tuple(metric.checkpoints),
        stages=tuple(metric.stages),
    )

"""What a key result says where it goes on in another cycle."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from plumbline.domain.okrs.definitions import key_result_definition
from plumbline.domain.okrs.models import Descent, KeyResult, MetricKind
from plumbline.domain.okrs.values import KeyResultValues, MetricValues, key_result_values
from plumbline.domain.orgs.models import Person
from plumbline.engine.coaching.figures import Figures, title_mended
from plumbline.engine.scoring.metrics import metric_resolve

_FROM_BASELINE: Final = frozenset({MetricKind.INCREASE, MetricKind.DECREASE})


def key_result_going_on(
    row: KeyResult,
    descent: Descent,
    *,
    same_cycle: bool = False,
    custom: Mapping[str, object] | None = None,
) -> KeyResultValues:
    """Return the values a key result begins with where it goes on.

    Days of the old cycle are not taken along. Carried over, a level begins at its present value,
    and a target that is reached is left open for a new one; a total begins anew, and so does a
    milestone. A title that states the former figures states those that hold there. A clone begins
    as it was written.

    Args:
        row: With its objective, cycle, owner and score fetched.
        descent: Carried over, or cloned.
        same_cycle: Whether it goes on beside itself: then it takes no key of documents along.
        custom: Its custom values.
    """
    values = key_result_values(row)
    metric = replace(values.metric, checkpoints=(), baseline_by=None)
    if descent is Descent.CARRIED_OVER:
        metric = _from_where_it_stands(row, metric)
    return replace(
        values,
        title=_retold(values.title, values.metric, metric),
        owner=staying(values.owner),
        metric=metric,
        rank=None,
        start=None,
        due=None,
        evidence_by=None,
        document_key="" if same_cycle else values.document_key,
        custom=custom,
    )


def _retold(title: str, before: MetricValues, now: MetricValues) -> str:
    """Return a title with the figures that hold now; as it is while its target is still open."""
    if now.target is None:
        return title
    mended = title_mended(title, _figures(now), earlier=[_figures(before)])
    return title if mended is None else mended.title


def _figures(metric: MetricValues) -> Figures:
    return Figures(metric.baseline, metric.target, metric.low, metric.high, metric.unit)


def staying(owner: Person | None) -> Person | None:
    """Return an owner who is still there; what nobody owns lacks an owner in the drafts."""
    return owner if owner is not None and owner.active else None


def _from_where_it_stands(row: KeyResult, metric: MetricValues) -> MetricValues:
    value = row.score.current_value
    if metric.kind not in _FROM_BASELINE or metric.accumulates or value is None:
        return metric
    target = metric_resolve(key_result_definition(row)).target
    if target is not None and not _is_ahead(metric.kind, value, target):
        target = None
    return replace(metric, baseline=value, target=target, relative_target=None)


def _is_ahead(kind: MetricKind | None, value: Decimal, target: Decimal) -> bool:
    return value < target if kind is MetricKind.INCREASE else value > target

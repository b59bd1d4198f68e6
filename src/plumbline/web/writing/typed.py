"""A key result as it stands in a form that may not be finished: what cannot be read is left out."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from plumbline.engine.documents.model import (
    EvidenceDemand,
    KeyResult,
    Metric,
    MetricKind,
)
from plumbline.engine.scoring.decimals import NumberRefused
from plumbline.web.typed_numbers import number_read

Said = Callable[[str], str]
"""What stands in a field of that name."""

LONGEST = 2000
"""Characters of a field that are read."""
LIMITS = (MetricKind.AT_MOST, MetricKind.AT_LEAST)


def key_result_typed(said: Said) -> KeyResult:
    """Return a key result as it stands in a form."""
    counts = said("evidence_counts").strip()
    return KeyResult(
        title=said("title")[:LONGEST].strip(),
        metric=_metric(said),
        guardrail=said("is_guardrail") not in ("", "False"),
        evidence=EvidenceDemand(counts=counts[:LONGEST]) if counts else None,
    )


def _metric(said: Said) -> Metric | None:
    if said("kind") not in list(MetricKind):
        return None
    kind = MetricKind(said("kind"))
    return Metric(
        kind=kind,
        unit=said("unit").strip()[:60] or None,
        baseline=_number(said("baseline")),
        baseline_by=_day(said("baseline_by")),
        target=_number(said("limit" if kind in LIMITS else "target")),
        relative_target=_number(said("relative_target")),
        low=_number(said("low")),
        high=_number(said("high")),
    )


def _number(text: str) -> Decimal | None:
    try:
        return number_read(text[:60]) if text.strip() else None
    except NumberRefused:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

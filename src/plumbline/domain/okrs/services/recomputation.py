"""The nightly recomputation: what the days change, and what the deltas must have left.

A range or limit moves with every day, check-in or not; `progress_refresh` carries that upwards.
`recomputation_compare` computes every objective from the ground and reports each difference; a
difference is an alarm, never silently mended.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from plumbline.domain.okrs.contributions import COUNTING_CHILD_STATES, key_result_contribution
from plumbline.domain.okrs.models import (
    Alignment,
    KeyResult,
    MetricKind,
    Objective,
    ObjectiveScore,
    State,
    Style,
)
from plumbline.domain.okrs.selectors.rows import key_result_locked, key_result_score_locked
from plumbline.domain.okrs.services.key_result_scores import key_result_rescore
from plumbline.domain.okrs.services.scores import ancestry_lock, score_apply
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.transactions import reading, writing
from plumbline.engine.scoring.recompute import KeyResultRow, LinkRow, ObjectiveRow, recompute

#: Kinds whose progress is a share of the days that have passed.
MOVING_KINDS = (MetricKind.RANGE, MetricKind.AT_MOST, MetricKind.AT_LEAST)


def progress_refresh(*, at: datetime) -> int:
    """Score every running range and limit for today, each in a transaction of its own.

    Returns:
        How many key results were scored anew.
    """
    organization = organization_bound()
    today = organization_day(organization, at)
    with reading(organization, suspendable=True):
        waiting = list(
            KeyResult.objects.filter(
                metric_kind__in=MOVING_KINDS, state=State.ACTIVE, objective__is_staged=False
            )
            .exclude(score__computed_on=today)
            .values_list("pk", flat=True)
            .order_by("pk")
        )
    for key_result_id in waiting:
        with writing(organization):
            _refresh(key_result_id, at=at)
    return len(waiting)


def _refresh(key_result_id: int, *, at: datetime) -> None:
    key_result = key_result_locked(key_result_id)
    ancestry = ancestry_lock(key_result.objective_id)
    score = key_result_score_locked(key_result)
    before = key_result_contribution(key_result, score)
    key_result_rescore(key_result, score, at=at)
    difference = key_result_contribution(key_result, score) - before
    score_apply(ancestry=ancestry, differences={key_result.objective_id: difference}, at=at)


@dataclass(frozen=True, slots=True)
class Difference:
    """An objective whose stored sums are not what its parts add up to."""

    objective_id: int
    stored: tuple[int, int]
    computed: tuple[int, int]


def recomputation_compare() -> list[Difference]:
    """Compute the sums of every objective from its parts and compare them with what is stored.

    Must run inside `reading` or `writing`. Four queries, whatever the size.
    """
    computed = recompute(_objective_rows(), _key_result_rows(), _link_rows())
    stored = ObjectiveScore.objects.values_list("objective_id", "weight_sum", "weighted_sum")
    differences = []
    for objective_id, weights, weighted in stored.iterator(chunk_size=10_000):
        sums = computed[objective_id]
        found = (sums.weight_sum_scaled, sums.weighted_sum_scaled)
        if found != (weights, weighted):
            differences.append(Difference(objective_id, (weights, weighted), found))
    return differences


def _objective_rows() -> Iterator[ObjectiveRow]:
    rows = Objective.objects.values_list("pk", "style", "state")
    for objective_id, style, state in rows.iterator(chunk_size=10_000):
        counts = style != Style.LEARNING and state in COUNTING_CHILD_STATES
        yield ObjectiveRow(objective_id, counts)


def _key_result_rows() -> Iterator[KeyResultRow]:
    rows = (
        KeyResult.objects.exclude(state=State.STOPPED)
        .filter(is_guardrail=False)
        .values_list("objective_id", "weight", "score__progress")
    )
    for objective_id, weight, progress in rows.iterator(chunk_size=10_000):
        yield KeyResultRow(objective_id, weight, progress or 0)


def _link_rows() -> Iterator[LinkRow]:
    rows = Alignment.objects.filter(is_removed=False, weight__isnull=False)
    for row in rows.values_list("child_objective_id", "parent_objective_id", "weight"):
        yield LinkRow(*row)

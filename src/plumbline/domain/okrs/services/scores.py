"""The roll-up: what changes at one objective is added, as a difference, to each ancestor.

Everything happens inside the caller's `writing`. Rows are locked in ascending id of their
objective, so that two check-ins below one ancestor wait for each other instead of deadlocking.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from plumbline.domain.okrs.contributions import (
    NOTHING,
    Contribution,
    link_contribution,
    progress_from_sums,
)
from plumbline.domain.okrs.graph import Edge, ancestors_ordered, walk_up
from plumbline.domain.okrs.models import Objective, ObjectiveScore, ObjectiveScoreState
from plumbline.domain.okrs.models.objective import ObjectiveScoreFields
from plumbline.domain.tenancy.errors import ProgrammingMistake
from plumbline.domain.tenancy.history import state_record

#: How often the ancestors are read again because somebody changed a link in between.
LOCK_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class LockedAncestry:
    """An objective and its contributing ancestors, locked.

    Attributes:
        scores: By id of the objective.
        edges: Every contributing link among them.
        order: Ids of objectives, each child before its parents.
    """

    scores: Mapping[int, ObjectiveScore]
    edges: tuple[Edge, ...]
    order: tuple[int, ...]


def ancestry_lock(objective_id: int) -> LockedAncestry:
    """Lock the scores of an objective and of all objectives it contributes to.

    The links are read before the lock and again behind it, because another transaction may have
    made one in between; making a link locks the same rows.
    """
    for _attempt in range(LOCK_ATTEMPTS):
        edges = _edges_up(objective_id)
        order = ancestors_ordered(objective_id, edges)
        scores = {
            score.objective_id: score
            for score in ObjectiveScore.objects.filter(objective_id__in=order)
            .select_related("objective")
            .select_for_update(of=("self",))
            .order_by("objective_id")
        }
        if not edges or _edges_up(objective_id) == edges:
            return LockedAncestry(scores=scores, edges=edges, order=tuple(order))
    raise ProgrammingMistake("The alignment above an objective changed while it was being locked.")


def _edges_up(objective_id: int) -> tuple[Edge, ...]:
    levels = walk_up(objective_id, contributing_only=True)
    return tuple(sorted({edge for level in levels for edge in level}, key=_edge_order))


def _edge_order(edge: Edge) -> tuple[int, int]:
    return (edge.child_id, edge.parent_id)


def score_apply(
    *, ancestry: LockedAncestry, differences: Mapping[int, Contribution], at: datetime
) -> list[ObjectiveScore]:
    """Add differences to objectives and carry what follows to their ancestors.

    Args:
        ancestry: The rows, locked.
        differences: What changed directly at an objective, by its id; ids outside the ancestry
            are a mistake.
        at: The instant of the change.

    Returns:
        The scores that changed, saved, each with its state row.
    """
    waiting = dict(differences)
    changed = []
    for objective_id in ancestry.order:
        difference = waiting.pop(objective_id, NOTHING)
        if difference == NOTHING:
            continue
        score = ancestry.scores[objective_id]
        before = (score.progress, bool(score.data_parts))
        _add(score, difference)
        changed.append(score)
        after = (score.progress, bool(score.data_parts))
        if before == after:
            continue
        for edge in ancestry.edges:
            if edge.child_id == objective_id:
                passed_on = _link_difference(edge, score.objective, before, after)
                waiting[edge.parent_id] = waiting.get(edge.parent_id, NOTHING) + passed_on
    if waiting:
        raise ProgrammingMistake(f"Differences for objectives that are not locked: {set(waiting)}")
    scores_save(changed, at=at)
    return changed


def _add(score: ObjectiveScore, difference: Contribution) -> None:
    score.weight_sum += difference.weight_sum
    score.weighted_sum += difference.weighted_sum
    score.data_parts += difference.data_parts
    score.confidence_weight += difference.confidence_weight
    score.confidence_sum += difference.confidence_sum
    score.guardrails_breached += difference.guardrails_breached
    score.progress = progress_from_sums(
        weight_sum=score.weight_sum,
        weighted_sum=score.weighted_sum,
        style=score.objective.style,
    )


def _link_difference(
    edge: Edge, child: Objective, before: tuple[int | None, bool], after: tuple[int | None, bool]
) -> Contribution:
    old, new = (
        link_contribution(
            weight=edge.weight,
            child_state=child.state,
            child_progress=progress,
            child_has_data=has_data,
        )
        for progress, has_data in (before, after)
    )
    return new - old


def scores_save(scores: Iterable[ObjectiveScore], *, at: datetime) -> None:
    """Save scores and write a state row for each that changed."""
    for score in scores:
        score.save()
        state_record(
            row=score, versioned=ObjectiveScoreFields, state_model=ObjectiveScoreState, at=at
        )


def objective_links_refresh(
    *,
    objective: Objective,
    ancestry: LockedAncestry,
    before: tuple[str, int | None, bool],
    at: datetime,
) -> None:
    """Carry a change of the objective's own state or style to its parents.

    Args:
        objective: As saved now.
        ancestry: Locked before the change; its rows hold this objective's score.
        before: The objective's state, progress and has-data as its parents last saw them.
        at: The instant of the change.
    """
    score = ancestry.scores[objective.pk]
    score.objective = objective
    score.progress = progress_from_sums(
        weight_sum=score.weight_sum, weighted_sum=score.weighted_sum, style=objective.style
    )
    scores_save([score], at=at)
    old_state, old_progress, old_data = before
    differences: dict[int, Contribution] = {}
    for edge in ancestry.edges:
        if edge.child_id != objective.pk:
            continue
        old = link_contribution(
            weight=edge.weight,
            child_state=old_state,
            child_progress=old_progress,
            child_has_data=old_data,
        )
        new = link_contribution(
            weight=edge.weight,
            child_state=objective.state,
            child_progress=score.progress,
            child_has_data=bool(score.data_parts),
        )
        if new != old:
            differences[edge.parent_id] = new - old
    if differences:
        score_apply(ancestry=ancestry, differences=differences, at=at)

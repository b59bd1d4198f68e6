"""The roll-up: what changes at one objective is added, as a difference, to each ancestor.

Everything happens inside the caller's `writing`. Locks are taken in one order everywhere, so that
two check-ins below one ancestor wait for each other instead of deadlocking: the organization (to
change links), objectives in ascending id, their key result, scores of objectives in ascending id
of the objective, scores of key results.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from plumbline.domain.okrs.contributions import (
    NOTHING,
    OVER_STATES,
    Contribution,
    link_contribution,
    progress_from_sums,
)
from plumbline.domain.okrs.graph import (
    Edge,
    ancestors_ordered,
    objectives_linked,
    objectives_up,
)
from plumbline.domain.okrs.history import objective_score_begin, objective_scores_history
from plumbline.domain.okrs.models import Objective, ObjectiveScore
from plumbline.domain.okrs.services.counts_marking import counts_mark
from plumbline.domain.okrs.services.judging import standings_judge
from plumbline.domain.tenancy.errors import ProgrammingMistake, Refused
from plumbline.domain.tenancy.rows_reading import rows_read
from plumbline.domain.tenancy.rows_writing import rows_write

#: How often the ancestors are read again because somebody changed a link in between.
LOCK_ATTEMPTS = 5

#: What a roll-up changes, and what is said of an objective by its own key results.
SCORE_FIELDS = (
    "weight_sum",
    "weighted_sum",
    "progress",
    "data_parts",
    "confidence_weight",
    "confidence_sum",
    "guardrails_breached",
    "mean_chance",
    "status",
    "chance_model",
)


@dataclass(frozen=True, slots=True)
class LockedAncestry:
    """Objectives and their contributing ancestors, locked.

    Attributes:
        scores: By id of the objective.
        edges: Every contributing link among them.
        order: Ids of objectives, each child before its parents.
    """

    scores: Mapping[int, ObjectiveScore]
    edges: tuple[Edge, ...]
    order: tuple[int, ...]


class _LinksChanged(Exception):
    """A link above was made or removed while its objectives were being locked."""


def ancestry_lock(*objective_ids: int) -> LockedAncestry:
    """Lock the scores of objectives and of all objectives they contribute to.

    One statement follows the links and locks what it comes to; a second one reads the links behind
    the lock, because another transaction may have made one in between, and making a link locks the
    same rows. An attempt that failed lets its locks go: taking further ones beside them would break
    the order.

    Raises:
        Refused: Others keep changing the links above.
    """
    for _attempt in range(LOCK_ATTEMPTS):
        try:
            with transaction.atomic():
                return _ancestry_locked(objective_ids)
        except _LinksChanged:
            continue
    raise Refused("okrs.alignment.changing")


def _ancestry_locked(objective_ids: tuple[int, ...]) -> LockedAncestry:
    above, values = objectives_up(objective_ids)
    locked = rows_read(
        ObjectiveScore, f"objective_id IN ({above})", values, order="objective_id", locks=True
    )
    scores = {score.objective_id: score for score in locked}
    # Read behind the lock: PostgreSQL would give a joined row as it was before the wait, and
    # whoever changes a state or a style holds these locks.
    objectives, edges = objectives_linked(scores)
    order = ancestors_ordered(objective_ids, edges)
    if objectives.keys() != set(order) or len(scores) != len(order):
        raise _LinksChanged
    for objective_id, score in scores.items():
        score.objective = objectives[objective_id]
    return LockedAncestry(scores=scores, edges=tuple(edges), order=tuple(order))


def score_apply(
    *,
    ancestry: LockedAncestry,
    differences: Mapping[int, Contribution],
    at: datetime,
    judged: Collection[int] = (),
) -> list[ObjectiveScore]:
    """Add differences to objectives and carry what follows to their ancestors.

    Counts are marked for all of them: without any difference too, a key result may count elsewhere.
    What is closed or stopped keeps its number, so that nothing passes it either. A status is said
    by an objective's own key results, so none is carried.

    Args:
        ancestry: The rows, locked.
        differences: What changed directly at an objective, by its id; ids outside the ancestry
            are a mistake.
        at: The instant of the change.
        judged: Objectives of which a key result changed; these are saved already.

    Returns:
        The scores that changed, saved, each with its state row.
    """
    waiting = dict(differences)
    changed = standings_judge([ancestry.scores[id_] for id_ in judged], at=at) if judged else []
    for objective_id in ancestry.order:
        difference = waiting.pop(objective_id, NOTHING)
        score = ancestry.scores[objective_id]
        if difference == NOTHING or score.objective.state in OVER_STATES:
            continue
        before = (score.progress, bool(score.data_parts))
        _add(score, difference)
        if score not in changed:
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
    counts_mark({*differences, *judged, *(score.objective_id for score in changed)}, at=at)
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


def score_create(objective: Objective, *, at: datetime) -> ObjectiveScore:
    """Give a new objective its score, empty as yet."""
    score = ObjectiveScore(objective=objective)
    score.save(force_insert=True)
    objective_score_begin(score, at=at)
    return score


def scores_save(scores: Sequence[ObjectiveScore], *, at: datetime) -> None:
    """Save locked scores and write a state row for each that changed (constant in queries)."""
    if not scores:
        return
    rows_write(scores, SCORE_FIELDS)
    objective_scores_history(scores, at=at)


def objective_links_refresh(
    *,
    objective: Objective,
    ancestry: LockedAncestry,
    before: tuple[str, int | None, bool],
    at: datetime,
    own: Contribution = NOTHING,
) -> None:
    """Judge an objective anew, and carry a change of its state or style to its parents.

    Args:
        objective: As saved now.
        ancestry: Locked before the change; its rows hold this objective's score.
        before: The objective's state, progress and has-data as its parents last saw them.
        at: The instant of the change.
        own: What changed in the objective's own sums at the same time.
    """
    score = ancestry.scores[objective.pk]
    score.objective = objective
    _add(score, own)
    standings_judge([score], at=at)
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

"""Recomputation of every objective of an organization from its key results and links.

`recompute` works in the scaled integers that the database stores; the nightly check compares its
result with what the deltas have left there. `recompute_reference` says the same slowly, straight
from the definition, for tests to compare with.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from plumbline.engine.messages import Message
from plumbline.engine.scoring.decimals import exactly, round_progress
from plumbline.engine.scoring.rollup import PROGRESS_SCALE, WEIGHT_SCALE, RollupState


class GraphRefused(ValueError):
    """Rows that do not make a graph that can be rolled up.

    Attributes:
        message: What is wrong with them.
        ids: The objectives concerned, in ascending order.
    """

    def __init__(self, message: Message, ids: tuple[int, ...]) -> None:
        super().__init__(message.id)
        self.message = message
        self.ids = ids


class ObjectiveRow(NamedTuple):
    """An objective; one that is not scored (style learning) contributes nothing further up."""

    id: int
    is_scored: bool = True


class KeyResultRow(NamedTuple):
    """A key result that counts: no guardrail, not stopped. Weight × 10^3, progress × 10^9."""

    objective_id: int
    weight_scaled: int
    progress_scaled: int


class OwnRow(NamedTuple):
    """What key results of one objective that count add up to. Σ w × 10^3, Σ w·p × 10^12."""

    objective_id: int
    weight_sum_scaled: int
    weighted_sum_scaled: int


class LinkRow(NamedTuple):
    """A contributing link from a child objective to its parent. Weight × 10^3."""

    child_id: int
    parent_id: int
    weight_scaled: int


def recompute(
    objectives: Iterable[ObjectiveRow],
    own: Iterable[OwnRow],
    links: Iterable[LinkRow],
    kept: Mapping[int, RollupState] = MappingProxyType({}),
) -> dict[int, RollupState]:
    """Compute the sums of every objective, children before their parents.

    Args:
        objectives: Every objective, once.
        own: Sums of key results, in any order; several of one objective are added.
        links: Contributing links, each child once in a parent.
        kept: Sums of objectives that are over, by id: nothing adds to them any more.

    Returns:
        The sums by objective id, those of children before those of their parents.

    Raises:
        GraphRefused: A loop, an objective that is missing or given twice, a repeated link.
    """
    scored = _scored_by_id(objectives)
    begun = {id_: kept.get(id_, RollupState()) for id_ in scored}
    weights = {id_: state.weight_sum_scaled for id_, state in begun.items()}
    sums = {id_: state.weighted_sum_scaled for id_, state in begun.items()}
    for objective_id, weight, weighted in own:
        if objective_id not in weights:
            raise _unknown(objective_id)
        if objective_id not in kept:
            weights[objective_id] += weight
            sums[objective_id] += weighted
    parents = _parents_by_child(scored, links)
    order = children_first(scored, parents)
    for child in order:
        weight_sum = weights[child]
        if not weight_sum or not scored[child]:
            continue
        progress = (2 * sums[child] + weight_sum) // (2 * weight_sum)
        for parent, weight in parents.get(child, ()):
            if parent not in kept:
                weights[parent] += weight
                sums[parent] += weight * progress
    return {id_: RollupState(weights[id_], sums[id_]) for id_ in order}


@exactly
def recompute_reference(
    objectives: Iterable[ObjectiveRow],
    key_results: Iterable[KeyResultRow],
    links: Iterable[LinkRow],
    kept: Mapping[int, RollupState] = MappingProxyType({}),
) -> dict[int, Decimal | None]:
    """The progress of every objective, straight from the definition and slowly.

    Returns:
        Progress by objective id; `None` when Σ w = 0. Objectives that are not scored get the
        figure they would have, as `recompute` gives their sums.

    Raises:
        GraphRefused: As `recompute`.
    """
    scored = _scored_by_id(objectives)
    own: dict[int, list[tuple[Decimal, Decimal]]] = {id_: [] for id_ in scored}
    for objective_id, weight, progress in key_results:
        if objective_id not in own:
            raise _unknown(objective_id)
        own[objective_id].append(
            (Decimal(weight) / WEIGHT_SCALE, Decimal(progress) / PROGRESS_SCALE)
        )
    parents = _parents_by_child(scored, links)
    progresses: dict[int, Decimal | None] = {}
    for child in children_first(scored, parents):
        weight_sum = sum((weight for weight, _ in own[child]), Decimal(0))
        weighted_sum = sum((weight * share for weight, share in own[child]), Decimal(0))
        result = round_progress(weighted_sum / weight_sum) if weight_sum else None
        if child in kept:
            result = kept[child].progress()
        progresses[child] = result
        if result is not None and scored[child]:
            for parent, link_weight in parents.get(child, ()):
                own[parent].append((Decimal(link_weight) / WEIGHT_SCALE, result))
    return progresses


def children_first(
    objectives: Iterable[int], parents: Mapping[int, Iterable[tuple[int, int]]]
) -> list[int]:
    """Order objectives so that each stands after everything that contributes to it.

    Args:
        objectives: Ids.
        parents: By child, its parents with the weights of the links.

    Raises:
        GraphRefused: The links make a loop; `ids` holds the objectives in it or above it.
    """
    waiting = dict.fromkeys(objectives, 0)
    for links in parents.values():
        for parent, _ in links:
            waiting[parent] += 1
    order = [id_ for id_, count in waiting.items() if not count]
    # The list grows while it is read: what stands in it has nothing left to wait for.
    for child in order:
        for parent, _ in parents.get(child, ()):
            waiting[parent] -= 1
            if not waiting[parent]:
                order.append(parent)
    if len(order) < len(waiting):
        ids = tuple(sorted(id_ for id_, count in waiting.items() if count))
        raise GraphRefused(Message("scoring.links_loop", {"count": len(ids)}), ids)
    return order


def _scored_by_id(objectives: Iterable[ObjectiveRow]) -> dict[int, bool]:
    scored: dict[int, bool] = {}
    for id_, is_scored in objectives:
        if id_ in scored:
            raise GraphRefused(Message("scoring.objective_repeated", {"id": id_}), (id_,))
        scored[id_] = is_scored
    return scored


def _parents_by_child(
    known: Mapping[int, bool], links: Iterable[LinkRow]
) -> dict[int, list[tuple[int, int]]]:
    parents: dict[int, list[tuple[int, int]]] = defaultdict(list)
    seen: set[tuple[int, int]] = set()
    for child, parent, weight in links:
        for id_ in (child, parent):
            if id_ not in known:
                raise _unknown(id_)
        if (child, parent) in seen:
            params = {"child": child, "parent": parent}
            raise GraphRefused(
                Message("scoring.link_repeated", params), tuple(sorted((child, parent)))
            )
        seen.add((child, parent))
        parents[child].append((parent, weight))
    return parents


def _unknown(objective_id: int) -> GraphRefused:
    return GraphRefused(Message("scoring.objective_unknown", {"id": objective_id}), (objective_id,))

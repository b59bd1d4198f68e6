"""Saving a changed objective, and carrying what follows to its key results and parents."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from plumbline.domain.okrs.contributions import NOTHING
from plumbline.domain.okrs.history import objective_history
from plumbline.domain.okrs.models import Objective
from plumbline.domain.okrs.services.alignment_rules import visibility_links_check
from plumbline.domain.okrs.services.counts_marking import counts_mark
from plumbline.domain.okrs.services.key_result_scores import key_results_rescore
from plumbline.domain.okrs.services.past_marking import past_mark
from plumbline.domain.okrs.services.scores import LockedAncestry, objective_links_refresh
from plumbline.domain.okrs.services.tree_tops import children_ids, ties_refresh
from plumbline.domain.okrs.services.writing_values import (
    OBJECTIVE_FIELDS,
    adjusted,
    cycle_days_check,
    place_check,
    snapshot,
)
from plumbline.domain.orgs.viewers import Actor

#: What is saved of an objective; `tree_tops` may have written the rest meanwhile.
WRITTEN = frozenset(field.name for field in Objective._meta.concrete_fields) - {"id", "is_tied"}
#: Where an objective is counted, and for whom.
COUNTED_BY = ("team_id", "cycle_id", "visibility", "is_personal")


def objective_change(
    actor: Actor,
    objective: Objective,
    before: Mapping[str, Any],
    *,
    ancestry: LockedAncestry,
    seen: tuple[str, int | None, bool],
    at: datetime,
) -> None:
    """Save an objective that was given other values, and carry what follows to its parents.

    Args:
        actor: Who changes it; a link in the way is named to those only who may know of it.
        objective: Locked, with its new values, checked.
        before: Its values as they were.
        ancestry: Locked before the change.
        seen: What its parents last saw of it.
        at: Now.

    Raises:
        Refused: A contributing link would let a number out, or the new cycle does not hold the
            days of a key result.
    """
    after = snapshot(objective, OBJECTIVE_FIELDS)
    if adjusted(before, after, ("visibility", "team_id", "is_personal")):
        visibility_links_check(actor, objective)
    moved = before["cycle_id"] != after["cycle_id"]
    if moved:
        cycle_days_check(objective)
    if moved or before["team_id"] != after["team_id"]:
        place_check(objective)
    if adjusted(before, after, COUNTED_BY):
        # Where it was counted until now, which only the row still knows.
        counts_mark([objective.pk], at=at)
    objective_save(objective, at=at)
    if before["visibility"] != after["visibility"]:
        past_mark([objective.pk])
    if moved:
        ties_refresh([objective.pk, *children_ids(objective.pk)])
    # An aspirational objective asks less of its key results than a committed one.
    rescored = moved or before["style"] != after["style"]
    own = key_results_rescore(objective, at=at) if rescored else NOTHING
    objective_links_refresh(objective=objective, ancestry=ancestry, before=seen, at=at, own=own)


def objective_save(objective: Objective, *, at: datetime) -> None:
    """Save a changed objective under its next version, with its state row; mark its counts."""
    objective.version += 1
    objective.save(update_fields=WRITTEN)
    objective_history(objective, at=at)
    counts_mark([objective.pk], at=at)


def seen_by_parents(objective: Objective, ancestry: LockedAncestry) -> tuple[str, int | None, bool]:
    """Return what of an objective its parents' sums were made from."""
    score = ancestry.scores[objective.pk]
    return (objective.state, score.progress, bool(score.data_parts))

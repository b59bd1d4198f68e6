"""Many objectives locked at once, with the sums of all that they contribute to."""

from collections.abc import Collection

from django.db import transaction

from plumbline.domain.okrs.graph import ancestors_ordered
from plumbline.domain.okrs.link_graph import links_above, parts
from plumbline.domain.okrs.models import Objective, ObjectiveScore
from plumbline.domain.okrs.services.scores import LOCK_ATTEMPTS, LockedAncestry
from plumbline.domain.tenancy.errors import Refused


def objectives_locked(ids: list[int]) -> dict[int, Objective]:
    """Return objectives with their teams, locked in ascending id."""
    found: dict[int, Objective] = {}
    for part in parts(ids):
        rows = Objective.objects.select_related("team").filter(pk__in=part).order_by("pk")
        found |= {row.pk: row for row in rows.select_for_update(of=("self",))}
    return found


class _LinksChanged(Exception):
    """A link above was made or removed while its objectives were being locked."""


def ancestries_lock(objective_ids: Collection[int]) -> LockedAncestry:
    """Do what `scores.ancestry_lock` does, for more objectives than one statement can name.

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


def _ancestry_locked(objective_ids: Collection[int]) -> LockedAncestry:
    edges = links_above(objective_ids, contributing=True)
    order = ancestors_ordered(objective_ids, edges)
    scores: dict[int, ObjectiveScore] = {}
    for part in parts(sorted(order)):
        rows = ObjectiveScore.objects.filter(objective_id__in=part).select_for_update()
        scores |= {score.objective_id: score for score in rows.order_by("objective_id")}
    if len(scores) < len(order) or links_above(objective_ids, contributing=True) != edges:
        raise _LinksChanged
    for part in parts(sorted(order)):
        objectives = Objective.objects.only("organization", "state", "style").in_bulk(part)
        for objective_id, objective in objectives.items():
            scores[objective_id].objective = objective
    return LockedAncestry(scores=scores, edges=tuple(edges), order=tuple(order))

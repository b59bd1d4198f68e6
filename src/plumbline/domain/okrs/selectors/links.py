"""Reading alignment, both ways, without naming what the viewer may not see."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from plumbline.domain.okrs.models import Alignment, Objective
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.orgs.viewers import Actor


def links_of(*, viewer: Actor, objective_ids: Iterable[int]) -> QuerySet[Alignment]:
    """Return the links of objectives whose both ends the viewer may see (one query)."""
    ids = list(objective_ids)
    seen = Objective.objects.filter(visible_to(viewer)).values("pk")
    rows = Alignment.objects.filter(
        Q(child_objective__in=ids) | Q(parent_objective__in=ids),
        is_removed=False,
        child_objective__in=seen,
        parent_objective__in=seen,
    )
    return rows.select_related(
        "child_objective__team",
        "child_objective__score",
        "parent_objective__team",
        "parent_objective__score",
        "child_key_result",
        "parent_key_result",
    ).order_by("pk")

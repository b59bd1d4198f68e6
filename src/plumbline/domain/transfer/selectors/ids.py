"""What the ids of a document lead to here, as far as the viewer sees it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from plumbline.domain.cycles.models import Cycle
from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.orgs.viewers import Actor

#: How many ids are asked for at once; SQLite allows a bounded number of parameters.
IDS_AT_ONCE = 500


def ids_here(
    viewer: Actor, cycle: Cycle | None, ids: Iterable[str]
) -> dict[str, Objective | KeyResult]:
    """Return what the viewer can see under ids of a document: own ids of documents first.

    Args:
        viewer: Who asks.
        cycle: Only of this cycle; a cycle still to be made (`None`) holds nothing.
        ids: Ids as documents give or name them.
    """
    return {} if cycle is None else _ids_among(viewer, Q(cycle=cycle), ids)


def ids_around(viewer: Actor, end: date, ids: Iterable[str]) -> dict[str, Objective | KeyResult]:
    """Return what the viewer can see under ids in any cycle that begins before a day.

    A quarter supports the year around it, or goes on from the quarter before. Where several
    cycles know an id, that of the latest one counts.
    """
    return _ids_among(viewer, Q(cycle__start__lte=end), ids)


def _ids_among(viewer: Actor, where: Q, ids: Iterable[str]) -> dict[str, Objective | KeyResult]:
    """Return rows by the ids of documents, or else by their public ids; later cycles first."""
    found: dict[str, Objective | KeyResult] = {}
    wanted = list(ids)
    for start in range(0, len(wanted), IDS_AT_ONCE):
        part = wanted[start : start + IDS_AT_ONCE]
        seen = Objective.objects.filter(where, visible_to(viewer))
        beside = ("team", "cycle", "owner", "priority")
        objectives = seen.select_related(*beside).order_by("cycle__start", "-pk")
        key_results = KeyResult.objects.filter(objective__in=seen.values("pk"))
        parts = key_results.select_related("owner", "objective__team", "objective__cycle")
        parts = parts.order_by("objective__cycle__start", "-pk")
        for rows in (objectives, parts):
            for row in rows.filter(document_key__in=part):
                found[row.document_key] = row
            for row in rows.filter(public_id__in=part):
                found.setdefault(row.public_id, row)
    return found

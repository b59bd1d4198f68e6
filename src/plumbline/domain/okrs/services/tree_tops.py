"""What stands at the top of a cycle's tree, kept on each objective.

An objective is *tied* while a link to a parent of its own cycle stands, whoever sees it. Every
service that makes or takes away a link, or moves an objective to another cycle, has this said anew
in its own transaction; at night it is compared with the links.
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from plumbline.domain.okrs.link_graph import parts
from plumbline.domain.okrs.models import Alignment, Objective
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.transactions import writing


def ties_refresh(objective_ids: Iterable[int]) -> None:
    """Say of objectives anew whether they are tied (one statement for hundreds)."""
    for part in parts(sorted(set(objective_ids))):
        _wrong(Objective.objects.filter(pk__in=part)).update(is_tied=Exists(_ties()))


def children_ids(objective_id: int, *, key_result_id: int | None = None) -> list[int]:
    """Return what stands under an objective, or under one of its key results (one query)."""
    links = Alignment.objects.filter(is_removed=False, parent_objective=objective_id)
    if key_result_id is not None:
        links = links.filter(parent_key_result=key_result_id)
    return list(links.values_list("child_objective_id", flat=True).distinct().order_by())


def family_lock(objective_id: int) -> None:
    """Lock an objective and what stands under it, in ascending id as everybody does.

    For an act after which the children may stand at the top: whoever changes one of them holds its
    row and waits for the sums above, so its row has to be had before those.
    """
    own = Q(pk=objective_id) | Q(pk__in=children_ids(objective_id))
    rows = Objective.objects.filter(own).order_by("pk").select_for_update(of=("self",))
    list(rows.values_list("pk", flat=True))


def ties_compare() -> list[int]:
    """Return the objectives of which the wrong thing is kept (one query)."""
    wrong = _wrong(Objective.objects.filter(is_staged=False))
    return list(wrong.values_list("pk", flat=True).order_by("pk"))


def ties_restore() -> int:
    """Put right what `ties_compare` finds, in one transaction; return how many were wrong."""
    with writing(organization_bound()):
        wrong = ties_compare()
        ties_refresh(wrong)
        return len(wrong)


def _wrong(rows: QuerySet[Objective]) -> QuerySet[Objective]:
    tied = Q(Exists(_ties()))
    return rows.filter((tied & Q(is_tied=False)) | (~tied & Q(is_tied=True)))


def _ties() -> QuerySet[Alignment]:
    ties: QuerySet[Alignment] = Alignment.objects.filter(
        is_removed=False,
        child_objective=OuterRef("pk"),
        parent_objective__cycle=OuterRef("cycle"),
    )
    return ties

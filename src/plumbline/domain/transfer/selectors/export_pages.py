"""What belongs to objectives elsewhere: pages that are linked to, and how files are called."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q

from plumbline.domain.checkins.models import CheckInAttachment
from plumbline.domain.external_links.models import ExternalLink
from plumbline.domain.okrs.models import GradeAttachment
from plumbline.engine.documents import model as documents

Item = tuple[int | None, int | None]
"""The row of an objective, or that of a key result; the other one is `None`."""


def links_written(
    objective_ids: Sequence[int],
) -> Mapping[Item, tuple[documents.ExternalLink, ...]]:
    """Return the pages that stand on objectives and their key results (one query)."""
    asked = Q(objective_id__in=objective_ids) | Q(key_result__objective_id__in=objective_ids)
    found: dict[Item, tuple[documents.ExternalLink, ...]] = defaultdict(tuple)
    for row in ExternalLink.objects.filter(asked, removed_at=None).order_by("added_at", "pk"):
        written = documents.ExternalLink(address=row.address, title=row.title)
        found[row.objective_id, row.key_result_id] += (written,)
    return found


def check_in_files(objective_ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    """Return how the files of check-ins are called, by the row of the check-in (one query)."""
    rows = CheckInAttachment.objects.filter(
        check_in__key_result__objective_id__in=objective_ids, attachment__removed_at=None
    )
    return _names(rows.order_by("pk").values_list("check_in_id", "attachment__name"))


def grade_file_names(objective_ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    """Return how the files of grades are called, by the row of the objective (one query)."""
    rows = GradeAttachment.objects.filter(
        objective_id__in=objective_ids, attachment__removed_at=None
    )
    return _names(rows.order_by("pk").values_list("objective_id", "attachment__name"))


def _names(rows: Iterable[tuple[int, str]]) -> Mapping[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for pk, name in rows:
        found[pk] += (name,)
    return found

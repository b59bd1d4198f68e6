"""Reading imports; whoever may import sees them."""

from collections.abc import Sequence

from django.db.models import QuerySet

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.okrs.models import Alignment, EarlyWarning, KeyResult, Objective
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import NotFound, PermissionRefused
from plumbline.domain.transfer.models import ImportBatch, ImportState
from plumbline.domain.transfer.permissions import import_permitted
from plumbline.engine.documents.read import document_read
from plumbline.engine.documents.reading import ReadResult
from plumbline.engine.messages import Message

#: How many obstacles are named at most; one is enough to refuse.
OBSTACLES_NAMED = 20


def import_list(*, viewer: Actor) -> Sequence[ImportBatch]:
    """Return the imports that came in or were undone, the latest first (one query).

    Raises:
        PermissionRefused: The viewer may not import.
    """
    rows = _batches(viewer).filter(state__in=(ImportState.DONE, ImportState.UNDONE))
    return list(rows.order_by("-at", "-pk"))


def import_get(*, viewer: Actor, public_id: str) -> ImportBatch:
    """Return one import, whatever its state.

    Raises:
        PermissionRefused: The viewer may not import.
        NotFound: There is none.
    """
    batch: ImportBatch | None = _batches(viewer).filter(public_id=public_id).first()
    if batch is None:
        raise NotFound("transfer.batch.not_found")
    return batch


def import_own(*, viewer: Actor, public_id: str) -> ImportBatch:
    """Return one import of the viewer's own, whatever its state.

    A file, and what was found in it, is seen by whoever brought it: it may name what others may
    not see.

    Raises:
        PermissionRefused: The viewer may not import.
        NotFound: There is none, or it is somebody else's.
    """
    batch = import_get(viewer=viewer, public_id=public_id)
    if batch.actor_id != viewer.person_id:
        raise NotFound("transfer.batch.not_found")
    return batch


def import_unclaimed(*, viewer: Actor, batch: ImportBatch) -> Sequence[Person]:
    """Return the people an import made whom nobody signs in as yet, by name (one query)."""
    _permit(viewer)
    made = Person.objects.filter(pk__in=batch.created.get("person", []), active=True, account=None)
    return list(made.order_by("name", "pk"))


def import_read(*, batch: ImportBatch) -> ReadResult:
    """Read the file that was kept for an import, as on the day it was handed in.

    Raises:
        NotFound: The file is no longer kept.
    """
    if batch.content is None:
        raise NotFound("transfer.batch.not_read")
    return document_read(bytes(batch.content), name=batch.file_name, kind=batch.kind or None)


def import_obstacles(*, viewer: Actor, batch: ImportBatch) -> tuple[Message, ...]:
    """Return what keeps an import from being undone; empty when nothing was changed since."""
    _permit(viewer)
    if batch.state != ImportState.DONE:
        label = ImportState(batch.state).label
        return (Message("transfer.batch.not_done", {"state": label}),)
    objectives = Objective.objects.filter(import_batch=batch.public_id)
    missing = int(batch.counts.get("objectives", 0)) - objectives.count()
    found = [Message("transfer.undo.gone", {"count": missing})] if missing else []
    ids = objectives.values("pk")
    changed = [
        *objectives.exclude(version=1).values_list("title", flat=True)[:OBSTACLES_NAMED],
        *KeyResult.objects.filter(objective__in=ids)
        .exclude(version=1, created_at=batch.done_at)
        .values_list("title", flat=True)[:OBSTACLES_NAMED],
    ]
    found += [Message("transfer.undo.changed", {"title": title}) for title in changed]
    checked = CheckIn.objects.filter(key_result__objective__in=ids, imported_on=None)
    titles = checked.values_list("key_result__title", flat=True).distinct()[:OBSTACLES_NAMED]
    found += [Message("transfer.undo.checked_in", {"title": title}) for title in titles]
    found += [Message("transfer.undo.linked", {"title": title}) for title in _linked(batch)]
    return tuple(found[:OBSTACLES_NAMED])


def _linked(batch: ImportBatch) -> list[str]:
    """Return titles of what was linked, or unlinked, after the import."""
    own = Objective.objects.filter(import_batch=batch.public_id).values("pk")
    ties = Alignment.objects.filter(parent_objective__in=own).exclude(child_objective__in=own)
    later = Alignment.objects.filter(child_objective__in=own).exclude(
        created_at=batch.done_at, is_removed=False
    )
    warned = EarlyWarning.objects.filter(indicator__objective__in=own).exclude(
        key_result__objective__in=own
    )
    return [
        *ties.values_list("parent_objective__title", flat=True)[:OBSTACLES_NAMED],
        *later.values_list("child_objective__title", flat=True)[:OBSTACLES_NAMED],
        *warned.values_list("indicator__title", flat=True)[:OBSTACLES_NAMED],
    ]


def _batches(viewer: Actor) -> QuerySet[ImportBatch]:
    _permit(viewer)
    rows: QuerySet[ImportBatch] = ImportBatch.objects.defer("content")
    return rows


def _permit(viewer: Actor) -> None:
    if not import_permitted(viewer):
        raise PermissionRefused("transfer.refused")

"""Taking imports back: a short one at once; of a long one all is hidden and then goes in turns."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet

from plumbline.domain.journal.recording import Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.okrs.models import Alignment, Objective
from plumbline.domain.okrs.services.counts_marking import counts_mark_import
from plumbline.domain.okrs.services.links_withdrawing import links_withdraw
from plumbline.domain.okrs.services.past_marking import past_mark_import
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import PermissionRefused, Refused
from plumbline.domain.tenancy.transactions import writing
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.models import ImportBatch, ImportState
from plumbline.domain.transfer.permissions import import_undo_permitted
from plumbline.domain.transfer.selectors.imports import import_obstacles
from plumbline.domain.transfer.services.clearing import (
    OBJECTIVES_AT_ONCE,
    created_clear,
    links_from_others_drop,
    objectives_delete,
)
from plumbline.domain.transfer.services.leaving import job_slot
from plumbline.domain.transfer.services.preparers import preparer_name
from plumbline.domain.transfer.services.switch import import_actor, import_author

#: So many rows of these are deleted while somebody waits: half a second at most.
AT_ONCE: Final = 1000
_COUNTED: Final = ("objectives", "key_results", "check_ins")


def import_undo(*, actor: Actor, batch: ImportBatch, at: datetime) -> ImportBatch:
    """Take an import back as if it had never been, as long as nothing was changed since.

    People, teams, priorities and the cycle it made go as well, unless somebody uses them by now. Of
    a long one nobody sees an objective any more from here on; the worker deletes them, and what was
    made beside them, as nobody could wait for it and whoever writes would have to.

    Returns:
        The import: undone, or being undone.

    Raises:
        PermissionRefused: The actor neither did the import nor is an admin or champion.
        Refused: It is not there to be undone, or something was changed since; it says what, as far
            as the actor sees it.
    """
    organization = organization_bound()
    with writing(organization):
        row: ImportBatch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if not import_undo_permitted(actor, row):
            raise PermissionRefused("transfer.undo.not_yours")
        if row.state != ImportState.DONE:
            raise Refused("transfer.batch.not_done", state=ImportState(row.state).label)
        own = Objective.objects.filter(import_batch=row.public_id)
        _lock(own)
        obstacles = import_obstacles(viewer=actor, batch=row)
        if obstacles:
            raise Refused("transfer.undo.refused", first=wording(obstacles[0]))
        links_withdraw(actor=import_actor(actor, organization), own=own, at=at)
        counts_mark_import(row.public_id, at=at)
        past_mark_import(row.public_id)
        row.undone_at = at
        if _is_short(row):
            objectives_delete(own.values_list("pk", flat=True))
            _end(row)
        else:
            _hide(own)
            row.state, row.preparer, row.alive_at = ImportState.UNDOING, "", at
            row.save()
        journal_record(
            author=import_author(actor),
            act="import.undo",
            subject=Subject("import", row.pk, row.public_id),
            at=at,
            changes={"state": Change(ImportState.DONE, ImportState.UNDONE)},
        )
        return row


def imports_undoing() -> tuple[tuple[str, str], ...]:
    """Return what the worker has still to delete, and the slot of that job (one query)."""
    rows = ImportBatch.objects.filter(state=ImportState.UNDOING).order_by("undone_at", "pk")
    return tuple(
        (public_id, job_slot(public_id, undone_at))
        for public_id, undone_at in rows.values_list("public_id", "undone_at")
    )


def import_undo_go_on(
    *, public_id: str, clock: Callable[[], datetime], goes_on: Callable[[], bool]
) -> bool:
    """Delete what was hidden of an import that was taken back, in short turns.

    Args:
        public_id: Of the import.
        clock: Tells the time.
        goes_on: Asked before each turn.

    Returns:
        Whether nothing is left to do.
    """
    own_name = preparer_name()
    while goes_on():
        with writing(organization_bound()):
            rows = ImportBatch.objects.select_for_update().filter(state=ImportState.UNDOING)
            row: ImportBatch | None = rows.filter(public_id=public_id).first()
            if row is None:
                return True
            own = Objective.objects.filter(import_batch=public_id).order_by("pk")
            ids = list(own.values_list("pk", flat=True)[:OBJECTIVES_AT_ONCE])
            row.preparer, row.alive_at = own_name, clock()
            if ids:
                objectives_delete(ids)
                row.save(update_fields=["preparer", "alive_at"])
            else:
                _end(row)
    return False


def _lock(own: QuerySet[Objective]) -> None:
    """Lock objectives and those they stand below, in ascending id as everybody does.

    What somebody adds meanwhile is there before it is looked for what was changed, or is refused.
    """
    above = Alignment.objects.filter(child_objective__in=own.values("pk"), is_removed=False)
    rows = Objective.objects.filter(
        Q(pk__in=own.values("pk")) | Q(pk__in=above.values("parent_objective"))
    )
    list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))


def _is_short(batch: ImportBatch) -> bool:
    return sum(int(batch.counts.get(kind, 0)) for kind in _COUNTED) <= AT_ONCE


def _hide(own: QuerySet[Objective]) -> None:
    """Let nobody see objectives any more, as nobody did before they came in."""
    links_from_others_drop(own.values("pk"))
    own.update(is_staged=True)


def _end(batch: ImportBatch) -> None:
    batch.state, batch.cycle = ImportState.UNDONE, None
    batch.save()
    created_clear(batch)

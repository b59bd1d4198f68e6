"""Confirming a file: a short one is brought in at once, a long one by the worker."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.utils import translation

from plumbline.domain.journal.models import Source
from plumbline.domain.orgs.selectors.viewing import viewer_of
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import (
    DomainError,
    NotFound,
    PermissionRefused,
    Refused,
    ValidationRefused,
)
from plumbline.domain.tenancy.transactions import writing
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.file_readings import is_long
from plumbline.domain.transfer.models import ImportBatch, ImportState
from plumbline.domain.transfer.permissions import import_permitted
from plumbline.domain.transfer.plan_values import ImportPlan
from plumbline.domain.transfer.selectors.choices import DocumentChoices
from plumbline.domain.transfer.selectors.reading import file_reading, import_reading
from plumbline.domain.transfer.services.imports import import_document
from plumbline.domain.transfer.services.leaving import import_decline, job_slot
from plumbline.engine.messages import Message

#: So many objectives and key results are written while somebody waits: about a second.
AT_ONCE: Final = 250
#: So often a long import asks whether it may go on.
ASKED_EVERY: Final = timedelta(seconds=1)


#: Refusals to a worker that was taken for dead: what it was at is another's now.
_ANOTHER_HAS_IT: Final = ("transfer.batch.swept", "transfer.batch.not_read")


class _Stopped(Exception):
    """The worker is to end."""


def import_confirm(
    *, actor: Viewer, batch: ImportBatch, choices: DocumentChoices, at: datetime
) -> ImportBatch:
    """Bring a kept file in with the choices made beside it; a long one is left to the worker.

    However often and from wherever it is confirmed, it comes in once.

    Args:
        actor: Who handed it in.
        batch: The file, as `import_file_keep` kept it.
        choices: Made beside it.
        at: Now.

    Returns:
        The import: done, or confirmed and waiting for the worker.

    Raises:
        PermissionRefused: The actor may not import.
        ValidationRefused: What is to be active lacks its `owner` or `style`; of a long one the
            worker says so.
        NotFound: Something chosen is not there, or no file is any more: it came in, or waits.
        Refused: Nothing can be imported, or it was confirmed meanwhile.
    """
    if not import_permitted(actor):
        raise PermissionRefused("transfer.refused")
    if batch.state != ImportState.READ:
        raise NotFound("transfer.batch.not_read")
    if _is_short(batch, choices):
        plan = _plan(actor, batch, choices, at)
        return import_document(actor=actor, plan=plan, batch=batch, at=at)
    return _left_to_the_worker(batch, choices, at)


def _is_short(batch: ImportBatch, choices: DocumentChoices) -> bool:
    """Whether a file holds so little that somebody can wait for it; it is not planned for this."""
    if is_long(bytes(batch.content or b"")):
        return False
    document = file_reading(batch, choices).result.document
    objectives = document.objectives if document else ()
    return sum(1 + len(one.key_results) for one in objectives) <= AT_ONCE


def _left_to_the_worker(batch: ImportBatch, choices: DocumentChoices, at: datetime) -> ImportBatch:
    with writing(organization_bound()):
        rows = ImportBatch.objects.select_for_update().defer("content")
        row: ImportBatch | None = rows.filter(pk=batch.pk, state=ImportState.READ).first()
        if row is None:
            raise Refused("transfer.batch.not_read")
        if row.mends != batch.mends:
            raise Refused("transfer.mend.meanwhile")
        row.state, row.confirmed_at, row.choices = ImportState.CONFIRMED, at, choices.kept()
        row.declined, row.prepared, row.to_prepare = "", 0, 0
        row.save()
        return row


def _plan(actor: Viewer, batch: ImportBatch, choices: DocumentChoices, at: datetime) -> ImportPlan:
    """Plan an import once more.

    Raises:
        ValidationRefused: What is to be active lacks something.
        NotFound: Something chosen is not there.
    """
    plan = import_reading(viewer=actor, batch=batch, choices=choices, at=at).plan
    wanted = {
        "owner": (plan.owners_wanted, Message("transfer.owner.wanted")),
        "style": (plan.styles_wanted, Message("transfer.style.wanted")),
    }
    lacking = {name: [message] for name, (count, message) in wanted.items() if count}
    if lacking:
        raise ValidationRefused(lacking)
    return plan


def imports_confirmed() -> tuple[tuple[str, str], ...]:
    """Return what waits for the worker, the oldest first, and the slot of that job (one query)."""
    rows = ImportBatch.objects.filter(state=ImportState.CONFIRMED, actor__active=True)
    return tuple(
        (public_id, job_slot(public_id, confirmed_at))
        for public_id, confirmed_at in rows.order_by("confirmed_at", "pk").values_list(
            "public_id", "confirmed_at"
        )
    )


def import_go_on(
    *, public_id: str, clock: Callable[[], datetime], goes_on: Callable[[], bool]
) -> bool:
    """Bring in what was left to the worker, under the rights its owner has now.

    What cannot be brought in goes back to its owner with the reason; what is interrupted leaves
    nothing behind and is begun anew.

    Args:
        public_id: Of the import.
        clock: Tells the time.
        goes_on: Asked between two turns.

    Returns:
        Whether nothing is left to do.
    """
    confirmed = ImportBatch.objects.filter(state=ImportState.CONFIRMED, actor__active=True)
    batch = confirmed.select_related("actor").filter(public_id=public_id).first()
    if batch is None or batch.actor is None:
        return True
    person, organization, at = batch.actor, organization_bound(), clock()
    actor = viewer_of(person=person, organization=organization, at=at, source=Source.PAGE)
    with translation.override(person.language or organization.language):
        try:
            _brought_in(actor, batch, clock, goes_on)
        except _Stopped:
            return False
        except DomainError as refused:
            if refused.message.id in _ANOTHER_HAS_IT:
                return False
            import_decline(
                organization=organization, batch=batch, words=wording(_first_of(refused))
            )
        except Exception:
            failed = wording(Message("transfer.batch.failed"))
            import_decline(organization=organization, batch=batch, words=failed)
            raise
    return True


def _brought_in(
    actor: Viewer,
    batch: ImportBatch,
    clock: Callable[[], datetime],
    goes_on: Callable[[], bool],
) -> None:
    at = asked_at = clock()
    if not goes_on():
        raise _Stopped

    def progress(_done: int, _total: int) -> None:
        nonlocal asked_at
        now = clock()
        if now >= asked_at + ASKED_EVERY:
            asked_at = now
            if not goes_on():
                raise _Stopped

    choices = DocumentChoices.of_kept(batch.choices)
    plan = _plan(actor, batch, choices, at)
    import_document(actor=actor, plan=plan, batch=batch, at=at, progress=progress)


def _first_of(refused: DomainError) -> Message:
    """Return what a refusal says; of several things the first."""
    if isinstance(refused, ValidationRefused):
        return next(message for said in refused.field_errors.values() for message in said)
    return refused.message

"""Imports that are left to the worker: their job, and how they come back when it cannot."""

from datetime import datetime

from plumbline.domain.jobs.services import job_let_go
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.transactions import writing
from plumbline.domain.tenancy.wording import wording
from plumbline.domain.transfer.models import ImportBatch, ImportState
from plumbline.engine.messages import Message

JOB = "import"


def job_slot(public_id: str, asked_at: datetime) -> str:
    """Return the slot of the job that brings an import in, or takes it back.

    Args:
        public_id: Of the import.
        asked_at: When it was confirmed, or undone.
    """
    return f"{public_id}:{asked_at:%Y%m%dT%H%M%S%f}"


def confirmed_let_go(*, organization: Organization, batch: ImportBatch, at: datetime) -> None:
    """Have an import taken up again whose worker died; after its last attempt, decline it.

    Args:
        organization: Whose.
        batch: One that was left to the worker, cleared of what that had written.
        at: Now.
    """
    if batch.confirmed_at is None:
        return
    words = wording(Message("transfer.batch.died"))
    goes_on = job_let_go(
        name=JOB,
        scope=organization.public_id,
        slot=job_slot(batch.public_id, batch.confirmed_at),
        error=words,
        at=at,
    )
    if not goes_on:
        import_decline(organization=organization, batch=batch, words=words)


def undoing_let_go(*, organization: Organization, batch: ImportBatch, at: datetime) -> None:
    """Have the deletion of an import that was taken back taken up again whose worker died."""
    if batch.undone_at is None:
        return
    job_let_go(
        name=JOB,
        scope=organization.public_id,
        slot=job_slot(batch.public_id, batch.undone_at),
        error=wording(Message("transfer.batch.died")),
        at=at,
    )


def import_decline(*, organization: Organization, batch: ImportBatch, words: str) -> None:
    """Give a file back to whoever confirmed it, and say why it was not brought in."""
    with writing(organization):
        ImportBatch.objects.filter(pk=batch.pk, state=ImportState.CONFIRMED).update(
            state=ImportState.READ, confirmed_at=None, choices={}, declined=words
        )

"""Asking for another attempt: at a job that failed, at a message."""

from datetime import datetime

from plumbline.domain.jobs.models import JobRun
from plumbline.domain.jobs.services import job_ask
from plumbline.domain.journal.recording import Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.outbox.models import OutboxMessage
from plumbline.domain.outbox.services import outbox_copy, outbox_retry
from plumbline.domain.tenancy.errors import Refused


def job_retry(*, actor: Actor, run: JobRun, expected: int, at: datetime) -> None:
    """Let a job that failed run again with the next round of a worker.

    Args:
        actor: who asks.
        run: which run.
        expected: how many attempts had begun when it was looked at.
        at: now.

    Raises:
        PermissionRefused: the actor may not manage jobs.
        Refused: it runs, waits, or came to its end meanwhile.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.JOB)
        if not job_ask(run=run, expected=expected, at=at):
            raise Refused("orgs.job.moved_on")
        journal_record(
            author=author,
            act="job.retry",
            subject=Subject("job", run.pk),
            at=at,
            changes={"job": Change(new=run.name), "slot": Change(new=run.slot)},
        )


def message_resend(
    *, actor: Actor, message: OutboxMessage, expected: int, at: datetime
) -> OutboxMessage:
    """Try a message again at once, or send one that was sent once more.

    Args:
        actor: who asks.
        message: which one; it goes to the address it was for.
        expected: how many attempts had begun when it was looked at.
        at: now.

    Returns:
        The message, or the new one beside it.

    Raises:
        PermissionRefused: the actor may not manage mail.
        Refused: it moved on meanwhile, or is being sent right now.
    """
    with acting(actor):
        author = manage_permit(actor, Kind.MESSAGE)
        if message.attempts != expected:
            raise Refused("orgs.message.moved_on")
        sent = message
        if message.sent_at is not None:
            sent = outbox_copy(message=message, at=at)
        elif not outbox_retry(message=message, expected=expected, at=at):
            raise Refused("orgs.message.moved_on")
        journal_record(
            author=author,
            act="message.resend",
            subject=Subject("message", sent.pk, sent.public_id),
            at=at,
        )
        return sent

"""Writing messages into the outbox, and delivering them."""

import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F, Q

from plumbline.domain.outbox.letters import letter_of_text
from plumbline.domain.outbox.models import ATTEMPTS_AT_MOST, OutboxMessage
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.texts import one_line
from plumbline.domain.tenancy.transactions import reading_global, writing_global

CLAIM_LASTS = timedelta(minutes=5)
"""Longer than any mail server takes; a worker killed in between delays its message by this."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one round of delivering did."""

    sent: int
    failed: int


def outbox_write(
    *,
    to: str,
    subject: str,
    body_text: str,
    at: datetime,
    body_html: str = "",
    organization: Organization | None = None,
    is_open: bool = False,
    unsubscribe_url: str = "",
    act_words: str = "",
) -> OutboxMessage:
    """Puts one mail into the outbox, in the caller's transaction: no commit, no mail.

    Args:
        to: Address.
        subject: Becomes one line, whatever names stand in it.
        body_text: The whole message in plain text.
        at: Now.
        body_html: The same in HTML; made of the text where there is none.
        organization: On whose behalf; None for an account's own mail, such as a password reset.
        is_open: Whether the organization's admins may read its words in the outbox (secrets are
            hidden from them all the same). Nothing that could be private may be.
        unsubscribe_url: Where one click stops mails of this kind (RFC 8058); empty for none.
        act_words: What the button says that an address on a line of its own becomes.

    Raises:
        ValidationError: The address is none.
    """
    subject = one_line(subject)
    message = OutboxMessage(
        to=to,
        subject=subject,
        body_text=body_text,
        body_html=body_html or letter_of_text(title=subject, text=body_text, act_words=act_words),
        created_at=at,
        not_before=at,
        organization=organization,
        is_open=is_open,
        unsubscribe_url=unsubscribe_url,
    )
    message.full_clean(validate_unique=False)
    message.save(force_insert=True)
    return message


def outbox_retry(*, message: OutboxMessage, expected: int, at: datetime) -> bool:
    """Lets a message that was not delivered be tried again at once.

    Args:
        message: Which one.
        expected: How many attempts had begun when it was looked at.
        at: Now.

    Returns:
        Whether it still waits as it was looked at, and nobody is sending it right now.
    """
    with writing_global():
        waiting = OutboxMessage.objects.filter(
            Q(claimed_until__isnull=True) | Q(claimed_until__lte=at),
            pk=message.pk,
            attempts=expected,
            sent_at__isnull=True,
        )
        tried = waiting.update(not_before=at, attempts_allowed=max(ATTEMPTS_AT_MOST, expected + 1))
    return bool(tried)


def outbox_copy(*, message: OutboxMessage, at: datetime) -> OutboxMessage:
    """Puts a message that was sent into the outbox once more, to the same address."""
    with writing_global():
        return outbox_write(
            to=message.to,
            subject=message.subject,
            body_text=message.body_text,
            body_html=message.body_html,
            organization=message.organization,
            is_open=message.is_open,
            unsubscribe_url=message.unsubscribe_url,
            at=at,
        )


def outbox_deliver(
    *, at: datetime, clock: Callable[[], datetime] | None = None, limit: int = 100
) -> Delivery:
    """Delivers what waits; any number of workers may do so at the same time.

    A message is claimed by comparing and raising its `attempts` in one statement, sent outside
    any transaction, then marked. A worker killed after sending and before marking sends it again
    with the same Message-ID, which mail programs show once; into a folder it writes the same file.

    Args:
        at: Now.
        clock: Asked before and behind each message, since a slow server takes minutes for many of
            them, and a claim that began with the first would be over at the last; `at` without.
        limit: How many messages at most.
    """
    now = clock or (lambda: at)
    sent = failed = 0
    with reading_global():
        waiting = list(
            OutboxMessage.objects.filter(
                _claimable(at), sent_at__isnull=True, not_before__lte=at
            ).order_by("not_before", "id")[:limit]
        )
    for message in waiting:
        if not _outbox_claim(message, at=now()):
            continue
        error = _send(message)
        _outbox_mark(message, error=error, at=now())
        sent, failed = sent + (not error), failed + bool(error)
    return Delivery(sent=sent, failed=failed)


def _claimable(at: datetime) -> Q:
    return Q(attempts__lt=F("attempts_allowed")) & (
        Q(claimed_until__isnull=True) | Q(claimed_until__lte=at)
    )


def _outbox_claim(message: OutboxMessage, *, at: datetime) -> bool:
    """Takes `message` for this worker; False when another one was quicker."""
    with writing_global():
        claimed = OutboxMessage.objects.filter(
            _claimable(at), pk=message.pk, sent_at__isnull=True, attempts=message.attempts
        ).update(attempts=F("attempts") + 1, claimed_until=at + CLAIM_LASTS)
    message.attempts += claimed
    return bool(claimed)


def _send(message: OutboxMessage) -> str:
    """Hands `message` to the mail transport; returns the error in words, or nothing."""
    headers = {"Message-ID": f"<{message.public_id}@plumbline.invalid>"}
    if message.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{message.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail = EmailMultiAlternatives(
        subject=message.subject, body=message.body_text, to=[message.to], headers=headers
    )
    if message.body_html:
        mail.attach_alternative(message.body_html, "text/html")
    try:
        get_connection().send_messages([mail])
    except (OSError, smtplib.SMTPException) as error:
        return f"{type(error).__name__}: {error}"[:500]
    return ""


def _outbox_mark(message: OutboxMessage, *, error: str, at: datetime) -> None:
    wait = timedelta(minutes=2 ** (message.attempts - 1))
    values: dict[str, object] = (
        {"last_error": error, "not_before": at + wait} if error else {"sent_at": at}
    )
    with writing_global():
        OutboxMessage.objects.filter(pk=message.pk, attempts=message.attempts).update(
            claimed_until=None, **values
        )

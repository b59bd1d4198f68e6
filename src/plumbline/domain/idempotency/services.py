"""Claiming a key, keeping the answer under it, forgetting both after a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from plumbline.domain.idempotency.models import KeptAnswer, KeptForm
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.transactions import writing

ANSWERS_KEPT = timedelta(hours=24)
"""Long enough for a program that was down over night to send its last call again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered to a call.

    Attributes:
        asked: Digest of what the key was chosen for.
        status: HTTP status.
        headers: The headers that belong to this very answer.
        body: Its text.
    """

    asked: str
    status: int
    headers: Mapping[str, str]
    body: str


def answer_claim(*, token_id: int, key: str, asked: str, at: datetime) -> Answer | None:
    """Take a key for the call under way, or find what was answered under it.

    It is called inside the `writing` of the whole call. Of any number at once one claims; the
    others wait for its commit (SQLite: for the turn to write; PostgreSQL: at the unique key) and
    find its answer, or claim in their turn if it came to nothing.

    Args:
        token_id: Whose key it is; two tokens may choose the same.
        key: As the program sent it.
        asked: Digest of what it asks for.
        at: Now.

    Returns:
        `None` when the key is ours now; else what was kept under it.
    """
    kept = KeptAnswer.objects.filter(token_id=token_id, key=key)
    kept.filter(created_at__lte=at - ANSWERS_KEPT).delete()
    claim = KeptAnswer(
        organization=organization_bound(), token_id=token_id, key=key, asked=asked, created_at=at
    )
    KeptAnswer.objects.bulk_create([claim], ignore_conflicts=True)
    row = kept.get()
    if row.status is None:
        return None
    return Answer(asked=row.asked, status=row.status, headers=row.headers, body=row.body)


def answer_keep(*, token_id: int, key: str, answer: Answer) -> None:
    """Keep what a call answered under the key that it claimed; seen with the call's own effect."""
    KeptAnswer.objects.filter(token_id=token_id, key=key).update(
        status=answer.status, headers=dict(answer.headers), body=answer.body
    )


def form_claim(*, account_id: int, sent: str, at: datetime) -> str | None:
    """Take a form that was sent for the request under way, or find where it led before.

    It is called inside the `writing` of the whole request, as `answer_claim`; of any number that
    are sent at once one claims, and the others wait for it.

    Args:
        account_id: Who sent it.
        sent: Digest of the form as it was sent.
        at: Now.

    Returns:
        `None` when it is the first; else the place that it led to.
    """
    kept = KeptForm.objects.filter(account_id=account_id, sent=sent)
    kept.filter(created_at__lte=at - ANSWERS_KEPT).delete()
    claim = KeptForm(
        organization=organization_bound(), account_id=account_id, sent=sent, created_at=at
    )
    KeptForm.objects.bulk_create([claim], ignore_conflicts=True)
    return kept.get().place or None


def form_keep(*, account_id: int, sent: str, place: str) -> None:
    """Keep where a form led; one that led nowhere is as if it had not been claimed."""
    kept = KeptForm.objects.filter(account_id=account_id, sent=sent)
    if place:
        kept.update(place=place)
    else:
        kept.delete()


def answers_forget(*, at: datetime) -> int:
    """Clear away the bound organization's answers and forms older than a day; say how many."""
    gone = 0
    with writing(organization_bound()):
        for kept in (KeptAnswer, KeptForm):
            gone += kept.objects.filter(created_at__lte=at - ANSWERS_KEPT).delete()[0]
    return gone

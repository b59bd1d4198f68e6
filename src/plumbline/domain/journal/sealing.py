"""Seals over the journal: an entry changed, taken out or slipped in later is found and named.

A seal holds a hash over its entries and over the seal before it, so that none can be exchanged
without all that follow. A sign of each entry stands beside it: by these the first bad one is named.
What is not sealed yet, and a journal cut off together with its last seals, is seen by whoever kept
the hash of the last seal elsewhere.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from django.db import connection

from plumbline.domain.journal.models import JournalEntry, JournalSeal, JournalText
from plumbline.domain.journal.recording import text_hash
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.transactions import writing

SEAL_MOST: Final = 1_000
#: PostgreSQL gives numbers before rows are seen: an entry waits until none before it can appear.
SETTLED: Final = timedelta(minutes=5)
_SEALER: Final = 7_361  # any number that no other advisory lock of ours has
_SIGN_DIGITS: Final = 16
_SIDES: Final = {"old_hash": False, "new_hash": True}
_COLUMNS: Final = (
    "pk",
    "at",
    "source",
    "act",
    "subject_kind",
    "subject_id",
    "subject_public_id",
    "actor_person_id",
    "account_id",
    "deputy_for_person_id",
    "ip_hash",
    "changes",
)


class Fault(StrEnum):
    """What is wrong with an entry, or with the seal that begins with it."""

    CHANGED = "was changed"
    GONE = "was taken out"
    ADDED = "was slipped in"
    TEXT = "has other words than it had"
    SEAL = "begins a seal that was changed"


@dataclass(frozen=True, slots=True)
class Bad:
    """The first entry that does not stand as it was sealed."""

    entry_id: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found of a journal.

    Attributes:
        entries: So many stand as they were sealed, up to the first bad one.
        last_hash: Of the last seal; empty where nothing is sealed yet.
        waiting: So many are not sealed yet.
        bad: The first bad entry, if there is one.
    """

    entries: int
    last_hash: str
    waiting: int
    bad: Bad | None


def journal_seal(*, at: datetime, goes_on: Callable[[], bool] = lambda: True) -> int:
    """Seal what the bound organization's journal holds and no seal covers yet.

    Args:
        at: Now.
        goes_on: Asked between two seals; false leaves the rest to the next time.

    Returns:
        How many entries were sealed.
    """
    sealed = 0
    while goes_on():
        with writing(organization_bound()):
            more = _seal_next(at)
        sealed += more
        if more < SEAL_MOST:
            break
    return sealed


def _seal_next(at: datetime) -> int:
    _alone()
    last = JournalSeal.objects.order_by("-from_entry_id").first()
    after = last.to_entry_id if last else 0
    waiting = JournalEntry.objects.filter(pk__gt=after)
    unsettled = _first_unsettled(after, at)
    if unsettled is not None:
        waiting = waiting.filter(pk__lt=unsettled)
    digests = _digests(waiting.order_by("pk").values_list(*_COLUMNS)[:SEAL_MOST])
    if not digests:
        return 0
    numbers = list(digests)
    before = last.hash if last else ""
    JournalSeal.objects.create(
        from_entry_id=numbers[0],
        to_entry_id=numbers[-1],
        previous_hash=before,
        hash=_seal_hash(before, digests.values()),
        signs=" ".join(f"{number}:{_sign(digest)}" for number, digest in digests.items()),
        sealed_at=at,
    )
    return len(digests)


def _alone() -> None:
    """Wait until nobody else seals this journal; on SQLite nobody else writes anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s, %s)",
                [_SEALER, organization_bound().pk % 2_147_483_648],
            )


def _first_unsettled(after: int, at: datetime) -> int | None:
    """Return the first entry that one of a lower number could still come before, if there is one.

    That is one written by a transaction not older than every running one. The minutes beside it
    are for a transaction that has taken a number and is about to be given one of its own.
    """
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT min(id) FROM {JournalEntry._meta.db_table}"  # noqa: S608 — the name of our own table
            " WHERE organization_id = %s AND id > %s AND (at > %s OR"
            " age(xmin) <= age(pg_snapshot_xmin(pg_current_snapshot())::xid))",
            [organization_bound().pk, after, at - SETTLED],
        )
        (found,) = cursor.fetchone()
    return None if found is None else int(found)


def journal_verify() -> Verified:
    """Hold the bound organization's journal against its seals, within a `reading`.

    It reads every sealed entry, with what was told beside it, so it takes some seconds for each
    hundred thousand. An erased text is not missed: its hash stays in the entry.
    """
    entries, last_hash, sealed_to = 0, "", 0
    for seal in JournalSeal.objects.order_by("from_entry_id").iterator(chunk_size=20):
        rows = list(
            JournalEntry.objects.filter(pk__gt=sealed_to, pk__lte=seal.to_entry_id)
            .order_by("pk")
            .values_list(*_COLUMNS)
        )
        bad = _first_bad(seal, last_hash, rows)
        if bad is not None:
            whole = sum(number < bad.entry_id for number, *_rest in rows)
            return Verified(entries + whole, last_hash, 0, bad)
        entries, last_hash, sealed_to = entries + len(rows), seal.hash, seal.to_entry_id
    waiting = JournalEntry.objects.filter(pk__gt=sealed_to).count()
    return Verified(entries, last_hash, waiting, None)


def seals_standing(hashes: Collection[str]) -> set[str]:
    """Return those of some hashes that are of seals of the bound organization's journal."""
    return set(JournalSeal.objects.filter(hash__in=hashes).values_list("hash", flat=True))


def _first_bad(
    seal: JournalSeal, previous_hash: str, rows: Sequence[tuple[Any, ...]]
) -> Bad | None:
    digests = _digests(rows)
    bad = _first_unlike(seal, digests)
    if bad is None and (
        seal.previous_hash != previous_hash
        or seal.hash != _seal_hash(previous_hash, digests.values())
    ):
        bad = Bad(seal.from_entry_id, Fault.SEAL)
    return bad or _first_other_text(rows)


def _first_unlike(seal: JournalSeal, digests: Mapping[int, str]) -> Bad | None:
    """Return the first entry that is not as the signs beside its seal say."""
    signs = dict(_signs(seal))
    for number in sorted({*signs, *digests}):
        if number not in digests:
            return Bad(number, Fault.GONE)
        if number not in signs:
            return Bad(number, Fault.ADDED)
        if signs[number] != _sign(digests[number]):
            return Bad(number, Fault.CHANGED)
    return None


def _first_other_text(rows: Sequence[tuple[Any, ...]]) -> Bad | None:
    """Return the first entry whose words are not those that its hashes were made of."""
    told: dict[int, dict[tuple[str, bool], JournalText]] = {}
    if rows:
        texts = JournalText.objects.filter(entry_id__gte=rows[0][0], entry_id__lte=rows[-1][0])
        for text in texts:
            told.setdefault(text.entry_id, {})[text.field, text.is_new] = text
    for number, *_rest, changes in rows:
        kept = told.get(number, {})
        for place, wanted in _hashes(changes):
            text = kept.get(place)
            if text is None or not (
                text.erased_at or text_hash(text.text, salt=text.salt) == wanted
            ):
                return Bad(number, Fault.TEXT)
    return None


def _hashes(changes: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[tuple[str, bool], str]]:
    for field, sides in changes.items():
        for side, is_new in _SIDES.items():
            if sides.get(side):
                yield (field, is_new), sides[side]


def _digests(rows: Iterable[tuple[Any, ...]]) -> dict[int, str]:
    """Return the digest of each entry by its number, in their order.

    The row is written as JSON with sorted keys, the instant in UTC, so that both databases and a
    restored backup give the same.
    """
    digests = {}
    for number, at, *rest in rows:
        told = json.dumps([number, at.astimezone(UTC).isoformat(), *rest], sort_keys=True)
        digests[number] = hashlib.sha256(told.encode()).hexdigest()
    return digests


def _seal_hash(previous_hash: str, digests: Iterable[str]) -> str:
    return hashlib.sha256("\n".join([previous_hash, *digests]).encode()).hexdigest()


def _sign(digest: str) -> str:
    return digest[:_SIGN_DIGITS]


def _signs(seal: JournalSeal) -> Iterator[tuple[int, str]]:
    for each in seal.signs.split():
        number, _, sign = each.partition(":")
        yield int(number), sign

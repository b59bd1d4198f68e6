"""Seals over the journal: an entry changed, taken out or slipped in later is found and named.

A seal holds a hash over its entries, over what it says of itself and over the seal before it, so
that none can be exchanged without all that follow. A sign of each entry stands beside it: by these
the first bad one is named.

No secret is in it, so that anybody can check it: whoever may write everywhere can cut the journal
off together with its last seals, or change an entry and make all seals from there on anew. That is
seen by whoever kept the hash of a seal elsewhere. What is not sealed yet is not covered.
"""

import hashlib
import json
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.models import Count, Max

from plumbline.domain.journal.models import JournalEntry, JournalSeal, JournalText
from plumbline.domain.journal.recording import TEXTS_ERASED, text_hash
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.transactions import writing

SEAL_MOST: Final = 1_000
#: So long the sealer waits for those who are writing, who take milliseconds; others wait for it.
PATIENCE_SECONDS: Final = 0.5
_LOOK_AGAIN_SECONDS: Final = 0.02
_SEALER: Final = 7_361  # any number that no other advisory lock of ours has
_ENTRY_DIGITS, _WORDS_DIGITS = 16, 8
_SIDES: Final = {False: "old_hash", True: "new_hash"}
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


class StillWriting(Exception):
    """Somebody has been writing for so long that nothing can be sealed now; later it can."""


class Fault(StrEnum):
    """What is wrong with an entry, or with the seal that begins with it."""

    CHANGED = "was changed"
    GONE = "was taken out"
    ADDED = "was slipped in"
    TEXT = "has other words than it had"
    ERASED = "has lost words, and no erasure tells of it"
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
        last_hash: Of the last seal that stands; empty where there is none.
        last_sealed_at: When that one was made.
        waiting: So many are not sealed yet.
        bad: The first bad entry, if there is one.
        standing: Those of the hashes asked for that are of seals which stand.
    """

    entries: int
    last_hash: str
    last_sealed_at: datetime | None
    waiting: int
    bad: Bad | None
    standing: frozenset[str]


class _Digest(NamedTuple):
    """Of one entry: of its row, and of where its words lie and whom they are about."""

    entry: str
    words: str

    @property
    def sign(self) -> str:
        return self.entry[:_ENTRY_DIGITS] + self.words[:_WORDS_DIGITS]


_Texts = Mapping[int, Sequence[JournalText]]


def journal_seal(*, at: datetime, goes_on: Callable[[], bool] = lambda: True) -> str:
    """Seal what the bound organization's journal holds and no seal covers yet.

    Args:
        at: Now.
        goes_on: Asked between two seals; false leaves the rest to the next time.

    Returns:
        The hash of the last seal that was made; empty if there was nothing to seal.

    Raises:
        StillWriting: Entries may still come below those that are there.
    """
    until = _settled_until()
    made = ""
    while goes_on():
        with writing(organization_bound()):
            seal = _seal_next(until, at)
        if seal is None:
            break
        made = seal.hash
    return made


def _seal_next(until: int, at: datetime) -> JournalSeal | None:
    _alone()
    last = JournalSeal.objects.order_by("-from_entry_id").first()
    waiting = JournalEntry.objects.filter(pk__gt=last.to_entry_id if last else 0, pk__lte=until)
    rows = list(waiting.order_by("pk").values_list(*_COLUMNS)[:SEAL_MOST])
    if not rows:
        return None
    digests = _digests(rows, _texts_beside(rows))
    seal = JournalSeal(
        from_entry_id=rows[0][0],
        to_entry_id=rows[-1][0],
        previous_hash=last.hash if last else "",
        signs=" ".join(f"{number}:{digest.sign}" for number, digest in digests.items()),
        sealed_at=at,
    )
    seal.hash = _seal_hash(seal, digests)
    seal.save(force_insert=True)
    return seal


def _alone() -> None:
    """Wait until nobody else seals this journal; on SQLite nobody else writes anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s, %s)",
                [_SEALER, organization_bound().pk % 2_147_483_648],
            )


def _settled_until() -> int:
    """Return the last entry of now, once none can come below it any more.

    PostgreSQL gives an entry its number before others see it: who was given a lower one may write
    for long after. But whoever adds entries holds a lock on their table from before the first
    number to the end of the transaction. So when all who hold one now have ended, what is to come
    below is there.

    Raises:
        StillWriting: One of them did not end in time.
    """
    last = JournalEntry.objects.aggregate(last=Max("pk"))["last"] or 0
    if connection.vendor == "postgresql":
        until = time.monotonic() + PATIENCE_SECONDS
        before = _writers()
        while before:
            if time.monotonic() > until:
                raise StillWriting
            time.sleep(_LOOK_AGAIN_SECONDS)
            before &= _writers()
    return last


def _writers() -> set[str]:
    """Return the transactions of others that may have added entries."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT virtualtransaction FROM pg_locks WHERE locktype = 'relation'"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            " AND relation = %s::regclass AND mode = 'RowExclusiveLock' AND granted"
            " AND pid IS DISTINCT FROM pg_backend_pid()",
            [JournalEntry._meta.db_table],
        )
        return {name for (name,) in cursor.fetchall()}


def journal_verify(kept: Collection[str] = ()) -> Verified:
    """Hold the bound organization's journal against its seals, within a `reading`.

    It reads every sealed entry, with what was told beside it, so it takes some seconds for each
    hundred thousand; it holds one seal's entries at a time. Words that were erased are not missed
    where the journal tells of the erasure: their hash stays in the entry.

    Args:
        kept: Hashes of seals that somebody kept elsewhere.
    """
    unfounded = _erased_unfounded()
    entries, last, bad = 0, None, None
    standing: set[str] = set()
    for seal in JournalSeal.objects.order_by("from_entry_id").iterator(chunk_size=20):
        rows, unreadable = _read(last.to_entry_id if last else 0, seal.to_entry_id)
        bad = _first_bad(seal, last, rows, unfounded)
        if bad is not None:
            if bad.entry_id in unreadable:
                bad = Bad(bad.entry_id, Fault.CHANGED)
            entries += sum(number < bad.entry_id for number, *_rest in rows)
            break
        entries, last = entries + len(rows), seal
        standing |= {seal.hash} & {*kept}
    waiting = JournalEntry.objects.filter(pk__gt=last.to_entry_id if last else 0)
    return Verified(
        entries=entries,
        last_hash=last.hash if last else "",
        last_sealed_at=last.sealed_at if last else None,
        waiting=0 if bad else waiting.count(),
        bad=bad,
        standing=frozenset(standing),
    )


def _read(after: int, to: int) -> tuple[list[tuple[Any, ...]], set[int]]:
    """Return the entries behind one up to another, and the numbers of those that cannot be read.

    Plumbline writes none of these: on SQLite a column holds whatever was put into it.
    """
    entries = JournalEntry.objects.filter(pk__gt=after, pk__lte=to).order_by("pk")
    try:
        return list(entries.values_list(*_COLUMNS)), set()
    except ValueError:
        rows: list[tuple[Any, ...]] = []
        unreadable: set[int] = set()
        for number in entries.values_list("pk", flat=True):
            try:
                rows += entries.filter(pk=number).values_list(*_COLUMNS)
            except ValueError:
                unreadable.add(number)
        return rows, unreadable


def _erased_unfounded() -> set[datetime]:
    """Return the instants at which more texts were erased than the journal tells of."""
    told: dict[datetime, int] = defaultdict(int)
    for number in JournalEntry.objects.filter(act=TEXTS_ERASED).values_list("pk", flat=True):
        for _number, at, *_rest, changes in _read(number - 1, number)[0]:
            told[at] += _count(changes)
    gone = (
        JournalText.objects.filter(erased_at__isnull=False)
        .values_list("erased_at")
        .annotate(count=Count("pk"))
    )
    return {at for at, count in gone if count > told[at]}


def _count(changes: object) -> int:
    """Return how many texts an erasure tells of; none where it was made to say something else."""
    count = _inside(changes, "texts", "new")
    return count if isinstance(count, int) else 0


def _inside(changes: object, field: str, side: str) -> object:
    """Return one side of a change, none where an entry was made to hold something else."""
    sides = changes.get(field) if isinstance(changes, Mapping) else None
    return sides.get(side) if isinstance(sides, Mapping) else None


def _first_bad(
    seal: JournalSeal,
    previous: JournalSeal | None,
    rows: Sequence[tuple[Any, ...]],
    unfounded: Collection[datetime],
) -> Bad | None:
    texts = _texts_beside(rows)
    digests = _digests(rows, texts)
    if seal.previous_hash != (previous.hash if previous else "") or seal.hash != _seal_hash(
        seal, digests
    ):
        return _first_unlike(seal, digests) or Bad(seal.from_entry_id, Fault.SEAL)
    # Then the entries stand: signs that say otherwise are what was changed, and so is an end
    # behind which nothing would ever be sealed.
    if not rows or seal.to_entry_id != rows[-1][0] or _first_unlike(seal, digests):
        return Bad(seal.from_entry_id, Fault.SEAL)
    return _first_other_text(rows, texts, unfounded)


def _first_unlike(seal: JournalSeal, digests: Mapping[int, _Digest]) -> Bad | None:
    """Return the first entry that is not as the signs beside its seal say."""
    signs = dict(_signs(seal))
    for number in sorted({*signs, *digests}):
        if number not in digests:
            return Bad(number, Fault.GONE)
        if number not in signs:
            return Bad(number, Fault.ADDED)
        sign = digests[number].sign
        if signs[number] != sign:
            same_row = signs[number][:_ENTRY_DIGITS] == sign[:_ENTRY_DIGITS]
            return Bad(number, Fault.TEXT if same_row else Fault.CHANGED)
    return None


def _first_other_text(
    rows: Sequence[tuple[Any, ...]], texts: _Texts, unfounded: Collection[datetime]
) -> Bad | None:
    """Return the first entry whose words are not those that its hashes were made of.

    That each lies where it lay, and that none is gone or was put beside them, the seal says.
    """
    for number, *_rest, changes in rows:
        for text in texts.get(number, ()):
            if text.erased_at is not None:
                if text.erased_at in unfounded:
                    return Bad(number, Fault.ERASED)
                continue
            wanted = _inside(changes, text.field, _SIDES[text.is_new])
            if text_hash(text.text, salt=text.salt) != wanted:
                return Bad(number, Fault.TEXT)
    return None


def _texts_beside(rows: Sequence[tuple[Any, ...]]) -> _Texts:
    """Return the texts beside some entries that follow each other, by the number of the entry."""
    told: dict[int, list[JournalText]] = defaultdict(list)
    if rows:
        texts = JournalText.objects.filter(entry_id__gte=rows[0][0], entry_id__lte=rows[-1][0])
        for text in texts.order_by("entry_id", "field", "is_new"):
            told[text.entry_id].append(text)
    return told


def _digests(rows: Sequence[tuple[Any, ...]], texts: _Texts) -> dict[int, _Digest]:
    """Return the digests of each entry by its number, in their order.

    A row is written as JSON with sorted keys, the instant in UTC, so that both databases and a
    restored backup give the same. Of words it takes where they lie and whom they are about, which
    outlast them; the words themselves have hashes in the row.
    """
    digests = {}
    for number, at, *rest in rows:
        beside = sorted(
            (text.field, text.is_new, text.about_person_id or 0) for text in texts.get(number, ())
        )
        digests[number] = _Digest(
            _hash_of([number, _instant(at), *rest]), _hash_of(beside) if beside else ""
        )
    return digests


def _seal_hash(seal: JournalSeal, digests: Mapping[int, _Digest]) -> str:
    """Return the hash of a seal: whose it is, what it says and what it lies over."""
    said = [
        organization_bound().pk,
        seal.from_entry_id,
        seal.to_entry_id,
        _instant(seal.sealed_at),
        seal.previous_hash,
    ]
    return _hash_of([*said, *digests.values()])


def _hash_of(told: object) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _instant(at: datetime | None) -> str:
    """Return an instant as it is told; none is read where somebody wrote what is no instant."""
    return at.astimezone(UTC).isoformat() if at else ""


def _signs(seal: JournalSeal) -> Iterator[tuple[int, str]]:
    for each in seal.signs.split():
        number, _, sign = each.partition(":")
        if number.isdecimal():
            yield int(number), sign

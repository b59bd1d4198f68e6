"""Whoever reaches the database itself and changes the journal is found out, entry by entry."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from psycopg import sql as composed

from plumbline.domain.journal import sealing
from plumbline.domain.journal.models import JournalEntry, JournalSeal, JournalText, Source
from plumbline.domain.journal.recording import TEXTS_ERASED, Author, Change, Subject
from plumbline.domain.journal.sealing import (
    Bad,
    Fault,
    StillWriting,
    Verified,
    journal_seal,
    journal_verify,
)
from plumbline.domain.journal.services import journal_record, journal_text_erase
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.transactions import reading, writing
from tests.databases import administrator, on_postgres
from tests.domain.conftest import AT

LATER = AT + timedelta(hours=1)
ADA = Author(source=Source.PAGE, person_id=7, account_id=3)
#: On PostgreSQL whoever forges comes by a connection of their own, and sees what is committed.
pytestmark = pytest.mark.django_db(transaction=on_postgres())


def recorded(organization: Organization, number: int = 1) -> list[int]:
    """Record some acts, each with a word about a person, and return their entries."""
    with writing(organization):
        return [
            journal_record(
                author=ADA,
                act="objective.adjust",
                subject=Subject(kind="objective", id=count),
                at=AT,
                changes={
                    "target": Change(count, count + 1),
                    "reason": Change(None, f"Étage {count}", personal=True, about_person_id=9),
                },
            ).pk
            for count in range(number)
        ]


def sealed(organization: Organization, at: datetime = LATER) -> int:
    """Seal, and return how many entries have a seal."""
    with reading(organization, suspendable=True):
        journal_seal(at=at)
    return found(organization).entries


def found(organization: Organization, *kept: str) -> Verified:
    with reading(organization):
        return journal_verify(kept)


def forge(statement: str, *values: object) -> None:
    """Change rows as one does who reaches the database itself: past the walls."""
    if on_postgres():
        with administrator() as open_door:
            open_door.execute("SET session_replication_role = replica")  # no trigger fires
            open_door.execute(composed.SQL(statement.replace("?", "%s")), values)
        return
    raw = connection.connection
    names = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'journal%'"
    for (name,) in raw.execute(names).fetchall():
        raw.execute(f'DROP TRIGGER "{name}"')
    raw.execute(statement, values)


def test_each_entry_is_sealed_once_and_stands(
    north: Organization, south: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "SEAL_MOST", 2)
    recorded(south)
    recorded(north, 5)
    with reading(north):
        entries = JournalEntry.objects.count()
    assert sealed(north) == entries
    with reading(north):
        seals = list(JournalSeal.objects.order_by("pk"))
    assert sealed(north) == entries
    verified = found(north, "0" * 64, seals[0].hash)
    assert (verified.waiting, verified.bad) == (0, None)
    assert (verified.last_hash, verified.last_sealed_at) == (seals[-1].hash, LATER)
    assert verified.standing == {seals[0].hash}
    recorded(north)
    assert found(north).waiting == 1
    assert (found(south).entries, found(south).last_hash) == (0, "")


@pytest.mark.skipif(not on_postgres(), reason="on SQLite one writes after the other")
def test_an_entry_waits_for_its_seal_while_another_can_come_before_it(
    north: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "PATIENCE_SECONDS", 0.1)
    before = sealed(north)
    with administrator() as slow:
        with writing(north):
            connection.cursor().execute("SELECT pg_current_xact_id()")  # begun before the slow one
            slow.execute(
                "INSERT INTO journal_journalentry (organization_id, at, source, act, subject_kind,"
                " subject_public_id, ip_hash, changes)"
                " VALUES (%s, %s, 'page', 'objective.stop', 'objective', '', '', '{}')",
                [north.pk, AT],
            )
            journal_record(author=ADA, act="objective.stop", subject=Subject("objective"), at=AT)
        with pytest.raises(StillWriting):
            sealed(north, at=AT + timedelta(days=1))
        assert found(north).waiting == 1
    assert sealed(north) == before + 2
    assert found(north).bad is None


def test_words_that_were_changed_or_taken_out_are_found(north: Organization) -> None:
    first, second = recorded(north, 2)
    sealed(north)
    with writing(north):
        JournalText.objects.filter(entry_id=second).update(text="Nothing of the kind")
    assert found(north).bad == Bad(second, Fault.TEXT)
    with writing(north):
        JournalText.objects.filter(entry_id=first).delete()
    assert found(north).bad == Bad(first, Fault.TEXT)


def test_words_put_beside_an_entry_or_said_to_be_about_somebody_else_are_found(
    north: Organization,
) -> None:
    first, second = recorded(north, 2)
    sealed(north)
    with writing(north):
        JournalText.objects.filter(entry_id=second).update(about_person_id=10)
    assert found(north).bad == Bad(second, Fault.TEXT)
    with writing(north):
        JournalText.objects.create(entry_id=first, field="target", is_new=True, text="More")
    assert found(north).bad == Bad(first, Fault.TEXT)


def test_erased_words_are_missed_unless_the_journal_tells_of_as_many(north: Organization) -> None:
    first, second = recorded(north, 2)
    sealed(north)
    with writing(north):
        JournalText.objects.filter(entry_id=second).update(text="", salt="", erased_at=LATER)
    assert found(north).bad == Bad(second, Fault.ERASED)
    with writing(north):
        journal_record(
            author=ADA,
            act=TEXTS_ERASED,
            subject=Subject("account"),
            at=LATER,
            changes={"texts": Change(None, 1)},
        )
    assert found(north).bad is None
    with writing(north):
        assert journal_text_erase(about_person_id=9, at=LATER) == 1
    assert found(north).bad == Bad(first, Fault.ERASED)


def test_an_entry_slipped_in_below_a_seal_is_named(north: Organization) -> None:
    entry = recorded(north)[0]

    def slip_in(number: int) -> None:
        with writing(north):
            JournalEntry.objects.create(
                pk=number, at=AT, source=Source.PAGE, act="objective.stop", subject_kind="objective"
            )

    slip_in(entry + 2)
    sealed(north)
    slip_in(entry + 1)
    assert found(north).bad == Bad(entry + 1, Fault.ADDED)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE journal_journalentry SET act = 'objective.stop' WHERE id = ?", Fault.CHANGED),
        ("UPDATE journal_journalentry SET changes = '{}' WHERE id = ?", Fault.CHANGED),
        ("UPDATE journal_journalentry SET at = '2020-01-01 00:00' WHERE id = ?", Fault.CHANGED),
        ("DELETE FROM journal_journalentry WHERE id = ?", Fault.GONE),
    ],
)
def test_the_first_entry_that_was_changed_or_taken_out_is_named(
    north: Organization, change: str, fault: Fault
) -> None:
    _first, second, _third = recorded(north, 3)
    sealed(north)
    if fault is Fault.GONE:
        forge("DELETE FROM journal_journaltext WHERE entry_id = ?", second)
    forge(change, second)
    verified = found(north)
    with reading(north):
        before = JournalEntry.objects.filter(pk__lt=second).count()
    assert (verified.bad, verified.entries) == (Bad(second, fault), before)


@pytest.mark.skipif(on_postgres(), reason="PostgreSQL takes nothing that is none of its kind")
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal_journalentry SET at = 'never' WHERE id = ?",
        "UPDATE journal_journalentry SET at = '2020-13-45 00:00:00' WHERE id = ?",
    ],
)
def test_an_entry_that_cannot_be_read_any_more_is_named(north: Organization, change: str) -> None:
    _first, second, _third = recorded(north, 3)
    sealed(north)
    forge(change, second)
    assert found(north).bad == Bad(second, Fault.CHANGED)


@pytest.mark.parametrize("said", ["[]", '{"texts": 7}', '{"texts": {"new": "all"}}', "{}"])
def test_an_erasure_made_to_say_something_else_excuses_nothing(
    north: Organization, said: str
) -> None:
    entry = recorded(north)[0]
    sealed(north)
    with writing(north):
        told = journal_record(author=ADA, act=TEXTS_ERASED, subject=Subject("account"), at=LATER)
        journal_text_erase(about_person_id=9, at=LATER)
    forge("UPDATE journal_journalentry SET changes = ? WHERE id = ?", said, told.pk)
    assert found(north).bad == Bad(entry, Fault.ERASED)


def test_two_entries_that_change_places_are_found(north: Organization) -> None:
    first, second = recorded(north, 2)
    sealed(north)
    for column in ("changes", "subject_id"):
        forge(
            f"UPDATE journal_journalentry SET {column} = (SELECT other.{column} "
            "FROM journal_journalentry AS other WHERE other.id = ? + ? - journal_journalentry.id) "
            "WHERE id IN (?, ?)",
            first, second, first, second,
        )  # fmt: skip
    assert found(north).bad == Bad(first, Fault.CHANGED)


def test_entries_cut_off_are_missed_by_their_seal(north: Organization) -> None:
    first, second = recorded(north, 2)
    sealed(north)
    forge("DELETE FROM journal_journaltext WHERE entry_id >= ?", second)
    forge("DELETE FROM journal_journalentry WHERE id >= ?", second)
    assert found(north).bad == Bad(second, Fault.GONE)
    recorded(north)
    assert found(north).bad == Bad(second, Fault.GONE)
    assert second > first


def _signs_too(organization: Organization, entry: int) -> None:
    """Change an entry and the sign beside its seal, which is not what the seal's hash is of."""
    forge("UPDATE journal_journalentry SET act = 'objective.stop' WHERE id = ?", entry)
    with reading(organization):
        rows = list(JournalEntry.objects.filter(pk=entry).values_list(*sealing._COLUMNS))
        digest = sealing._digests(rows, sealing._texts_beside(rows))[entry]
    forge("UPDATE journal_journalseal SET signs = ?", f"{entry}:{digest.sign}")


@pytest.mark.parametrize(
    "act",
    [
        lambda _of, _entry: forge("UPDATE journal_journalseal SET hash = ?", "0" * 64),
        lambda _of, _entry: forge("UPDATE journal_journalseal SET previous_hash = ?", "0" * 64),
        lambda _of, _entry: forge("UPDATE journal_journalseal SET sealed_at = ?", str(AT)),
        lambda _of, entry: forge("UPDATE journal_journalseal SET signs = ?", f"{entry}:0"),
        lambda _of, _entry: forge("UPDATE journal_journalseal SET signs = 'none:0'"),
        lambda _of, _entry: forge("UPDATE journal_journalseal SET to_entry_id = to_entry_id + 9"),
        _signs_too,
    ],
)
def test_a_seal_that_was_changed_is_found(
    north: Organization, act: Callable[[Organization, int], None]
) -> None:
    with reading(north):
        assert not JournalEntry.objects.exists()
    entry = recorded(north)[0]
    sealed(north)
    act(north, entry)
    assert found(north).bad == Bad(entry, Fault.SEAL)


def test_a_seal_over_nothing_behind_which_none_would_be_sealed_is_found(
    north: Organization,
) -> None:
    entry = recorded(north)[0]
    sealed(north)
    far = entry + 1_000_000
    with writing(north):
        empty = JournalSeal(
            from_entry_id=far,
            to_entry_id=far,
            previous_hash=JournalSeal.objects.get().hash,
            sealed_at=LATER,
        )
        empty.hash = sealing._seal_hash(empty, {})
        empty.save()
    assert found(north).bad == Bad(far, Fault.SEAL)


def test_a_seal_taken_out_with_its_entries_breaks_the_next(
    north: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "SEAL_MOST", 1)
    first, second = recorded(north, 2)
    sealed(north)
    forge("DELETE FROM journal_journaltext WHERE entry_id = ?", first)
    forge("DELETE FROM journal_journalentry WHERE id = ?", first)
    forge("DELETE FROM journal_journalseal WHERE from_entry_id = ?", first)
    assert found(north).bad == Bad(second, Fault.SEAL)


def test_a_seal_kept_elsewhere_tells_of_a_journal_cut_off_or_sealed_anew(
    north: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "SEAL_MOST", 1)
    first, second = recorded(north, 2)
    sealed(north)
    with reading(north):
        early, late = JournalSeal.objects.order_by("pk")[:2]
    assert found(north, early.hash, late.hash).standing == {early.hash, late.hash}
    forge("UPDATE journal_journalentry SET act = 'objective.stop' WHERE id = ?", second)
    assert found(north, early.hash, late.hash).standing == {early.hash}
    forge("DELETE FROM journal_journalseal WHERE from_entry_id = ?", second)
    sealed(north)
    verified = found(north, early.hash, late.hash)
    assert verified.bad is None
    assert verified.standing == {early.hash}
    assert first < second


def test_the_journal_of_one_organization_cannot_be_passed_off_as_another_s(
    north: Organization, south: Organization
) -> None:
    entry = recorded(north)[0]
    sealed(north)
    for table in ("journalseal", "journaltext", "journalentry"):
        forge(f"UPDATE journal_{table} SET organization_id = ?", south.pk)
    assert found(south).bad == Bad(entry, Fault.SEAL)


def test_an_instant_is_digested_alike_whatever_its_zone() -> None:
    def digest(at: datetime) -> dict[int, sealing._Digest]:
        return sealing._digests([(1, at, "page", "objective.stop", {"b": 1, "a": None})], {})

    east = datetime.fromisoformat("2026-03-02T11:00:00+02:00")
    assert digest(east) == digest(datetime(2026, 3, 2, 9, tzinfo=UTC))

"""Whoever reaches the database itself and changes the journal is found out, entry by entry."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from plumbline.domain.journal import sealing
from plumbline.domain.journal.models import JournalEntry, JournalSeal, JournalText, Source
from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.sealing import Bad, Fault, journal_seal, journal_verify
from plumbline.domain.journal.services import journal_record, journal_text_erase
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.transactions import reading, writing
from tests.databases import on_postgres
from tests.domain.conftest import AT

LATER = AT + timedelta(hours=1)
ADA = Author(source=Source.PAGE, person_id=7, account_id=3)
#: What a transaction has not ended yet is not sealed: so what is sealed is committed first.
committed = pytest.mark.django_db(transaction=True)
forged = pytest.mark.skipif(
    on_postgres(), reason="no role of ours can forge there; digests are made of the same rows"
)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no transaction of tests beside these stand in the way: they share the server."""
    monkeypatch.setattr(sealing, "_first_unsettled", lambda _after, _at: None)


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
    with reading(organization, suspendable=True):
        return journal_seal(at=at)


def first_bad(organization: Organization) -> Bad | None:
    with reading(organization):
        return journal_verify().bad


def forge(sql: str, *values: object) -> None:
    """Change rows as one does who has the file: past the walls, which come back afterwards."""
    raw = connection.connection
    names = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'journal%'"
    for (name,) in raw.execute(names).fetchall():
        raw.execute(f'DROP TRIGGER "{name}"')
    raw.execute(sql, values)


@committed
@pytest.mark.usefixtures("alone")
def test_each_entry_is_sealed_once_and_stands(
    north: Organization, south: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "SEAL_MOST", 2)
    recorded(south)
    recorded(north, 5)
    with reading(north):
        entries = JournalEntry.objects.count()
    assert sealed(north) == entries
    assert sealed(north) == 0
    with reading(north):
        found = journal_verify()
        last = JournalSeal.objects.order_by("-pk")[0]
    assert (found.entries, found.waiting, found.bad) == (entries, 0, None)
    assert found.last_hash == last.hash
    recorded(north)
    with reading(north):
        assert journal_verify().waiting == 1


@committed
def test_an_entry_waits_for_its_seal_until_no_other_can_come_before_it(
    north: Organization,
) -> None:
    recorded(north)
    soon = sealed(north, at=AT + timedelta(minutes=1))
    assert soon == 0 if on_postgres() else soon > 0
    patience = time.monotonic() + 120  # for transactions of tests beside this one
    while on_postgres() and not soon and time.monotonic() < patience:
        time.sleep(0.05)
        soon = sealed(north)
    assert soon > 0


@committed
@pytest.mark.usefixtures("alone")
def test_erasing_what_was_told_of_a_person_breaks_no_seal_and_other_words_do(
    north: Organization,
) -> None:
    first, second = recorded(north, 2)
    sealed(north)
    with writing(north):
        JournalText.objects.filter(entry_id=second).update(text="Nothing of the kind")
    assert first_bad(north) == Bad(second, Fault.TEXT)
    with writing(north):
        journal_text_erase(about_person_id=9, at=LATER)
    assert first_bad(north) is None
    with writing(north):
        JournalText.objects.filter(entry_id=first).delete()
    assert first_bad(north) == Bad(first, Fault.TEXT)


@committed
@pytest.mark.usefixtures("alone")
def test_an_entry_slipped_in_below_a_seal_is_named(north: Organization) -> None:
    entry = recorded(north)[0]
    with writing(north):
        JournalEntry.objects.create(
            pk=entry + 2, at=AT, source=Source.PAGE, act="objective.stop", subject_kind="objective"
        )
    sealed(north)
    with writing(north):
        JournalEntry.objects.create(
            pk=entry + 1, at=AT, source=Source.PAGE, act="objective.stop", subject_kind="objective"
        )
    assert first_bad(north) == Bad(entry + 1, Fault.ADDED)


@forged
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("UPDATE journal_journalentry SET act = 'objective.stop' WHERE id = ?", Fault.CHANGED),
        ("UPDATE journal_journalentry SET changes = '{}' WHERE id = ?", Fault.CHANGED),
        ("UPDATE journal_journalentry SET at = '2020-01-01 00:00' WHERE id = ?", Fault.CHANGED),
        ("DELETE FROM journal_journalentry WHERE id = ?", Fault.GONE),
    ],
)
def test_the_first_entry_that_was_changed_or_taken_out_is_named(
    north: Organization, sql: str, fault: Fault
) -> None:
    _first, second, _third = recorded(north, 3)
    sealed(north)
    if fault is Fault.GONE:
        forge("DELETE FROM journal_journaltext WHERE entry_id = ?", second)
    forge(sql, second)
    with reading(north):
        found = journal_verify()
        before = JournalEntry.objects.filter(pk__lt=second).count()
    assert (found.bad, found.entries) == (Bad(second, fault), before)


@forged
@pytest.mark.django_db
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
    assert first_bad(north) == Bad(first, Fault.CHANGED)


def _signs_too(entry: int) -> None:
    """Change an entry and the sign beside its seal, which is not what the seal's hash is of."""
    forge("UPDATE journal_journalentry SET act = 'objective.stop' WHERE id = ?", entry)
    row = next(iter(JournalEntry.objects.filter(pk=entry).values_list(*sealing._COLUMNS)))
    digest = sealing._digests([row])[entry]
    forge("UPDATE journal_journalseal SET signs = ?", f"{entry}:{digest[:16]}")


@forged
@pytest.mark.django_db
@pytest.mark.parametrize(
    "act",
    [
        lambda _entry: forge("UPDATE journal_journalseal SET hash = ?", "0" * 64),
        lambda _entry: forge("UPDATE journal_journalseal SET previous_hash = ?", "0" * 64),
        _signs_too,
    ],
)
def test_a_seal_that_was_changed_is_found(north: Organization, act: Callable[[int], None]) -> None:
    with reading(north):
        assert not JournalEntry.objects.exists()
    entry = recorded(north)[0]
    sealed(north)
    with reading(north):
        act(entry)
    assert first_bad(north) == Bad(entry, Fault.SEAL)


@forged
@pytest.mark.django_db
def test_a_seal_taken_out_with_its_entries_breaks_the_next(
    north: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "SEAL_MOST", 1)
    first, second = recorded(north, 2)
    sealed(north)
    forge("DELETE FROM journal_journaltext WHERE entry_id = ?", first)
    forge("DELETE FROM journal_journalentry WHERE id = ?", first)
    forge("DELETE FROM journal_journalseal WHERE from_entry_id = ?", first)
    assert first_bad(north) == Bad(second, Fault.SEAL)


def test_an_instant_is_digested_alike_whatever_its_zone() -> None:
    def digest(at: datetime) -> dict[int, str]:
        return sealing._digests([(1, at, "page", "objective.stop", {"b": 1, "a": None})])

    east = datetime.fromisoformat("2026-03-02T11:00:00+02:00")
    assert digest(east) == digest(datetime(2026, 3, 2, 9, tzinfo=UTC))

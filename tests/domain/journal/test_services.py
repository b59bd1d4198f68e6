"""What happened stays written; words about people can be erased beside it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from plumbline.domain.journal.models import JournalEntry, JournalSeal, JournalText, Source
from plumbline.domain.journal.recording import Author, Change, Subject, text_hash, value_plain
from plumbline.domain.journal.services import (
    journal_insert,
    journal_prepare,
    journal_record,
    journal_text_erase,
)
from plumbline.domain.tenancy.errors import OrganizationNotBound
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.transactions import reading, writing
from tests.domain.conftest import AT

LATER = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
ADA = Author(source=Source.PAGE, person_id=7, account_id=3)
THING = Subject(kind="objective", id=11, public_id="0123456789ab")

pytestmark = pytest.mark.django_db


def record(**changes: Change) -> JournalEntry:
    return journal_record(author=ADA, act="objective.adjust", subject=THING, at=AT, changes=changes)


def test_an_entry_says_who_did_what_to_what_when_and_through_which_door(
    north: Organization,
) -> None:
    with writing(north):
        journal_record(
            author=Author(source=Source.API, person_id=7, account_id=3, deputy_for_person_id=8),
            act="objective.activate",
            subject=THING,
            at=AT,
        )
    with reading(north):
        entry = JournalEntry.objects.get()
    assert (entry.actor_person_id, entry.account_id, entry.deputy_for_person_id) == (7, 3, 8)
    assert (entry.subject_kind, entry.subject_id) == ("objective", 11)
    assert (entry.source, entry.act, entry.at) == ("api", "objective.activate", AT)


def test_plain_values_are_kept_as_they_were_and_are(north: Organization) -> None:
    with writing(north):
        entry = record(
            target=Change(Decimal("1.50"), Decimal(2)),
            due_on=Change(date(2026, 3, 31), None),
            weight=Change(1, 1),
        )
    assert entry.changes == {
        "target": {"old": "1.5", "new": "2"},
        "due_on": {"old": "2026-03-31", "new": None},
    }


def test_entries_made_ready_before_say_what_one_by_one_would_have_said(
    north: Organization,
) -> None:
    said: tuple[dict[str, Change], ...] = (
        {},
        {"weight": Change(1, 2), "due_on": Change(date(2026, 3, 31), None)},
        {"name": Change(None, "Mia Member", personal=True, about_person_id=7)},
    )
    with writing(north):
        for changes in said:
            record(**changes)
        before = set(JournalEntry.objects.values_list("pk", flat=True))
        journal_insert(
            journal_prepare(
                author=ADA, act="objective.adjust", subject=THING, at=AT, changes=changes
            )
            for changes in said
        )
        names = [field.attname for field in JournalEntry._meta.concrete_fields[1:]]
        entries = list(JournalEntry.objects.order_by("pk").values("pk", *names))
        texts = JournalText.objects.values_list("entry_id", "field", "text")
    kept = [[entry for entry in entries if (entry["pk"] in before) is old] for old in (True, False)]
    for one, other in zip(*kept, strict=True):
        assert one["organization_id"] == other["organization_id"] == north.pk
        assert one["changes"].keys() == other["changes"].keys()
        if "name" not in one["changes"]:
            assert {**one, "pk": 0} == {**other, "pk": 0}
    with reading(north):
        told = [(kept[side][2]["pk"], "name", "Mia Member") for side in (0, 1)]
        assert sorted(texts) == told


def test_personal_text_is_kept_beside_the_entry_and_hashed_in_it(north: Organization) -> None:
    with writing(north):
        entry = record(name=Change(None, "Mia Member", personal=True, about_person_id=7))
        text = JournalText.objects.get()
    assert "Mia" not in str(entry.changes)
    assert entry.changes["name"]["old_hash"] is None
    assert entry.changes["name"]["new_hash"] == text_hash("Mia Member", salt=text.salt)


def test_equal_texts_have_different_hashes(north: Organization) -> None:
    with writing(north):
        hashes = {
            record(name=Change(None, "Mia", personal=True)).changes["name"]["new_hash"]
            for _ in range(3)
        }
    assert len(hashes) == 3


def test_erasing_a_person_leaves_entries_and_hashes(north: Organization) -> None:
    with writing(north):
        entry = record(name=Change("Mia", "Mia Member", personal=True, about_person_id=7))
        record(name=Change(None, "Vic Viewer", personal=True, about_person_id=9))
        assert journal_text_erase(about_person_id=7, at=LATER) == 2
        assert journal_text_erase(about_person_id=7, at=LATER) == 0
    with reading(north):
        assert JournalEntry.objects.get(pk=entry.pk).changes == entry.changes
        assert [row.text for row in entry.texts.all()] == ["", ""]
        assert {row.salt for row in entry.texts.all()} == {""}
        assert JournalText.objects.get(about_person_id=9).text == "Vic Viewer"


def test_erasing_stays_within_the_organization(north: Organization, south: Organization) -> None:
    with writing(north):
        record(name=Change(None, "Mia", personal=True, about_person_id=7))
    with writing(south):
        assert journal_text_erase(about_person_id=7, at=LATER) == 0


def test_an_entry_can_neither_be_changed_nor_deleted(north: Organization) -> None:
    with writing(north):
        entry = record(target=Change(1, 2))
        entry.act = "forged"
        for forge in (entry.save, entry.delete, JournalEntry.objects.all().delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                forge()
        assert JournalEntry.objects.get().act == "objective.adjust"


def test_a_seal_can_neither_be_changed_nor_deleted(north: Organization) -> None:
    with writing(north):
        JournalSeal.objects.create(from_entry_id=1, to_entry_id=2, hash="a" * 64, sealed_at=AT)
        for forge in (
            lambda: JournalSeal.objects.update(hash="b" * 64),
            lambda: JournalSeal.objects.all().delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                forge()


def test_nothing_is_recorded_for_nobody() -> None:
    with pytest.raises(OrganizationNotBound):
        record()


@pytest.mark.parametrize("value", [1.5, {"a": 1}, object()])
def test_what_a_journal_cannot_keep_exactly_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="A journal value is"):
        value_plain(value)

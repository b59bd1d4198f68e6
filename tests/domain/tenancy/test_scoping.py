"""A tenant's rows are seen and written by that tenant alone."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import QuerySet

from plumbline.domain.journal.models import JournalEntry, JournalText, Source
from plumbline.domain.orgs.models import Team
from plumbline.domain.tenancy.errors import (
    OrganizationMismatch,
    OrganizationNotBound,
    ProgrammingMistake,
)
from plumbline.domain.tenancy.models import Organization, OrganizationModule
from plumbline.domain.tenancy.scoping import NAMED_MOST, _start, asked_alike
from plumbline.domain.tenancy.transactions import reading, writing

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def entry(act: str = "thing.change") -> JournalEntry:
    return JournalEntry(at=AT, source=Source.CLI, act=act, subject_kind="thing")


def test_a_query_without_an_organization_raises() -> None:
    with pytest.raises(OrganizationNotBound):
        OrganizationModule.objects.all()


def test_saving_without_an_organization_raises() -> None:
    with pytest.raises(OrganizationNotBound):
        entry().save()


def test_a_query_sees_the_bound_organization_only(north: Organization, south: Organization) -> None:
    with writing(north):
        entry("north.change").save()
    with writing(south):
        entry("south.change").save()

    with reading(north):
        assert [row.act for row in JournalEntry.objects.all()] == ["north.change"]
    with reading(south):
        assert JournalEntry.objects.get().organization == south


def test_narrowing_one_query_narrows_no_other(north: Organization) -> None:
    with writing(north):
        entry("one.change").save()
        entry("two.change").save()
        narrow = JournalEntry.objects.filter(act="one.change").order_by("-act")
        assert [row.act for row in narrow] == ["one.change"]
        assert [row.act for row in JournalEntry.objects.order_by("act")] == [
            "one.change",
            "two.change",
        ]


def test_queries_leave_nothing_in_the_one_they_are_copied_from(north: Organization) -> None:
    with reading(north):
        others = Team.objects.filter(parent__name="x").exclude(parent__parent__name="y")
        assert not Team.objects.filter(parent__in=others).exists()
        begun = _start(Team, north.pk, False)
    assert [*begun.table_map.values()] == [[table] for table in begun.table_map]


@asked_alike(8)
def entries_of(act: str) -> QuerySet[JournalEntry]:
    return JournalEntry.objects.filter(act=act).order_by("pk")


def test_a_question_is_asked_of_the_organization_bound_by_whoever_asks_alike(
    north: Organization, south: Organization
) -> None:
    for organization in (north, south):
        with writing(organization):
            entry("thing.change").save()
    for organization in (north, south, north):
        with reading(organization):
            (found,) = entries_of("thing.change")
            assert found.organization_id == organization.pk
            assert not entries_of("other.change")


def test_a_question_asked_again_knows_nothing_of_what_was_made_of_it_before(
    north: Organization,
) -> None:
    with writing(north):
        first = str(entries_of("thing.change").query)
        entry("thing.change").save()
        assert len(entries_of("thing.change")) == 1
        narrowed = entries_of("thing.change").filter(organization__name="x", texts__field="y")
        assert not narrowed.exclude(texts__field="z").select_related("organization").reverse()
        entry("thing.change").save()
        assert len(entries_of("thing.change")) == 2  # an answer is not kept
        assert str(entries_of("thing.change").query) == first


def test_saving_fills_in_the_organization(north: Organization) -> None:
    with writing(north):
        row = entry()
        row.save()
        assert row.organization_id == north.pk


def test_bulk_create_fills_in_the_organization(north: Organization) -> None:
    with writing(north):
        JournalEntry.objects.bulk_create([entry(), entry()])
        assert {row.organization_id for row in JournalEntry.objects.all()} == {north.pk}


def test_a_row_of_another_organization_is_refused(north: Organization, south: Organization) -> None:
    with writing(north):
        row = entry()
        row.save()
    with writing(south):
        with pytest.raises(OrganizationMismatch):
            row.save()
        with pytest.raises(OrganizationMismatch):
            row.delete()
        with pytest.raises(OrganizationMismatch):
            JournalEntry.objects.bulk_create([row])
        with pytest.raises(OrganizationMismatch):
            JournalEntry.objects.create(organization=north, at=AT)


def test_update_and_delete_touch_the_bound_organization_only(
    north: Organization, south: Organization
) -> None:
    with writing(north):
        assert OrganizationModule.objects.update(enabled=False) > 0
        OrganizationModule.objects.all().delete()
    with reading(south):
        assert OrganizationModule.objects.filter(enabled=True).exists()


def test_update_never_moves_rows_to_another_organization(
    north: Organization, south: Organization
) -> None:
    with writing(north), pytest.raises(OrganizationMismatch):
        OrganizationModule.objects.update(organization=south)


def test_the_database_refuses_to_move_a_row(north: Organization, south: Organization) -> None:
    move = "UPDATE tenancy_organizationmodule SET organization_id = %s"
    # On PostgreSQL row-level security refuses it before the trigger can.
    with (
        writing(north),
        connection.cursor() as cursor,
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        cursor.execute(move, [south.pk])


def test_related_rows_are_narrowed_too(north: Organization, south: Organization) -> None:
    with writing(north):
        row = entry()
        row.save()
        JournalText.objects.create(entry=row, field="title", is_new=True, text="a", salt="b")
        assert row.texts.count() == 1
    with reading(south):
        assert row.texts.count() == 0
    with pytest.raises(OrganizationNotBound):
        row.texts.count()


def test_a_tie_to_another_organization_is_refused_in_python(
    north: Organization, south: Organization
) -> None:
    with writing(north):
        row = entry()
        row.save()
    with writing(south), pytest.raises(OrganizationMismatch):
        JournalText.objects.create(entry=row, field="title", is_new=True)


def test_a_tie_to_another_organization_is_refused_by_the_database(
    north: Organization, south: Organization
) -> None:
    with writing(north):
        row = entry()
        row.save()
    with writing(south), pytest.raises(IntegrityError), transaction.atomic():
        JournalText.objects.create(entry_id=row.pk, field="title", is_new=True)


def test_raw_sql_through_the_manager_is_refused(north: Organization) -> None:
    with reading(north), pytest.raises(ProgrammingMistake):
        OrganizationModule.objects.raw("SELECT * FROM tenancy_organizationmodule")


def test_a_question_about_more_things_than_a_page_shows_is_not_kept(north: Organization) -> None:
    put = []

    @asked_alike(8)
    def of_these(ids: tuple[int, ...]) -> QuerySet[JournalEntry]:
        put.append(len(ids))
        return JournalEntry.objects.filter(pk__in=ids)

    with reading(north):
        for many in (NAMED_MOST, NAMED_MOST + 1) * 2:
            assert not of_these(tuple(range(many)))
        assert not of_these(ids=tuple(range(NAMED_MOST + 1)))
        assert not of_these(ids=tuple(range(NAMED_MOST + 1)))
    assert put == [NAMED_MOST, *[NAMED_MOST + 1] * 4]

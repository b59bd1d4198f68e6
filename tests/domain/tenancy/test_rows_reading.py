"""Rows of one table, read by a plain condition and inserted one by one."""

import pytest

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.journal.models import JournalEntry, JournalText, Source
from plumbline.domain.okrs.models import KeyResultScore, Reading
from plumbline.domain.orgs.models import Person
from plumbline.domain.tenancy.errors import (
    OrganizationMismatch,
    ProgrammingMistake,
    ValidationRefused,
)
from plumbline.domain.tenancy.models import Organization, TenantModel
from plumbline.domain.tenancy.rows_reading import rows_read
from plumbline.domain.tenancy.rows_writing import row_insert
from plumbline.domain.tenancy.transactions import reading, writing
from tests.world import AT, World, world
from tests.world_okrs import first_key_result, make_check_in, make_objective

__all__ = ["world"]

pytestmark = pytest.mark.django_db


def _entry(**words: str) -> JournalEntry:
    said = {"act": "test.act", "subject_kind": "test", **words}
    return JournalEntry(
        at=AT, source=Source.PAGE, changes={"name": {"old": None, "new": 1}}, **said
    )


def _said(row: TenantModel) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@pytest.mark.parametrize("model", [KeyResultScore, Reading, CheckIn, JournalEntry])
def test_they_are_as_django_reads_them(world: World, model: type[TenantModel]) -> None:
    key_result = first_key_result(world, make_objective(world))
    for value in ("12.5", "30"):
        make_check_in(world, key_result, value)
    with world.reading():
        usual = list(model.objects.filter(pk__gt=0).order_by("pk"))
        found = rows_read(model, "id > %s", [0])
    assert usual
    assert [_said(row) for row in found] == [_said(row) for row in usual]
    assert not any(row._state.adding for row in found)


def test_they_are_those_of_the_bound_organization(north: Organization, south: Organization) -> None:
    with writing(north):
        row_insert(entry := _entry())
        assert [row.pk for row in rows_read(JournalEntry, "act = %s", ["test.act"])] == [entry.pk]
    with reading(south):
        assert rows_read(JournalEntry, "act = %s", ["test.act"]) == []


def test_rows_that_an_import_may_prepare_are_refused(world: World) -> None:
    with world.reading(), pytest.raises(ProgrammingMistake):
        rows_read(Person, "1 = 1", [])


def test_a_row_that_is_inserted_is_as_django_would_have_saved_it(world: World) -> None:
    with world.writing():
        plain, usual = _entry(), _entry()
        row_insert(plain)
        usual.save(force_insert=True)
        texts = [JournalText(entry=plain, field="note", is_new=True, text="Word", salt="s")]
        row_insert(texts[0])
        read = list(JournalEntry.objects.filter(pk__in=(plain.pk, usual.pk)).order_by("pk"))
        assert JournalText.objects.get(entry=plain).text == "Word"
    assert [row.pk for row in read] == [plain.pk, usual.pk]
    assert _said(read[0]) | {"id": 0} == _said(read[1]) | {"id": 0}
    assert plain.organization_id == world.organization.pk
    assert not plain._state.adding


def test_what_points_to_another_organization_is_not_inserted(
    north: Organization, south: Organization
) -> None:
    with writing(north):
        row_insert(entry := _entry())
    with writing(south), pytest.raises(OrganizationMismatch):
        row_insert(JournalText(entry=entry, field="note", is_new=True, text="Word", salt="s"))


def test_a_text_that_no_database_keeps_is_refused_at_its_field(world: World) -> None:
    with world.writing(), pytest.raises(ValidationRefused) as refused:
        row_insert(_entry(act="test\0act"))
    assert list(refused.value.field_errors) == ["act"]

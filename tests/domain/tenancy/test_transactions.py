"""Reading sees one state and never writes; writing is all or nothing; both know whose rows."""

import pytest
from django.db import connection, transaction

from plumbline.domain.tenancy.context import organization_bound, organization_bound_or_none
from plumbline.domain.tenancy.errors import ProgrammingMistake, Refused, WriteOutsideTransaction
from plumbline.domain.tenancy.models import Organization, OrganizationModule
from plumbline.domain.tenancy.services import organization_calendar_write
from plumbline.domain.tenancy.transactions import (
    reading,
    reading_global,
    rehearsal,
    writing,
    writing_global,
)
from tests.databases import on_postgres


@pytest.fixture(
    autouse=True,
    params=[
        pytest.param("savepoints", marks=pytest.mark.django_db),
        pytest.param("real commits", marks=pytest.mark.django_db(transaction=True)),
    ],
)
def commits(request: pytest.FixtureRequest) -> bool:
    """Each test runs twice: within the savepoints of a wrapped test, and with real commits."""
    return bool(request.param == "real commits")


def module_is_on(key: str = "money") -> bool:
    return bool(OrganizationModule.objects.get(key=key).enabled)


def module_set(*, enabled: bool, key: str = "money") -> None:
    OrganizationModule.objects.filter(key=key).update(enabled=enabled)


def change_and_refuse(organization: Organization) -> None:
    with writing(organization):
        module_set(enabled=True)
        raise Refused("any")


def change_inside_and_refuse(organization: Organization) -> None:
    with writing(organization):
        with writing(organization):
            module_set(enabled=True)
        raise Refused("any")


def serve_and_fail(organization: Organization) -> None:
    with reading(organization, suspendable=True):
        with writing(organization):
            module_set(enabled=True)
        raise ZeroDivisionError


def database_organization() -> str:
    """What the database itself believes: empty for nobody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('plumbline.organization_id', true)")
        return str(cursor.fetchone()[0] or "")


def test_reading_refuses_to_write(north: Organization) -> None:
    with reading(north), pytest.raises(WriteOutsideTransaction):
        module_set(enabled=True)


def test_a_write_outside_any_phase_is_refused_in_tests(commits: bool) -> None:
    if not commits:
        pytest.skip("a wrapped test is a transaction")
    with pytest.raises(WriteOutsideTransaction):
        Organization.objects.update(name="elsewhere")


def test_the_binding_ends_with_the_phase(north: Organization) -> None:
    with reading(north):
        assert organization_bound() == north
    with writing(north):
        assert organization_bound() == north
    assert organization_bound_or_none() is None


def test_writing_is_undone_by_an_exception(north: Organization) -> None:
    with pytest.raises(Refused):
        change_and_refuse(north)
    with reading(north):
        assert not module_is_on()


def test_writing_inside_writing_joins(north: Organization) -> None:
    with pytest.raises(Refused):
        change_inside_and_refuse(north)
    with reading(north):
        assert not module_is_on()


def test_a_failed_inner_writing_leaves_the_outer_one_usable(north: Organization) -> None:
    with writing(north):
        module_set(enabled=True, key="skills")
        with pytest.raises(Refused):
            change_and_refuse(north)
        assert not module_is_on()
    with reading(north):
        assert module_is_on("skills")


def test_writing_inside_a_plain_reading_is_a_mistake(north: Organization) -> None:
    with reading(north), pytest.raises(ProgrammingMistake), writing(north):
        pass


def test_writing_inside_a_suspendable_reading_commits_and_reading_goes_on(
    north: Organization,
) -> None:
    with reading(north, suspendable=True):
        assert not module_is_on()
        with writing(north):
            module_set(enabled=True)
        assert module_is_on()
        assert organization_bound() == north
        with pytest.raises(WriteOutsideTransaction):
            module_set(enabled=False)


def test_a_refused_writing_leaves_the_suspendable_reading_usable(north: Organization) -> None:
    with reading(north, suspendable=True):
        with pytest.raises(Refused):
            change_and_refuse(north)
        assert not module_is_on()


def test_a_rehearsal_keeps_nothing_in_the_database_or_on_the_organization(
    north: Organization,
) -> None:
    with reading(north, suspendable=True):
        before = organization_bound().calendar_number
        after: list[str] = []
        with rehearsal():
            with writing(north):
                module_set(enabled=True)
                organization_calendar_write(organization=organization_bound())
            after.append("a word about it")
        assert not after
        assert not module_is_on()
        assert organization_bound().calendar_number == before
        assert Organization.objects.get(pk=north.pk).calendar_number == before


def test_a_failure_of_the_request_does_not_undo_what_a_service_committed(
    north: Organization,
) -> None:
    with pytest.raises(ZeroDivisionError):
        serve_and_fail(north)
    with reading(north):
        assert module_is_on()


def test_suspending_inside_a_foreign_atomic_block_is_a_mistake(north: Organization) -> None:
    with (
        reading(north, suspendable=True),
        transaction.atomic(),
        pytest.raises(ProgrammingMistake),
        writing(north),
    ):
        pass


def test_a_nested_reading_joins_and_gives_the_organization_back(
    north: Organization, south: Organization
) -> None:
    with writing(south):
        module_set(enabled=True)
    with reading(north):
        with reading(south):
            assert module_is_on()
        assert not module_is_on()


def test_a_nested_writing_gives_the_organization_back(
    north: Organization, south: Organization
) -> None:
    with writing(north):
        with writing(south):
            module_set(enabled=True)
        assert organization_bound() == north
        assert not module_is_on()
        module_set(enabled=True, key="skills")


def test_global_phases_keep_the_binding_around_them(north: Organization) -> None:
    with reading(north, suspendable=True):
        with writing_global():
            Organization.objects.filter(pk=north.pk).update(name="Farther north")
        assert organization_bound() == north
        assert Organization.objects.get(pk=north.pk).name == "Farther north"
        assert not module_is_on()


def test_global_phases_alone_bind_nobody(north: Organization) -> None:
    with reading_global():
        assert organization_bound_or_none() is None
    with writing_global():
        assert organization_bound_or_none() is None
        with writing(north):
            module_set(enabled=True)


def test_reading_inside_writing_sees_what_was_written(north: Organization) -> None:
    with writing(north):
        module_set(enabled=True)
        with reading(north):
            assert module_is_on()
        module_set(enabled=False)


def test_the_database_knows_the_organization_of_each_phase(
    north: Organization, south: Organization
) -> None:
    if not on_postgres():
        pytest.skip("only PostgreSQL is told")
    with reading(north, suspendable=True):
        assert database_organization() == str(north.pk)
        with writing(south):
            assert database_organization() == str(south.pk)
        assert database_organization() == str(north.pk)
    with writing(north):
        with writing(south):
            assert database_organization() == str(south.pk)
        assert database_organization() == str(north.pk)
        with pytest.raises(Refused), writing(south):
            raise Refused("any")
        assert database_organization() == str(north.pk)
    assert database_organization() == ""


def test_on_commit_runs_after_the_writing_inside_a_request(
    north: Organization, commits: bool
) -> None:
    if not commits:
        pytest.skip("nothing commits inside a wrapped test")
    seen: list[str] = []
    with reading(north, suspendable=True):
        with writing(north):
            transaction.on_commit(lambda: seen.append("committed"))
            assert seen == []
        assert seen == ["committed"]

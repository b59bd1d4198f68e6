"""The database itself refuses what code must never do, on every table."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import OneToOneField

from plumbline.domain.journal.models import JournalEntry, Source
from plumbline.domain.tenancy.checks import database_checks
from plumbline.domain.tenancy.databases.guarding import statement_changes_schema
from plumbline.domain.tenancy.databases.walls import (
    guarded_tables,
    walls_as_built,
    walls_build,
    walls_missing,
    walls_remove,
)
from plumbline.domain.tenancy.global_tables import GLOBAL_TABLES
from plumbline.domain.tenancy.models import Organization, TenantModel
from plumbline.domain.tenancy.public_ids import PublicIdField
from plumbline.domain.tenancy.transactions import writing
from tests.databases import on_postgres
from tests.domain.conftest import AT


def test_every_model_is_a_tenant_s_or_listed_as_global() -> None:
    strays = {
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("plumbline.") and not issubclass(model, TenantModel)
    }
    assert strays == GLOBAL_TABLES.keys()


def tenant_models() -> list[type[TenantModel]]:
    return [model for model in apps.get_models() if issubclass(model, TenantModel)]


@pytest.mark.parametrize("model", tenant_models(), ids=lambda model: model._meta.label)
def test_unique_constraints_and_indexes_of_a_tenant_s_table_lead_with_the_organization(
    model: type[TenantModel],
) -> None:
    for rule in [*model._meta.constraints, *model._meta.indexes]:
        if fields := getattr(rule, "fields", ()):
            assert fields[0] == "organization", rule.name
    for field in model._meta.local_fields:
        one_to_one = isinstance(field, OneToOneField)
        assert field.primary_key or one_to_one or not field.unique, field.name
    for pairs in model._meta.many_to_many:
        between = pairs.remote_field.through
        assert between is not None
        assert not between._meta.auto_created, "give the table between walls"


@pytest.mark.parametrize("model", tenant_models(), ids=lambda model: model._meta.label)
def test_every_query_of_a_tenant_s_table_starts_from_the_organization(
    model: type[TenantModel],
) -> None:
    assert model._meta.base_manager.name == "objects"
    assert model._meta.default_manager is not None
    for manager in model._meta.managers:
        assert type(manager).__name__ == "ScopedManager"


@pytest.mark.parametrize("model", tenant_models(), ids=lambda model: model._meta.label)
def test_public_ids_are_unique_within_the_organization(model: type[TenantModel]) -> None:
    if not any(isinstance(field, PublicIdField) for field in model._meta.local_fields):
        return
    rules = [tuple(getattr(rule, "fields", ())) for rule in model._meta.constraints]
    assert ("organization", "public_id") in rules


@pytest.mark.django_db
def test_every_wall_stands() -> None:
    assert walls_missing(connection) == ()
    assert len(guarded_tables()) >= 4


@pytest.mark.django_db
def test_all_checks_of_the_database_are_content() -> None:
    assert [check for check in database_checks() if not check.ok] == []


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_a_missing_wall_is_reported_and_comes_back_with_the_next_migration() -> None:
    owner = connections["migrator" if on_postgres() else "default"]
    walls_remove(owner)
    try:
        assert walls_missing(connection)
        assert [check.name for check in database_checks() if not check.ok] == ["walls"]
        call_command("migrate", database=owner.alias, verbosity=0)
        assert walls_missing(connection) == ()
    finally:
        walls_build(owner)


def migrated(owner: BaseDatabaseWrapper) -> list[str]:
    """Migrate, and return the statements that changed the schema."""
    said: list[str] = []

    def heard(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if statement_changes_schema(sql):
            said.append(sql)
        return execute(sql, *rest)

    with owner.execute_wrapper(heard):
        call_command("migrate", database=owner.alias, verbosity=0)
    return said


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_where_nothing_is_to_be_migrated_the_walls_are_left_alone() -> None:
    owner = connections["migrator" if on_postgres() else "default"]
    walls_build(owner)
    assert migrated(owner) == []


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_a_second_start_waits_for_nobody_who_is_at_work(north: Organization) -> None:
    if not on_postgres():
        pytest.skip("SQLite has one turn for all who write")
    owner = connections["migrator"]
    walls_build(owner)
    with owner.cursor() as cursor, writing(north):
        JournalEntry.objects.create(at=AT, source=Source.CLI, act="thing.do", subject_kind="thing")
        cursor.execute("SET lock_timeout = '200ms'")
        try:
            assert migrated(owner) == []
        finally:
            cursor.execute("RESET lock_timeout")


#: By the kind of database, what changes a wall that goes by the same name as before.
TOUCHED: dict[str, dict[str, tuple[str, ...]]] = {
    "sqlite": {
        "a trigger of another body": (
            "DROP TRIGGER wall__journal_journalentry__delete",
            'CREATE TRIGGER "wall__journal_journalentry__delete" BEFORE DELETE'
            ' ON "journal_journalentry" BEGIN SELECT 1; END',
        ),
        "a trigger too many": (
            "CREATE TRIGGER wall__other BEFORE DELETE ON journal_journalentry"
            " BEGIN SELECT RAISE(ABORT, 'other'); END",
        ),
    },
    "postgresql": {
        "a function of another body": (
            "CREATE OR REPLACE FUNCTION plumbline_refuse_change() RETURNS trigger"
            " LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$",
        ),
        "a trigger that is off": ("ALTER TABLE journal_journalentry DISABLE TRIGGER wall__change",),
        "a policy of another condition": (
            "ALTER POLICY plumbline_tenant ON journal_journalentry USING (true)",
        ),
        "a policy beside it": ("CREATE POLICY other ON okrs_objective USING (true)",),
        "a table without its policies": (
            "ALTER TABLE journal_journalentry NO FORCE ROW LEVEL SECURITY",
        ),
        "a right that was given": ("GRANT UPDATE ON journal_journalentry TO PUBLIC",),
        "a signature that was lost": ("COMMENT ON FUNCTION plumbline_refuse_change() IS NULL",),
    },
}


#: What no building takes away again: it is more than walls.
REPAIRED = {
    "a policy beside it": ("DROP POLICY other ON okrs_objective",),
    "a right that was given": ("REVOKE UPDATE ON journal_journalentry FROM PUBLIC",),
}


@pytest.mark.django_db(transaction=True, databases="__all__")
@pytest.mark.parametrize("touched", TOUCHED[connection.vendor])
def test_walls_that_were_touched_are_built_anew_though_none_is_missing(touched: str) -> None:
    owner = connections["migrator" if on_postgres() else "default"]
    walls_build(owner)
    assert walls_as_built(owner)
    try:
        with transaction.atomic(using=owner.alias), owner.cursor() as cursor:
            for statement in TOUCHED[connection.vendor][touched]:
                cursor.execute(statement)
        assert not walls_as_built(owner)
        assert migrated(owner)
        assert walls_as_built(owner)
    finally:
        with transaction.atomic(using=owner.alias), owner.cursor() as cursor:
            for statement in REPAIRED.get(touched, ()):
                cursor.execute(statement)
        walls_build(owner)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    ["UPDATE journal_journalentry SET act = 'forged'", "DELETE FROM journal_journalentry"],
)
def test_the_database_refuses_to_change_the_journal(north: Organization, statement: str) -> None:
    with writing(north):
        JournalEntry.objects.create(at=AT, source=Source.CLI, act="thing.do", subject_kind="thing")
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
        assert JournalEntry.objects.get().act == "thing.do"


@pytest.mark.django_db
def test_row_level_security_hides_other_organizations_from_hand_written_sql(
    north: Organization, south: Organization
) -> None:
    if not on_postgres():
        pytest.skip("SQLite has no row-level security")
    count = "SELECT count(*) FROM tenancy_organizationmodule"
    with connection.cursor() as cursor:
        cursor.execute(count)
        assert cursor.fetchone()[0] == 0
        with writing(south):
            cursor.execute(count + " WHERE organization_id = %s", [north.pk])
            assert cursor.fetchone()[0] == 0
            cursor.execute(count)
            assert cursor.fetchone()[0] > 0
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(
                    "INSERT INTO tenancy_organizationmodule (organization_id, key, enabled) "
                    "VALUES (%s, 'planted', true)",
                    [north.pk],
                )


@pytest.mark.django_db
def test_the_app_s_role_cannot_change_the_schema_or_lift_the_walls() -> None:
    if not on_postgres():
        pytest.skip("SQLite has no roles")
    for statement in (
        "ALTER TABLE tenancy_organizationmodule DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE journal_journalentry DISABLE TRIGGER ALL",
        "TRUNCATE journal_journalentry",
        "CREATE TABLE planted (id int)",
        "SET ROLE keeper",
        "SET SESSION AUTHORIZATION migrator",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

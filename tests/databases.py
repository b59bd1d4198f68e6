"""The databases of the suite: SQLite in memory, or PostgreSQL with its three roles."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.test.utils import setup_databases, teardown_databases
from psycopg import sql

from plumbline.domain.tenancy.databases.guarding import GuardedConnection
from plumbline.domain.tenancy.databases.walls import guarded_tables, walls_build, walls_remove


def on_postgres() -> bool:
    """Tells whether the suite runs on PostgreSQL."""
    return connections["default"].vendor == "postgresql"


@contextmanager
def databases_made(worker: str) -> Iterator[None]:
    """Makes a migrated database for one test process and drops it afterwards."""
    if on_postgres():
        with _postgres_database(f"plumbline_test_{worker}"):
            yield
        return
    old = setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
    yield
    teardown_databases(old, verbosity=0)


@contextmanager
def _postgres_database(name: str) -> Iterator[None]:
    administrator = os.environ["PLUMBLINE_TEST_DATABASE_ADMINISTRATOR_URL"]
    owner = settings.DATABASES["migrator"]["USER"]
    database = sql.Identifier(name)
    with psycopg.connect(administrator, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(database))
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(database, sql.Identifier(owner))
        )
    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
    call_command("migrate", database="migrator", verbosity=0, interactive=False)
    yield
    for alias in connections:
        connections[alias].close()
    with psycopg.connect(administrator, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(database))


def empty_database() -> None:
    """Deletes all rows, with the walls that refuse it down for that moment.

    Raises:
        AssertionError: A phase was left open, so that nothing can be deleted.
    """
    connection = connections["migrator" if on_postgres() else "default"]
    assert isinstance(connection, GuardedConnection)
    assert not connection.reading_only, "a test left a reading phase open"
    with _append_only_lifted(connection):
        call_command(
            "flush",
            verbosity=0,
            interactive=False,
            database=connection.alias,
            inhibit_post_migrate=True,
        )


@contextmanager
def _append_only_lifted(connection: GuardedConnection) -> Iterator[None]:
    if not on_postgres():
        walls_remove(connection)
        yield
        walls_build(connection)
        return
    tables = [table.name for table in guarded_tables() if table.append_only]
    for act in ("DISABLE", "ENABLE"):
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f'ALTER TABLE "{table}" {act} TRIGGER USER')
        if act == "DISABLE":
            yield

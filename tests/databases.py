"""The databases of the suite: SQLite in memory, or PostgreSQL with its three roles."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections
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
        AssertionError: A test left a reading phase open.
    """
    default = connections["default"]
    assert isinstance(default, GuardedConnection)
    assert not default.reading_only, "a test left a reading phase open"
    tables = default.introspection.django_table_names(only_existing=True, include_views=False)
    if on_postgres():
        _postgres_empty(tables)
        return
    walls_remove(default)
    default.ops.execute_sql_flush(default.ops.sql_flush(no_style(), tables))
    walls_build(default)


def _postgres_empty(tables: list[str]) -> None:
    """Empties the tables as their owner; Django would refuse a test the second connection."""
    owner = settings.DATABASES["migrator"]
    kept = [table.name for table in guarded_tables() if table.append_only]
    with psycopg.connect(
        dbname=connections["default"].settings_dict["NAME"],
        user=owner["USER"],
        password=owner["PASSWORD"],
        host=owner["HOST"],
        port=owner["PORT"],
    ) as connection:
        for act in ("DISABLE", "TRUNCATE", "ENABLE"):
            if act == "TRUNCATE":
                names = sql.SQL(", ").join(map(sql.Identifier, tables))
                connection.execute(sql.SQL("TRUNCATE {}").format(names))
                continue
            for table in kept:
                change = sql.SQL("ALTER TABLE {} {} TRIGGER USER")
                connection.execute(change.format(sql.Identifier(table), sql.SQL(act)))

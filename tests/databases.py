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

    Tests fill a few of the tables; emptying all of them took most of a test with real commits.

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
    with transaction.atomic(), default.cursor() as cursor:
        asked = (f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in tables)
        cursor.execute(" UNION ALL ".join(asked))
        filled = {table for (table,) in cursor.fetchall()}
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        walls = [(name, made) for name, table, made in cursor.fetchall() if table in filled]
        for name, _made in walls:
            cursor.execute(f'DROP TRIGGER "{name}"')
        for table in filled:
            cursor.execute(f'DELETE FROM "{table}"')
        for _name, made in walls:
            cursor.execute(made)


def _postgres_empty(tables: list[str]) -> None:
    """Empties the tables as whom nothing is refused; Django would refuse a test the connection."""
    with administrator() as connection:
        connection.execute("SET session_replication_role = replica")  # no wall and no tie asks
        for table in connection.execute(_filled(tables)).fetchall():
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(*table)))


def _filled(tables: list[str]) -> sql.Composed:
    ask = sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})")
    return sql.SQL(" UNION ALL ").join(
        ask.format(sql.Literal(table), sql.Identifier(table)) for table in tables
    )


@contextmanager
def administrator() -> Iterator[psycopg.Connection]:
    """Connects to the database of this process as whom nothing is refused: PostgreSQL's own."""
    address = os.environ["PLUMBLINE_TEST_DATABASE_ADMINISTRATOR_URL"]
    with psycopg.connect(address, dbname=connections["default"].settings_dict["NAME"]) as door:
        yield door

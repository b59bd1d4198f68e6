"""The second wall: what the database itself refuses, whatever the code above it forgot.

For every tenant table: a row never changes its organization and never points to another
organization's row; an append-only table is never changed; what a model names as taken back is
all that may be deleted. On PostgreSQL row-level security comes
on top. Walls are taken down before a migration (altering a table would trip over them) and built
anew after it from the models, so that a new table cannot be without them. Where nothing is to be
migrated and they stand as they would be built, they are left alone: to touch them is to lock every
table, and others may be at work.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from django.apps import apps
from django.db import models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from plumbline.domain.tenancy.databases.postgres import walls as postgres_walls
from plumbline.domain.tenancy.databases.sqlite import walls as sqlite_walls
from plumbline.domain.tenancy.databases.tables import GuardedTable, Tie
from plumbline.domain.tenancy.models import TenantModel
from plumbline.domain.tenancy.scoping import tenant_foreign_keys


@dataclass(frozen=True, slots=True)
class Missing:
    """A wall that should stand and does not."""

    table: str
    wall: str


class _Builder(Protocol):
    def walls_remove(self, connection: BaseDatabaseWrapper) -> None: ...
    def walls_build(
        self, connection: BaseDatabaseWrapper, tables: tuple[GuardedTable, ...]
    ) -> None: ...
    def walls_as_built(
        self, connection: BaseDatabaseWrapper, tables: tuple[GuardedTable, ...]
    ) -> bool: ...
    def walls_missing(
        self, connection: BaseDatabaseWrapper, tables: tuple[GuardedTable, ...]
    ) -> Iterator[tuple[str, str]]: ...


def guarded_tables() -> tuple[GuardedTable, ...]:
    """Returns every table that gets walls, read from the installed models."""
    return tuple(
        _guarded_table(model)
        for model in sorted(apps.get_models(), key=lambda model: model._meta.db_table)
        if issubclass(model, TenantModel) or getattr(model, "append_only", False)
    )


def walls_remove(connection: BaseDatabaseWrapper) -> None:
    """Takes the walls down that would hinder a migration; row-level security stays."""
    with transaction.atomic(using=connection.alias):
        _builder(connection).walls_remove(connection)


def walls_build(connection: BaseDatabaseWrapper) -> None:
    """Builds the walls of every guarded table that exists, and grants the roles their rights."""
    with transaction.atomic(using=connection.alias):
        _builder(connection).walls_build(connection, _existing(connection))


def walls_as_built(connection: BaseDatabaseWrapper) -> bool:
    """Tells whether the walls stand exactly as they would be built now, none touched since."""
    return _builder(connection).walls_as_built(connection, _existing(connection))


def walls_missing(connection: BaseDatabaseWrapper) -> tuple[Missing, ...]:
    """Returns the walls that should stand in this database and do not."""
    tables = guarded_tables()
    return tuple(
        Missing(table=table, wall=wall)
        for table, wall in _builder(connection).walls_missing(connection, tables)
    )


def _guarded_table(model: type[models.Model]) -> GuardedTable:
    ties = (
        Tie(
            column=str(field.column),
            parent=field.related_model._meta.db_table,
            parent_key=str(field.related_model._meta.pk.column),
        )
        for field in tenant_foreign_keys(model)
    )
    return GuardedTable(
        name=model._meta.db_table,
        tenant=issubclass(model, TenantModel),
        append_only=bool(getattr(model, "append_only", False)),
        ties=tuple(ties),
        taken_back=getattr(model, "taken_back", None),
        columns=tuple(str(field.column) for field in model._meta.concrete_fields),
        sought=getattr(model, "sought", ()),
    )


def _existing(connection: BaseDatabaseWrapper) -> tuple[GuardedTable, ...]:
    """Returns the guarded tables as far as a partly migrated database has them."""
    found = []
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor))
        for table in guarded_tables():
            if table.name not in names:
                continue
            found.append(table.narrowed(tables=names, columns=_columns(cursor, table.name)))
    return tuple(found)


def _columns(cursor: CursorWrapper, table: str) -> set[str]:
    """Returns the names of a table's columns; Django's own way parses its whole definition."""
    cursor.execute(f"SELECT * FROM {cursor.db.ops.quote_name(table)} LIMIT 0")  # noqa: S608 — our own name
    return {str(column[0]) for column in cursor.description}


def _builder(connection: BaseDatabaseWrapper) -> _Builder:
    return postgres_walls if connection.vendor == "postgresql" else sqlite_walls

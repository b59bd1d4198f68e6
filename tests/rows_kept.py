"""Rows that many tests begin with, made once a process and put back as they were.

A world is made through the services, which takes some five hundred queries. The first test of a
process that asks for one makes it, keeps its rows and its Python objects, and rolls it back; every
test, the first one too, then gets copies of the objects and the same rows by plain inserts.
"""

import pickle
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.db import connection, models, transaction

from plumbline.domain.tenancy.models import Organization, TenantModel
from plumbline.domain.tenancy.transactions import reading, writing, writing_global
from tests.acts_kept import rows_stand

Built = TypeVar("Built")


@dataclass
class Rows:
    """Raw rows by table: those without an organization, and those of each."""

    of_everybody: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    of_organization: dict[int, dict[str, list[tuple[Any, ...]]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    organizations: list[Organization] = field(default_factory=list)


class Kept(Generic[Built]):
    """What builds made, one after the other so that their ids differ, and how to put it back."""

    def __init__(self, *builds: Callable[[], Built]) -> None:
        self._builds = builds
        self._made: list[tuple[bytes, list[_Put]]] = []

    def again(self, number: int = 0) -> Built:
        """Return what one of the builds makes, with its rows in the database."""
        if not self._made:
            self._capture()
        made, puts = self._made[number]
        for put in puts:
            put.insert()
        rows_stand((self, number))
        copied: Built = pickle.loads(made)
        return copied

    def _capture(self) -> None:
        with transaction.atomic():
            for build in self._builds:
                before = _global_rows()
                made = build()
                self._made.append((pickle.dumps(made), _puts(_rows_since(before))))
            transaction.set_rollback(True)


def _global_models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not issubclass(model, TenantModel)
    ]


def _tenant_models() -> list[type[models.Model]]:
    """Return the tenant models, each behind those it points to: the walls want ties to stand."""
    waiting = [model for model in apps.get_models() if issubclass(model, TenantModel)]
    ordered: list[type[models.Model]] = []
    while waiting:
        ready = [model for model in waiting if not (_pointed_to(model) - {model}) & {*waiting}]
        assert ready, f"models that point to each other: {waiting}"
        ordered += ready
        waiting = [model for model in waiting if model not in ready]
    return ordered


def _pointed_to(model: type[models.Model]) -> set[Any]:
    return {
        column.related_model
        for column in model._meta.concrete_fields
        if isinstance(column, models.ForeignKey)
    }


def _global_rows() -> dict[str, list[tuple[Any, ...]]]:
    return {model._meta.db_table: _select(model) for model in _global_models()}


def _rows_since(before: dict[str, list[tuple[Any, ...]]]) -> Rows:
    rows = Rows()
    for table, found in _global_rows().items():
        new = [row for row in found if row not in before[table]]
        if new:
            rows.of_everybody[table] = new
    known = {row[0] for row in before[Organization._meta.db_table]}
    for organization in Organization.objects.exclude(pk__in=known):
        rows.organizations.append(organization)
        with reading(organization):
            for model in _tenant_models():
                found = _select(model, organization)
                if found:
                    rows.of_organization[organization.pk][model._meta.db_table] = found
    return rows


def _select(
    model: type[models.Model], organization: Organization | None = None
) -> list[tuple[Any, ...]]:
    where = "" if organization is None else f" WHERE organization_id = {organization.pk:d}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_columns(model._meta.db_table)} FROM {_name(model)}{where} ORDER BY 1"
        )
        return [tuple(map(_as_stored, row)) for row in cursor.fetchall()]


def _as_stored(value: object) -> object:
    """Return a value as SQLite holds it, which knows of no days: written a thousand times."""
    if connection.vendor != "sqlite":
        return value
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else value


def _name(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _columns(table: str) -> str:
    model = next(
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table == table
    )
    columns = (column.column for column in model._meta.concrete_fields)
    return ", ".join(connection.ops.quote_name(name) for name in columns if name is not None)


def _puts(rows: Rows) -> "list[_Put]":
    """Return what puts rows back: what is everybody's first, then each organization's."""
    return [
        _Put(None, _statements(rows.of_everybody)),
        *(_Put(each, _statements(rows.of_organization[each.pk])) for each in rows.organizations),
    ]


def _statements(rows: dict[str, list[tuple[Any, ...]]]) -> list[tuple[str, list[tuple[Any, ...]]]]:
    return [
        (
            f"INSERT INTO {connection.ops.quote_name(table)} ({_columns(table)}) "
            f"VALUES ({', '.join(['%s'] * len(values[0]))})",
            values,
        )
        for table, values in rows.items()
    ]


@dataclass(frozen=True)
class _Put:
    """Inserts of rows: of one organization, or of none.

    Attributes:
        statements: Each with its rows, written once.
    """

    organization: Organization | None
    statements: list[tuple[str, list[tuple[Any, ...]]]]

    def insert(self) -> None:
        """Put the rows into the database."""
        if connection.vendor == "sqlite" and connection.in_atomic_block:
            # Nobody asks there whose rows they are; they were looked at when they were made.
            self._execute(connection.create_cursor())
            return
        phase = writing(self.organization) if self.organization else writing_global()
        with phase, connection.cursor() as cursor:
            self._execute(cursor)

    def _execute(self, cursor: Any) -> None:  # noqa: ANN401 — the driver's, or Django's around it
        for statement, values in self.statements:
            cursor.executemany(statement, values)

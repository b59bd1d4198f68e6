"""Writing many changed rows of one table with one plain statement for all of them.

Django's `bulk_update` builds a CASE for every column and row: half of a night of forecasts.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field

from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.models import TenantModel

#: From so many rows on PostgreSQL is handed them all at once: a statement each takes it longer than
#: what it does.
MANY = 3
#: Below the least number of parameters that SQLite may have.
NAMED_MOST = 400
#: Kinds of fields whose values are stored as Python has them.
AS_THEY_ARE = frozenset(
    {
        "BigIntegerField",
        "BooleanField",
        "CharField",
        "IntegerField",
        "PositiveIntegerField",
        "PositiveSmallIntegerField",
        "SmallIntegerField",
    }
)
#: Those of them that are numbers.
NUMBERS = AS_THEY_ARE - {"BooleanField", "CharField"}


def rows_write(rows: Sequence[TenantModel], names: Collection[str]) -> None:
    """Write some fields of saved rows of one model; nothing is asked of them.

    Must run inside `writing`.

    Args:
        rows: All of one model, of the bound organization.
        names: The fields to write.
    """
    if not rows:
        return
    fields = [field for field in type(rows[0])._meta.concrete_fields if field.name in names]
    columns_write(
        type(rows[0]),
        [field.name for field in fields],
        [(row.pk, *(getattr(row, field.attname) for field in fields)) for row in rows],
    )


def row_insert(row: TenantModel) -> None:
    """Insert a new row by one plain statement, and give it its number; `save` takes thrice as long.

    Must run inside `writing`. Whose it is and what it points to is looked at as by `save`; nobody
    listens to what is saved.
    """
    row.organization_settle()
    row.texts_check()
    connection: Any = connections[DEFAULT_DB_ALIAS]
    quote, meta = connection.ops.quote_name, row._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    columns, places = (
        ", ".join(quote(field.column) for field in fields),
        ", ".join("%s" for _ in fields),
    )
    returns = connection.features.can_return_columns_from_insert
    returning = f" RETURNING {quote(meta.pk.column)}" if returns else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({places}){returning}",  # noqa: S608 — names of our own
            values,
        )
        row.pk = cursor.fetchone()[0] if returns else cursor.lastrowid
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def columns_write(
    model: type[TenantModel], names: Sequence[str], rows: Sequence[Sequence[Any]], *, by: str = "id"
) -> None:
    """Write some columns of many rows of the bound organization; nothing is asked of them.

    Must run inside `writing`.

    Args:
        model: Whose rows.
        names: The fields to write.
        rows: The value of `by` of each, then its new values in the order of the names.
        by: The column by which rows are found.
    """
    if not rows:
        return
    connection = connections[DEFAULT_DB_ALIAS]  # looked up once, not for every value
    known = {field.name: field for field in model._meta.concrete_fields}
    fields = [known[name] for name in names]
    keys, *columns = zip(*rows, strict=True)
    prepared = list(
        zip(
            *(
                values if field.get_internal_type() in AS_THEY_ARE else _prepared(field, values)
                for field, values in zip(fields, columns, strict=True)
            ),
            keys,
            strict=True,
        )
    )
    if connection.vendor != "postgresql" or len(rows) < MANY:
        _write_each(connection, model, fields, prepared, by)
    elif all(field.get_internal_type() in NUMBERS for field in fields):
        _write_numbers(connection, model, fields, prepared, by)
    else:
        _write_together(connection, model, fields, prepared, by)


def ids_named(connection: BaseDatabaseWrapper, ids: Collection[int]) -> tuple[str, list[int | str]]:
    """Return what stands between the brackets of `IN` for ids, with its values.

    A few are named one by one: PostgreSQL then knows how few they are. SQLite takes some hundreds.
    """
    if len(ids) > NAMED_MOST:
        return ids_given(connection), [json.dumps(sorted(ids))]
    return ", ".join(["%s"] * len(ids)) or "NULL", sorted(ids)


def ids_given(connection: BaseDatabaseWrapper) -> str:
    """Return a query for ids that are handed over as one JSON text, however many they are."""
    given = "json_array_elements_text" if connection.vendor == "postgresql" else "json_each"
    return f"SELECT CAST(value AS bigint) FROM {given}(%s)"  # noqa: S608 — no names but our own


def _array(numbers: Iterable[int | None]) -> str:
    """Write whole numbers as PostgreSQL reads an array."""
    return f"{{{','.join(['NULL' if each is None else str(each) for each in numbers])}}}"


def _prepared(field: "Field[Any, Any]", values: Iterable[Any]) -> list[Any]:
    connection = connections[DEFAULT_DB_ALIAS]
    return [field.get_db_prep_save(value, connection) for value in values]


def _write_each(
    connection: BaseDatabaseWrapper,
    model: type[TenantModel],
    fields: "Sequence[Field[Any, Any]]",
    rows: Sequence[Sequence[Any]],
    by: str,
) -> None:
    quote, own = connection.ops.quote_name, organization_bound().pk
    columns = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    statement = (
        f"UPDATE {quote(model._meta.db_table)} SET {columns}"  # noqa: S608 — names of our own columns
        f" WHERE organization_id = %s AND {quote(by)} = %s"
    )
    given = [(*values, own, key) for *values, key in rows]
    with connection.cursor() as cursor:
        if len(given) == 1:
            cursor.execute(statement, given[0])
        else:
            cursor.executemany(statement, given)


def _write_numbers(
    connection: BaseDatabaseWrapper,
    model: type[TenantModel],
    fields: "Sequence[Field[Any, Any]]",
    rows: Sequence[Sequence[Any]],
    by: str,
) -> None:
    """Write all in one statement, each column as an array: half the work of a document."""
    places = [f"_{place}" for place in range(len(fields))]
    arrays = ", ".join(["CAST(%s AS bigint[])"] * (len(fields) + 1))
    given = f"unnest({arrays}) AS given({', '.join((*places, '_key'))})"
    values = [_array(column) for column in zip(*rows, strict=True)]
    _write_given(connection, model, fields, given, values, by)


def _write_together(
    connection: BaseDatabaseWrapper,
    model: type[TenantModel],
    fields: "Sequence[Field[Any, Any]]",
    rows: Sequence[Sequence[Any]],
    by: str,
) -> None:
    """Write all in one statement; values travel as text and are read by their column's type."""
    places = [f"_{place}" for place in range(len(fields))]
    types = [field.db_type(connection) for field in fields]
    columns = ", ".join(f"{place} {kind}" for place, kind in zip(places, types, strict=True))
    given = f"json_to_recordset(%s) AS given({columns}, _key bigint)"
    document = [dict(zip((*places, "_key"), row, strict=True)) for row in rows]
    values = [json.dumps(document, default=_text)]
    _write_given(connection, model, fields, given, values, by)


def _write_given(
    connection: BaseDatabaseWrapper,
    model: type[TenantModel],
    fields: "Sequence[Field[Any, Any]]",
    given: str,
    values: Sequence[str],
    by: str,
) -> None:
    """Write rows that are handed over as a table, whose columns are `_0`, `_1` and so on, `_key`.

    Args:
        connection: To where.
        model: Of the rows.
        fields: Which are written, in the order of the columns.
        given: The table, in SQL.
        values: What it is made of.
        by: The column that `_key` holds.
    """
    quote = connection.ops.quote_name
    columns = ", ".join(
        f"{quote(str(field.column))} = given._{place}" for place, field in enumerate(fields)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {quote(model._meta.db_table)} AS held SET {columns} FROM {given}"  # noqa: S608 — as above
            f" WHERE held.organization_id = %s AND held.{quote(by)} = given._key",
            [*values, organization_bound().pk],
        )


def _text(value: object) -> object:
    """Write what JSON has no form for: a document inside as it is, everything else as its text."""
    return value.obj if hasattr(value, "obj") else str(value)

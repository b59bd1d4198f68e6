"""Writing many changed rows of one table with one plain statement for all of them.

Django's `bulk_update` builds a CASE for every column and row: half of a night of forecasts.
"""

from collections.abc import Collection, Sequence

from django.db import DEFAULT_DB_ALIAS, connections

from plumbline.domain.tenancy.models import TenantModel


def rows_write(rows: Sequence[TenantModel], names: Collection[str]) -> None:
    """Write some fields of saved rows of one model; nothing is asked of them.

    Must run inside `writing`.

    Args:
        rows: All of one model, of the bound organization.
        names: The fields to write.
    """
    if not rows:
        return
    connection = connections[DEFAULT_DB_ALIAS]  # looked up once, not for every value
    meta = type(rows[0])._meta
    fields = [field for field in meta.concrete_fields if field.name in names]
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    values = [
        (
            *(field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields),
            row.organization_id,
            row.pk,
        )
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(meta.db_table)} SET {columns}"  # noqa: S608 — names of our own columns
            f" WHERE organization_id = %s AND id = %s",
            values,
        )

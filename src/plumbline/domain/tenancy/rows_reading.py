"""Reading rows of one table by a plain condition: for writes that ask the same every time.

A check-in asks some twenty questions, and putting them together took longer than asking them. Their
statements never change, so they are written out; whoever asks gives values.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections

from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import ProgrammingMistake
from plumbline.domain.tenancy.models import StagedModel, TenantModel

_RowT = TypeVar("_RowT", bound=TenantModel)


def rows_read(
    model: type[_RowT],
    condition: str,
    values: Sequence[Any],
    *,
    order: str = "id",
    locks: bool = False,
) -> list[_RowT]:
    """Return the rows of the bound organization that a condition holds for.

    Args:
        model: Whose rows.
        condition: In SQL, with a place for each value.
        values: As the database takes them.
        order: The column by which they come, and are locked.
        locks: Whether they stay locked until the transaction ends; only inside `writing`.

    Raises:
        ProgrammingMistake: An import may still prepare rows of this model: managers alone leave
            these out.
    """
    if issubclass(model, StagedModel):
        raise ProgrammingMistake(f"{model.__name__} may have rows that nobody may see yet.")
    connection: Any = connections[DEFAULT_DB_ALIAS]
    quote, table = connection.ops.quote_name, model._meta.db_table
    fields = model._meta.concrete_fields
    columns = ", ".join(quote(field.column) for field in fields)
    lock = " FOR UPDATE" if locks and connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM {quote(table)}"  # noqa: S608 — names and conditions of our own
            f" WHERE organization_id = %s AND {condition} ORDER BY {quote(order)}{lock}",
            [organization_bound().pk, *values],
        )
        found = cursor.fetchall()
    converted = [
        (place, column, steps)
        for place, column in enumerate(field.get_col(table) for field in fields)
        if (steps := connection.ops.converters_of(column))
    ]
    names = [field.attname for field in fields]
    rows = []
    for raw in found:
        said = list(raw)
        for place, column, steps in converted:
            for step in steps:
                said[place] = step(said[place], column, connection)
        rows.append(model.from_db(DEFAULT_DB_ALIAS, names, said))
    return rows

"""State rows: what a thing was at any instant, written only when a value changes.

A versioned model and its state model share one abstract class of *versioned fields*. The state
model adds `subject`, `valid_from` and `valid_to` (half open, aware UTC datetimes; `valid_to` is
`None` for the present). `state_record` closes the open row and writes the next one inside the
caller's transaction; `as_of` narrows a queryset to what was recorded by an instant.

The open row is found by the index of `one_open`, which every state model carries: without it a
change would read all the history there is of its subject.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models import Q, QuerySet

from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.rows_writing import ids_named

StateT = TypeVar("StateT", bound=models.Model)


class StateFields(models.Model):
    """The two instants of a state row; a concrete state model adds `subject` and the fields."""

    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.label_lower} from {self.valid_from:%Y-%m-%d %H:%M}"


def one_open(table: str) -> models.UniqueConstraint:
    """Return the constraint that keeps one state row at most open for each subject of `table`."""
    return models.UniqueConstraint(
        fields=["organization", "subject"],
        condition=Q(valid_to__isnull=True),
        name=f"{table}_one_open",
    )


def versioned_values(row: models.Model, versioned: type[models.Model]) -> dict[str, Any]:
    """Return the values of `row` for the fields declared by the abstract class `versioned`.

    Foreign keys are returned under their column name (`owner_id`), so that no row is fetched.
    """
    return {field.attname: getattr(row, field.attname) for field in versioned._meta.local_fields}


def state_record(
    *, row: models.Model, versioned: type[models.Model], state_model: type[StateT], at: datetime
) -> StateT | None:
    """Write the next state row of `row` if a versioned value changed since the open one.

    Args:
        row: The saved row with its present values.
        versioned: The abstract class that declares the versioned fields.
        state_model: The state model; its `subject` points to `row`.
        at: The instant of the change, aware UTC.

    Returns:
        The new state row, or `None` when nothing changed. Two changes at one instant leave one
        row with the later values.
    """
    values = versioned_values(row, versioned)
    current: Any = _open_state(state_model, row)
    if current is not None:
        if versioned_values(current, versioned) == values:
            return None
        if current.valid_from >= at:
            for name, value in values.items():
                setattr(current, name, value)
            current.save()
            return None
        current.valid_to = at
        current.save(update_fields=["valid_to"])
    return state_begin(row=row, versioned=versioned, state_model=state_model, at=at)


def state_begin(
    *, row: models.Model, versioned: type[models.Model], state_model: type[StateT], at: datetime
) -> StateT:
    """Write the first state row of a row that was only just inserted; none is looked for."""
    values = versioned_values(row, versioned)
    state = state_model(subject_id=row.pk, valid_from=at, valid_to=None, **values)
    state.save(force_insert=True)
    return state


def _open_state(state_model: type[StateT], row: models.Model) -> StateT | None:
    """Return the one state row that is open; unordered, since `one_open` lets there be no other."""
    states: QuerySet[StateT] = state_model._default_manager.filter(subject_id=row.pk)
    return next(iter(states.filter(valid_to=None)), None)


def states_record_stored(
    *,
    model: type[models.Model],
    versioned: type[models.Model],
    state_model: type[models.Model],
    ids: Collection[int],
    by: str = "id",
    at: datetime,
) -> None:
    """Do what `state_record` does for rows as they are stored, inside the database.

    Two statements where all of them changed, three where some did not: neither the rows nor their
    states are read. What is closed is named by its subject and by being open, never by its own id:
    SQLite would rather read all history of the organization than look up two ids.

    Args:
        model: Whose rows.
        versioned: The abstract class that declares the versioned fields.
        state_model: The state model.
        ids: Of the rows, saved with their present values; or
        by: what another column of theirs holds.
        at: The instant of the change, aware UTC.
    """
    given, named = ids_named(connection, ids)
    closes, rewrites, opens = _stored_statements(
        model._meta.db_table,
        state_model._meta.db_table,
        [str(field.column) for field in versioned._meta.local_fields],
        f"{connection.ops.quote_name(by)} IN ({given})",
    )
    which: list[Any] = [organization_bound().pk, *named]
    instant = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(closes, [instant, *which, instant])
        if cursor.rowcount != len(ids):
            # Some did not change, or changed at this instant before.
            cursor.execute(rewrites, [*which, instant])
        cursor.execute(opens, [instant, *which])


def _stored_statements(
    table: str, states_table: str, names: Sequence[str], which: str
) -> tuple[str, str, str]:
    """Return what closes states that differ, what writes over them, and what opens the next."""
    quote, is_postgres = connection.ops.quote_name, connection.vendor == "postgresql"
    held, states, columns = quote(table), quote(states_table), [quote(name) for name in names]
    # SQLite has another word for the same comparison, and is kept by a plus from looking for the
    # instant in the index of all history.
    differs = "IS DISTINCT FROM" if is_postgres else "IS NOT"
    begun = "state.valid_from" if is_postgres else "+state.valid_from"
    changed = " OR ".join(f"{held}.{column} {differs} state.{column}" for column in columns)
    chosen = f"{held}.organization_id = %s AND {held}.{which}"
    standing = (
        f"state.organization_id = {held}.organization_id AND state.subject_id = {held}.id"
        " AND state.valid_to IS NULL"
    )
    copied = ", ".join(f"{column} = {held}.{column}" for column in columns)
    found = f"FROM {held} WHERE {chosen} AND {standing} AND ({changed}) AND {begun}"
    values = ", ".join(f"{held}.{column}" for column in columns)
    return (
        f"UPDATE {states} AS state SET valid_to = %s {found} < %s",  # noqa: S608 — our own names
        f"UPDATE {states} AS state SET {copied} {found} >= %s",  # noqa: S608 — as above
        f"INSERT INTO {states} (organization_id, subject_id, valid_from, {', '.join(columns)})"  # noqa: S608 — as above
        f" SELECT {held}.organization_id, {held}.id, %s, {values} FROM {held} WHERE {chosen}"
        f" AND NOT EXISTS (SELECT 1 FROM {states} AS state WHERE {standing})"
        f" ORDER BY {held}.id",
    )


def as_of(at: datetime) -> Q:
    """Return the condition that picks the state row in force at the instant `at`."""
    return Q(valid_from__lte=at) & (Q(valid_to__gt=at) | Q(valid_to=None))

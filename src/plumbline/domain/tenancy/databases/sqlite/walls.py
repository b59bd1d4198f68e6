"""Walls of SQLite: triggers."""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

from plumbline.domain.tenancy.databases.tables import GuardedTable

_PREFIX = "wall__"


def walls_remove(connection: BaseDatabaseWrapper) -> None:
    """Drops all triggers that `walls_build` made."""
    with connection.cursor() as cursor:
        for name in _standing(connection):
            cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")


def walls_build(connection: BaseDatabaseWrapper, tables: tuple[GuardedTable, ...]) -> None:
    """Creates the triggers of `tables` anew."""
    walls_remove(connection)
    with connection.cursor() as cursor:
        for table in tables:
            for name, body in _triggers(table):
                cursor.execute(_made(name, body))


def walls_as_built(connection: BaseDatabaseWrapper, tables: tuple[GuardedTable, ...]) -> bool:
    """Tells whether the triggers that stand are, word by word, those that would be created."""
    meant = {name: _made(name, body) for table in tables for name, body in _triggers(table)}
    return _standing(connection) == meant


def walls_missing(
    connection: BaseDatabaseWrapper, tables: tuple[GuardedTable, ...]
) -> Iterator[tuple[str, str]]:
    """Yields table and trigger for each trigger that is not there."""
    standing = _standing(connection)
    for table in tables:
        for name, _body in _triggers(table):
            if name not in standing:
                yield table.name, name


def _standing(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Returns the statement of each trigger that stands, as it was created, by its name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master"
            " WHERE type = 'trigger' AND substr(name, 1, %s) = %s",
            [len(_PREFIX), _PREFIX],
        )
        return dict(cursor.fetchall())


def _made(name: str, body: str) -> str:
    return f'CREATE TRIGGER "{name}" {body}'


def _triggers(table: GuardedTable) -> Iterator[tuple[str, str]]:
    """Yields name and body of each trigger. Names come from models, never from people."""
    name = table.name
    if table.append_only:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
        unless = f"WHEN NOT ({table.taken_back.of('OLD.')}) " if table.taken_back else ""
        for act in ("UPDATE", "DELETE"):
            yield f"{_PREFIX}{name}__{act.lower()}", f'BEFORE {act} ON "{name}" {unless}{refuse}'
        if table.taken_back:
            settled = ", ".join(f'"{column}"' for column in table.settled)
            yield f"{_PREFIX}{name}__settled", f'BEFORE UPDATE OF {settled} ON "{name}" {refuse}'
    elif table.taken_back:
        yield (
            f"{_PREFIX}{name}__delete",
            f'BEFORE DELETE ON "{name}" WHEN NOT ({table.taken_back.of("OLD.")}) '
            f"BEGIN SELECT RAISE(ABORT, '{name} keeps what ran'); END",
        )
    if table.tenant and not table.append_only:
        yield (
            f"{_PREFIX}{name}__organization",
            f'BEFORE UPDATE OF organization_id ON "{name}" '
            "WHEN NEW.organization_id IS NOT OLD.organization_id "
            f"BEGIN SELECT RAISE(ABORT, '{name} never moves to another organization'); END",
        )
    for tie in table.ties:
        body = (
            f'ON "{name}" WHEN EXISTS (SELECT 1 FROM "{tie.parent}" AS parent '  # noqa: S608
            f'WHERE parent."{tie.parent_key}" = NEW."{tie.column}" '
            "AND parent.organization_id <> NEW.organization_id) "
            f"BEGIN SELECT RAISE(ABORT, '{name}.{tie.column} points into another organization'); "
            "END"
        )
        yield f"{_PREFIX}{name}__{tie.column}__insert", f"BEFORE INSERT {body}"
        if not (table.append_only and tie.column in table.settled):
            changed = f'BEFORE UPDATE OF "{tie.column}" {body}'
            yield f"{_PREFIX}{name}__{tie.column}__update", changed

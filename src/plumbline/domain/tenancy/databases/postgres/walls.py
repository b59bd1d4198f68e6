"""Walls of PostgreSQL: row-level security, triggers, and what each role may do.

Three roles: the *app* owns nothing and bypasses nothing; the *migrator* owns the tables (and is
bound by their policies as well: FORCE); the *keeper* bypasses the policies, for the nightly
comparison (`unscoped`) and for copies of the whole database.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from plumbline.domain.tenancy.databases.postgres.seeking import (
    seeking_statements,
    sought_table,
    sought_triggers,
    trigrams_install,
    trigrams_stand,
)
from plumbline.domain.tenancy.databases.tables import GuardedTable
from plumbline.domain.tenancy.taking_back import TakenBack

_POLICY = "plumbline_tenant"
_PREFIX = "wall__"
_OWN = "organization_id = NULLIF(current_setting('plumbline.organization_id', true), '')::bigint"

_FUNCTIONS = """
CREATE OR REPLACE FUNCTION plumbline_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE OR REPLACE FUNCTION plumbline_refuse_unless() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE taken_back boolean;
BEGIN
  EXECUTE 'SELECT ' || TG_ARGV[0] USING OLD INTO taken_back;
  IF taken_back IS NOT TRUE THEN
    RAISE EXCEPTION '% %', TG_TABLE_NAME, TG_ARGV[1]
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION plumbline_refuse_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% never moves to another organization', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""

#: The function whose comment says how the walls were built.
_SIGNED = "plumbline_refuse_change()"

#: All that walls are made of, and what says which of them can be built.
_STANDING = """
SELECT 'trigger' AS kind, c.relname::text AS named, t.tgname::text AS part,
  concat(pg_get_triggerdef(t.oid), t.tgenabled) AS said
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
  WHERE NOT t.tgisinternal AND starts_with(t.tgname, %(wall)s)
UNION ALL SELECT 'policy', c.relname, p.polname,
  concat_ws(' ', p.polcmd, p.polpermissive, p.polroles,
    pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
  FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
UNION ALL SELECT 'table', relname, relkind::text,
  concat_ws(' ', relrowsecurity, relforcerowsecurity, relacl)
  FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S', 'i')
UNION ALL SELECT 'function', proname, pg_get_function_identity_arguments(oid),
  concat_ws(' ', pg_get_functiondef(oid), proacl)
  FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND starts_with(proname, 'plumbline_')
UNION ALL SELECT 'schema', nspname, '', nspacl::text FROM pg_namespace WHERE nspname = 'public'
UNION ALL SELECT 'extension', name, installed_version,
  has_database_privilege(current_database(), 'CREATE')::text
  FROM pg_available_extensions WHERE name = 'pg_trgm'
ORDER BY kind, named, part
"""


def walls_remove(connection: BaseDatabaseWrapper) -> None:
    """Drops the triggers that `walls_build` made; policies stay."""
    with connection.cursor() as cursor:
        for table, trigger in _standing_triggers(connection):
            cursor.execute(f'DROP TRIGGER "{trigger}" ON "{table}"')


def walls_build(connection: BaseDatabaseWrapper, tables: tuple[GuardedTable, ...]) -> None:
    """Creates triggers and policies of `tables` anew and grants the roles their rights."""
    walls_remove(connection)
    tables = _as_sought(tables, by_index=trigrams_install(connection))
    with connection.cursor() as cursor:
        for statement in _statements(connection, tables):
            cursor.execute(statement)
        # Kept with the walls themselves, so that a copy of the database takes it along.
        cursor.execute(f"COMMENT ON FUNCTION {_SIGNED} IS '{_signature(connection, tables)}'")


def walls_as_built(connection: BaseDatabaseWrapper, tables: tuple[GuardedTable, ...]) -> bool:
    """Tells whether they would be built alike now, and nobody touched them since they were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regprocedure(%s), 'pg_proc')", [_SIGNED])
        (kept,) = cursor.fetchone()
    tables = _as_sought(tables, by_index=trigrams_stand(connection))
    return kept is not None and kept == _signature(connection, tables)


def _statements(connection: BaseDatabaseWrapper, tables: tuple[GuardedTable, ...]) -> Iterator[str]:
    """Yields all that builds the walls, in order."""
    yield from seeking_statements(tables)
    yield _FUNCTIONS
    # What looked at every tie of every table, before each had a function of its own.
    yield "DROP FUNCTION IF EXISTS plumbline_check_tie()"
    for table in tables:
        if table.ties:
            yield _ties_check(table)
        for trigger, body in _triggers(table):
            yield body.format(trigger=trigger)
        if table.tenant:
            yield from _policy(table)
    yield from _rights(connection, tables)


def _signature(connection: BaseDatabaseWrapper, tables: tuple[GuardedTable, ...]) -> str:
    """Returns what stands for how walls are built and for how they stand."""
    digest = hashlib.sha256()
    for statement in _statements(connection, tables):
        digest.update(statement.encode())
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, {"wall": _PREFIX})
        for row in cursor.fetchall():
            digest.update(repr(row).encode())
    return digest.hexdigest()


def walls_missing(
    connection: BaseDatabaseWrapper, tables: tuple[GuardedTable, ...]
) -> Iterator[tuple[str, str]]:
    """Yields table and wall for each trigger or policy that is not there."""
    standing = set(_standing_triggers(connection))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid "
            "WHERE c.relrowsecurity AND c.relforcerowsecurity AND p.polname = %s",
            [_POLICY],
        )
        secured = {name for (name,) in cursor.fetchall()}
    for table in _as_sought(tables, by_index=trigrams_stand(connection)):
        for trigger, _body in _triggers(table):
            if (table.name, trigger) not in standing:
                yield table.name, trigger
        if table.tenant and table.name not in secured:
            yield table.name, "row-level security"


def _as_sought(tables: tuple[GuardedTable, ...], *, by_index: bool) -> tuple[GuardedTable, ...]:
    """Returns the tables as words are looked for in them: without an index none are kept."""
    return tables if by_index else tuple(replace(table, sought=()) for table in tables)


def _standing_triggers(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND left(t.tgname, %s) = %s",
            [len(_PREFIX), _PREFIX],
        )
        return [(table, trigger) for table, trigger in cursor.fetchall()]


def _policy(table: GuardedTable) -> Iterator[str]:
    yield f'ALTER TABLE "{table.name}" ENABLE ROW LEVEL SECURITY'
    yield f'ALTER TABLE "{table.name}" FORCE ROW LEVEL SECURITY'
    yield f'DROP POLICY IF EXISTS {_POLICY} ON "{table.name}"'
    yield f'CREATE POLICY {_POLICY} ON "{table.name}" USING ({_OWN}) WITH CHECK ({_OWN})'


def _triggers(table: GuardedTable) -> Iterator[tuple[str, str]]:
    """Yields name and statement of each trigger. Names come from models, never from people."""
    on = f'ON "{table.name}"'
    if table.append_only:
        refuse = f"{on} {{each}} EXECUTE FUNCTION plumbline_refuse_change()"
        rows, whole = refuse.format(each="FOR EACH ROW"), refuse.format(each="FOR EACH STATEMENT")
        if table.taken_back:
            settled = ", ".join(f'"{column}"' for column in table.settled)
            change = f'CREATE TRIGGER "{{trigger}}" BEFORE UPDATE OF {settled} {rows}'
            yield _PREFIX + "settled", change
            yield _taken_back(table.taken_back, f"UPDATE OR DELETE {on}", "is append-only")
        else:
            change = f'CREATE TRIGGER "{{trigger}}" BEFORE UPDATE OR DELETE {rows}'
            yield _PREFIX + "change", change
        yield _PREFIX + "truncate", f'CREATE TRIGGER "{{trigger}}" BEFORE TRUNCATE {whole}'
    elif table.taken_back:
        yield _taken_back(table.taken_back, f"DELETE {on}", "keeps what ran")
    if table.tenant and not table.append_only:
        yield (
            _PREFIX + "organization",
            f'CREATE TRIGGER "{{trigger}}" BEFORE UPDATE OF organization_id {on} FOR EACH ROW '
            "WHEN (NEW.organization_id IS DISTINCT FROM OLD.organization_id) "
            "EXECUTE FUNCTION plumbline_refuse_move()",
        )
    yield from sought_triggers(table, _PREFIX)
    for tie in table.ties:
        check = f"EXECUTE FUNCTION \"{_ties_function(table)}\"('{tie.column}')"
        yield (
            f"{_PREFIX}{tie.column}_insert",
            f'CREATE TRIGGER "{{trigger}}" AFTER INSERT {on} FOR EACH ROW '
            f'WHEN (NEW."{tie.column}" IS NOT NULL) {check}',
        )
        yield (
            f"{_PREFIX}{tie.column}_update",
            f'CREATE TRIGGER "{{trigger}}" AFTER UPDATE OF "{tie.column}" {on} FOR EACH ROW '
            f'WHEN (NEW."{tie.column}" IS NOT NULL '
            f'AND NEW."{tie.column}" IS DISTINCT FROM OLD."{tie.column}") {check}',
        )


def _ties_function(table: GuardedTable) -> str:
    return f"plumbline_ties_of_{table.name}"


def _ties_check(table: GuardedTable) -> str:
    """Returns the function that looks at one tie of a new row; triggers tell it which.

    It is written out for each table: what names its table and columns only as it runs would be
    planned anew for every row.
    """
    looks = "".join(
        f"  IF TG_ARGV[0] = '{tie.column}' THEN\n"  # noqa: S608 — names of our own
        f'    IF EXISTS (SELECT 1 FROM "{tie.parent}" '
        f'WHERE "{tie.parent_key}" = NEW."{tie.column}" '
        "AND organization_id = NEW.organization_id) THEN RETURN NULL; END IF;\n"
        "  END IF;\n"
        for tie in table.ties
    )
    return (
        f'CREATE OR REPLACE FUNCTION "{_ties_function(table)}"() RETURNS trigger '
        f"LANGUAGE plpgsql AS $$\nBEGIN\n{looks}"
        "  RAISE EXCEPTION '%.% points into another organization', TG_TABLE_NAME, TG_ARGV[0]\n"
        "    USING ERRCODE = 'foreign_key_violation';\nEND $$"
    )


def _taken_back(taken_back: TakenBack, act: str, refusal: str) -> tuple[str, str]:
    """Returns the trigger that refuses an act on every row but those that may be taken back."""
    condition = taken_back.of("($1).").replace("'", "''")
    return (
        _PREFIX + "change",
        f'CREATE TRIGGER "{{trigger}}" BEFORE {act} FOR EACH ROW '
        f"EXECUTE FUNCTION plumbline_refuse_unless('{condition}', '{refusal}')",
    )


def _rights(connection: BaseDatabaseWrapper, tables: tuple[GuardedTable, ...]) -> Iterator[str]:
    """Yields what gives app and keeper rows to read and write, and nothing of the schema."""
    migrator = connection.settings_dict["USER"]
    quote = connection.ops.quote_name
    for alias in ("default", "keeper"):
        role = settings.DATABASES.get(alias, {}).get("USER")
        if not role or role == migrator:
            continue
        yield f"GRANT USAGE ON SCHEMA public TO {quote(role)}"
        yield (
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quote(role)}"
        )
        yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quote(role)}"
        for table in tables:
            if table.sought:
                acts = "ALL" if alias == "default" else "INSERT, UPDATE, DELETE"
                yield f"REVOKE {acts} ON {quote(sought_table(table))} FROM {quote(role)}"
            if table.append_only and not table.taken_back:
                yield f"REVOKE UPDATE, DELETE ON {quote(table.name)} FROM {quote(role)}"

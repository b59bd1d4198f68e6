"""Words that are looked for, kept where PostgreSQL can use an index of trigrams for them.

Under row-level security no operator that might tell of a row is used before the policy has been
asked, and those that look into texts are such. So the words of a table that is searched are kept
beside it by triggers, in a table without a policy that nobody but its owner, and who copies the
database, can read. Whoever searches asks a function, which answers with ids of the bound
organization alone. Where the extension cannot be had there is no such table, and searching reads.
"""

from collections.abc import Iterator

from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from plumbline.domain.tenancy.databases.tables import GuardedTable

_BOUND = "NULLIF(current_setting('plumbline.organization_id', true), '')::bigint"
#: The planner takes the index for any word, and so reads every row that holds a common one twice.
#: So words are looked for in some pages of the table first; those that more than this share of
#: their rows hold are left to what reads the rows that the others lead to, the rarest first.
_SAMPLED, _COMMON = 10, 0.05
_BY_INDEX, _BY_READING = "words LIKE upper(%L)", "textlike(words, upper(%L))"
_SAFE = "SECURITY DEFINER SET search_path = public, pg_temp"

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION plumbline_sought_keep() RETURNS trigger LANGUAGE plpgsql {_SAFE} AS $$
DECLARE kept text := 'sought__' || TG_TABLE_NAME; held text;
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    EXECUTE format('DELETE FROM %I', kept);
    RETURN NULL;
  END IF;
  IF TG_OP = 'DELETE' THEN
    EXECUTE format('DELETE FROM %I WHERE subject_id = $1', kept) USING OLD.id;
    RETURN NULL;
  END IF;
  EXECUTE 'SELECT upper(' || TG_ARGV[0] || ')' USING NEW INTO held;
  EXECUTE format('INSERT INTO %I (subject_id, organization_id, words) VALUES ($1, $2, $3) '
                 'ON CONFLICT (subject_id) DO UPDATE SET words = EXCLUDED.words', kept)
    USING NEW.id, NEW.organization_id, held;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION plumbline_sought(kind text, groups jsonb, most integer)
RETURNS bigint[] LANGUAGE plpgsql STABLE {_SAFE} AS $$
DECLARE kept text := 'sought__' || kind; pages integer; counted text; shares float[];
  condition text; found bigint[];
BEGIN
  SELECT relpages INTO pages FROM pg_class WHERE oid = to_regclass(kept);
  IF pages IS NULL THEN RETURN NULL; END IF;
  SELECT string_agg(format('avg((%s)::integer)', (
           SELECT string_agg(format('{_BY_READING}', pattern), ' OR ')
           FROM jsonb_array_elements_text(spelled) AS pattern)), ', ' ORDER BY place)
    INTO counted FROM jsonb_array_elements(groups) WITH ORDINALITY AS word(spelled, place);
  EXECUTE format('SELECT ARRAY[%s]::float[] FROM %I TABLESAMPLE SYSTEM ($1) '
                 'WHERE organization_id = $2', counted, kept)
    USING least(100.0, {_SAMPLED} * 100.0 / greatest(pages, 1)), {_BOUND} INTO shares;
  SELECT string_agg('(' || (
           SELECT string_agg(format(
             CASE WHEN shares[place] > {_COMMON} THEN '{_BY_READING}' ELSE '{_BY_INDEX}' END,
             pattern), ' OR ')
           FROM jsonb_array_elements_text(spelled) AS pattern) || ')', ' AND '
           ORDER BY shares[place] NULLS FIRST, place)
    INTO condition FROM jsonb_array_elements(groups) WITH ORDINALITY AS word(spelled, place);
  EXECUTE format('SELECT array_agg(subject_id) FROM (SELECT subject_id FROM %I '
                 'WHERE organization_id = $1 AND %s LIMIT $2) AS these', kept, condition)
    USING {_BOUND}, most + 1 INTO found;
  IF cardinality(found) > most THEN RETURN NULL; END IF;
  RETURN coalesce(found, ARRAY[]::bigint[]);
END $$;
CREATE OR REPLACE FUNCTION plumbline_sought_fill(kind text, words text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE bound text := current_setting('plumbline.organization_id', true); own bigint;
BEGIN
  FOR own IN SELECT id FROM tenancy_organization LOOP
    PERFORM set_config('plumbline.organization_id', own::text, true);
    EXECUTE format(
      'INSERT INTO %1$I (subject_id, organization_id, words) '
      'SELECT one.id, one.organization_id, upper(%3$s) FROM %2$I AS one WHERE NOT EXISTS '
      '(SELECT 1 FROM %1$I kept WHERE kept.subject_id = one.id AND kept.words = upper(%3$s)) '
      'ON CONFLICT (subject_id) DO UPDATE SET words = EXCLUDED.words',
      'sought__' || kind, kind, words);
    EXECUTE format(
      'DELETE FROM %1$I AS kept WHERE organization_id = $1 AND NOT EXISTS '
      '(SELECT 1 FROM %2$I AS one WHERE one.id = kept.subject_id)',
      'sought__' || kind, kind) USING own;
  END LOOP;
  PERFORM set_config('plumbline.organization_id', coalesce(bound, ''), true);
END $$;
"""  # noqa: S608 — names of our own, quoted where they come from the catalogue


def trigrams_stand(connection: BaseDatabaseWrapper) -> bool:
    """Tells whether the database has the extension that knows trigrams."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        return cursor.fetchone() is not None


def trigrams_install(connection: BaseDatabaseWrapper) -> bool:
    """Installs the extension if this role may and the server has it; tells whether it stands."""
    if trigrams_stand(connection):
        return True
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public")
    except DatabaseError:
        return False
    return True


def sought_table(table: GuardedTable) -> str:
    """Returns the name of the table that keeps the words of another one."""
    return f"sought__{table.name}"


def sought_triggers(table: GuardedTable, prefix: str) -> Iterator[tuple[str, str]]:
    """Yields name and statement of each trigger that keeps the words of a table."""
    if not table.sought:
        return
    keep = f"EXECUTE FUNCTION plumbline_sought_keep('{_words(table, '($1)')}')"
    changed = " OR ".join(
        f'NEW."{column}" IS DISTINCT FROM OLD."{column}"' for column in table.sought
    )
    for act, each in (
        ("INSERT", "FOR EACH ROW"),
        ("UPDATE", f"FOR EACH ROW WHEN ({changed})"),
        ("DELETE", "FOR EACH ROW"),
        ("TRUNCATE", "FOR EACH STATEMENT"),
    ):
        made = f'CREATE TRIGGER "{{trigger}}" AFTER {act} ON "{table.name}" {each} {keep}'
        yield f"{prefix}sought_{act.lower()}", made


def seeking_statements(tables: tuple[GuardedTable, ...]) -> Iterator[str]:
    """Yields what makes the tables of words that are missing, and completes what they hold."""
    yield FUNCTIONS
    for table in tables:
        if not table.sought:
            continue
        name = sought_table(table)
        yield (
            f'CREATE TABLE IF NOT EXISTS "{name}" (subject_id bigint PRIMARY KEY, '
            "organization_id bigint NOT NULL, words text NOT NULL)"
        )
        yield (
            f'CREATE INDEX IF NOT EXISTS "{name}_words" ON "{name}" USING gin (words gin_trgm_ops)'
        )
        yield f"SELECT plumbline_sought_fill('{table.name}', '{_words(table, 'one')}')"


def _words(table: GuardedTable, one: str) -> str:
    """Returns the expression for what is looked for in a row; names come from models."""
    columns = ", ".join(f'{one}."{column}"' for column in table.sought)
    return f"concat_ws(chr(10), {columns})"

"""Copies of a built organization inside itself, made by PostgreSQL where Python is too slow.

What `bench.building` made is copied with all its history, every id moved by so many strides of its
table. A copy has teams, people and trees of objectives of its own; its roots contribute to
objectives of the first one, so that all is one forest.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import connections, models

from bench.building import WEIGHT, WRITTEN, Built
from bench.bulk import history_insert, rows_insert
from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.okrs.models import (
    Alignment,
    AlignmentState,
    KeyResult,
    KeyResultScore,
    KeyResultScoreState,
    KeyResultState,
    Objective,
    ObjectiveScore,
    ObjectiveScoreState,
    ObjectiveState,
    Reading,
)
from plumbline.domain.okrs.models.alignment import AlignmentFields
from plumbline.domain.orgs.models import (
    Person,
    Team,
    TeamMembership,
    TeamMembershipState,
    TeamState,
)
from plumbline.domain.tenancy.databases.walls import walls_build
from plumbline.domain.tenancy.transactions import writing

#: The level of the first one's objectives that the roots of copies contribute to.
LEVEL = 2
#: What a copy is called by: its number, which every statement knows as `n`.
CALLED = "{column} || ' ' || n"
_COMPANY = "(SELECT path FROM orgs_team WHERE parent_id IS NULL)"
_FIRST = "(SELECT min(id) FROM orgs_team WHERE parent_id IS NOT NULL)"


@dataclass(frozen=True, slots=True)
class _Copied:
    """How one table is copied.

    Attributes:
        model: Whose table.
        written: Columns that are not simply copied, as SQL; `{id}` is the new id.
        which: Which rows.
        of_people: Whether there are as many copies as of people.
    """

    model: type[models.Model]
    written: Mapping[str, str] = field(default_factory=dict)
    which: str = "TRUE"
    of_people: bool = False


_PUBLIC = {"public_id": "substr(md5('{table}' || {id}), 1, 12)"}


def _team(own: str) -> Mapping[str, str]:
    """Put the first team of a copy below the company, and the others below that one."""
    first = f"({_FIRST} + n * {{stride_of_team}})"
    first_above = f"CASE WHEN {own} = {_FIRST} THEN '' ELSE {first} || '/' END"
    return {
        "parent_id": f"CASE WHEN {own} = {_FIRST} THEN parent_id ELSE {first} END",
        "path": f"{_COMPANY} || {first_above} || ({own} + n * {{stride_of_team}}) || '/'",
        "depth": f"CASE WHEN {own} = {_FIRST} THEN 1 ELSE 2 END",
        "name": CALLED.format(column="name"),
        "key": "key || '-' || n",
    }


_PERSON = {**_PUBLIC, "name": CALLED.format(column="name"), "email": "'of-' || n || '-' || email"}
_BELOW = "parent_id IS NOT NULL"
_OBJECTIVE = {"title": CALLED.format(column="title")}
_TABLES = (
    _Copied(Team, {**_PUBLIC, **_team("id")}, _BELOW),
    _Copied(TeamState, _team("subject_id"), _BELOW),
    _Copied(Person, _PERSON, "account_id IS NULL", of_people=True),
    _Copied(TeamMembership, which="person_id > 1", of_people=True),
    _Copied(TeamMembershipState, which="person_id > 1", of_people=True),
    _Copied(Objective, {**_PUBLIC, **_OBJECTIVE, "document_key": "document_key || '-' || n"}),
    _Copied(ObjectiveState, _OBJECTIVE),
    _Copied(ObjectiveScore),
    _Copied(ObjectiveScoreState),
    _Copied(Alignment),
    _Copied(AlignmentState),
    _Copied(KeyResult, _PUBLIC),
    _Copied(KeyResultState),
    _Copied(KeyResultScore),
    _Copied(KeyResultScoreState),
    _Copied(Reading),
    _Copied(CheckIn, _PUBLIC),
)


def organization_copied(built: Built, *, copies: int, people: int) -> Built:
    """Copy what was built within its organization.

    Args:
        built: The first one.
        copies: How many there are to be of everything, the first one included.
        people: How many people there are to be at least.
    """
    each = max(copies, -(-people // len(built.people)))
    with writing(built.organization, using="migrator"):
        cursor = connections["migrator"].cursor()
        strides = {table.model: _highest(cursor, table.model) for table in _TABLES}
        with _bare(cursor, [table.model._meta.db_table for table in _TABLES]):
            for table in _TABLES:
                _copy(cursor, table, strides, each if table.of_people else copies, copies)
    walls_build(connections["migrator"])  # words that are looked for: triggers were off meanwhile
    with writing(built.organization):
        _tie(built, strides[Objective], copies)
    levels = _levels(built, strides[Objective], copies)
    return replace(built, levels=levels, strides=strides)


def _highest(cursor: Any, model: type[models.Model]) -> int:  # noqa: ANN401  # Django's wrapper
    cursor.execute(f'SELECT max(id) FROM "{model._meta.db_table}"')  # noqa: S608  # our own table
    highest: int = cursor.fetchone()[0]
    return highest


def _copy(
    cursor: Any,  # noqa: ANN401  # Django's cursor wrapper has no public type
    table: _Copied,
    strides: Mapping[type[models.Model], int],
    copies: int,
    teams: int,
) -> None:
    name = table.model._meta.db_table
    known = {"table": name, "stride_of_team": strides[Team]}
    new_id = f"(id + n * {strides[table.model]})"
    columns: dict[str, str] = {}
    for each in table.model._meta.concrete_fields:
        column, related = str(each.column), each.related_model
        columns[column] = f'"{column}"'
        if isinstance(related, type) and related in strides:
            times = f"(n % {teams})" if related is Team else "n"
            columns[column] += f" + {times} * {strides[related]}"
    columns["id"] = new_id
    columns |= {column: sql.format(id=new_id, **known) for column, sql in table.written.items()}
    names = ", ".join(f'"{column}"' for column in columns)
    cursor.execute(
        f'INSERT INTO "{name}" ({names}) SELECT {", ".join(columns.values())}'  # noqa: S608  # our own
        f' FROM "{name}", generate_series(1, {copies - 1}) n WHERE {table.which} ORDER BY n, id'
    )
    cursor.execute(
        f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM \"{name}\""  # noqa: S608  # our own
    )


@contextmanager
def _bare(cursor: Any, tables: Sequence[str]) -> Iterator[None]:  # noqa: ANN401  # as above
    """Fill tables without indexes, foreign keys, policies and triggers; put all back behind it."""
    cursor.execute("SET LOCAL maintenance_work_mem = '512MB'; SET LOCAL work_mem = '64MB'")
    cursor.execute(
        "SELECT c.conrelid::regclass::text, quote_ident(c.conname), pg_get_constraintdef(c.oid)"
        " FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid"
        " WHERE t.relname = ANY(%s) AND c.contype IN ('u', 'f') ORDER BY c.contype DESC",
        [list(tables)],
    )
    constraints = cursor.fetchall()
    cursor.execute(
        "SELECT quote_ident(indexname), indexdef FROM pg_indexes WHERE tablename = ANY(%s)"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint WHERE contype IN ('u', 'p'))",
        [list(tables)],
    )
    indexes = cursor.fetchall()
    for table, name, _ in constraints:
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for name, _ in indexes:
        cursor.execute(f"DROP INDEX {name}")
    for table in tables:
        cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        cursor.execute(f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY')
    yield
    for table in tables:
        cursor.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
        cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
    for _, definition in indexes:
        cursor.execute(definition)
    for table, name, definition in constraints:
        cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


def _tie(built: Built, stride: int, copies: int) -> None:
    """Let the roots of each copy contribute to objectives of the first one."""
    above = built.levels[min(LEVEL, len(built.levels) - 1)]
    roots = [root + n * stride for n in range(1, copies) for root in built.levels[0]]
    links = rows_insert(
        Alignment(
            child_objective_id=root,
            parent_objective_id=above[place % len(above)],
            weight=WEIGHT,
            created_at=WRITTEN,
        )
        for place, root in enumerate(roots)
    )
    history_insert(links, AlignmentFields, AlignmentState, at=WRITTEN)


def _levels(built: Built, stride: int, copies: int) -> Sequence[Sequence[int]]:
    """Return the ids by depth, those of copies below those that they contribute to."""
    first = len(built.levels[: LEVEL + 1])
    levels: list[list[int]] = [[] for _ in range(first + len(built.levels))]
    for depth, ids in enumerate(built.levels):
        levels[depth] += ids
        levels[first + depth] += [id_ + n * stride for n in range(1, copies) for id_ in ids]
    return levels

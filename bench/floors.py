"""The floor: hand-written SQL that does the same work, with nothing asked and nothing checked.

The same rows are read and written in the same transactions, behind the same lock. What is left
out is what makes it Plumbline: rights, versions, validation, the engine's general metrics.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models

from bench.building import PROGRESS_OF_ONE, Built
from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.journal.models import JournalEntry
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
from plumbline.domain.okrs.models.key_result import KeyResultScoreFields
from plumbline.domain.okrs.models.objective import ObjectiveScoreFields
from plumbline.domain.tenancy.public_ids import public_id_new
from plumbline.domain.tenancy.transactions import writing

Row = Sequence[Any]


def check_in_floor(built: Built, key_result_id: int, value: int, at: datetime) -> None:
    """Insert a check-in and add its difference to the objective and its ancestors."""
    with writing(built.organization), connection.cursor() as cursor:
        organization = built.organization.pk
        cursor.execute(
            f"SELECT k.objective_id, k.weight, k.owner_id, s.id, s.progress FROM {_t(KeyResult)} k"  # noqa: S608
            f" JOIN {_t(KeyResultScore)} s ON s.key_result_id = k.id"
            " WHERE k.organization_id = %s AND k.id = %s",
            [organization, key_result_id],
        )
        objective_id, weight, owner_id, score_id, progress = _one(cursor.fetchall())
        reached = value * PROGRESS_OF_ONE
        _entry_insert(cursor, organization, key_result_id, owner_id, value, at)
        cursor.execute(
            f"UPDATE {_t(KeyResultScore)} SET current_value = %s, current_order = %s,"  # noqa: S608
            " progress = %s, current_on = %s, checked_in_on = %s, computed_on = %s WHERE id = %s",
            [str(value), float(value), reached, at.date(), at.date(), at.date(), score_id],
        )
        _state_next(cursor, KeyResultScore, KeyResultScoreState, KeyResultScoreFields, score_id, at)
        _roll_up(cursor, organization, objective_id, weight * (reached - progress), at)


def _entry_insert(
    cursor: Any,  # noqa: ANN401 — Django's cursor wrapper has no public type
    organization: int,
    key_result_id: int,
    owner_id: int,
    value: int,
    at: datetime,
) -> None:
    cursor.execute(
        f"INSERT INTO {_t(Reading)} (organization_id, key_result_id, effective_on, recorded_at,"  # noqa: S608
        " value, source) VALUES (%s, %s, %s, %s, %s, 'page') RETURNING id",
        [organization, key_result_id, at.date(), at, str(value)],
    )
    (reading_id,) = _one(cursor.fetchall())
    cursor.execute(
        f"INSERT INTO {_t(CheckIn)} (organization_id, public_id, key_result_id, effective_on,"  # noqa: S608
        " recorded_at, reading_id, note, evidence_text, evidence_link, author_id, source,"
        " is_withdrawal, progress, status, chance_model)"
        " VALUES (%s, %s, %s, %s, %s, %s, '', '', '', %s, 'page', %s, %s, 'not_computed', '')"
        " RETURNING id",
        [
            *(organization, public_id_new(), key_result_id, at.date(), at, reading_id, owner_id),
            *(False, value * PROGRESS_OF_ONE),
        ],
    )
    (check_in_id,) = _one(cursor.fetchall())
    cursor.execute(
        f"INSERT INTO {_t(JournalEntry)} (organization_id, at, source, act, subject_kind,"  # noqa: S608
        " subject_id, subject_public_id, actor_person_id, ip_hash, changes)"
        " VALUES (%s, %s, 'page', 'check_in.record', 'check_in', %s, '', %s, '', '{}')",
        [organization, at, check_in_id, owner_id],
    )


def _roll_up(
    cursor: Any,  # noqa: ANN401 — as above
    organization: int,
    objective_id: int,
    difference: int,
    at: datetime,
) -> None:
    """Add a difference to an objective and what follows to each ancestor, level by level."""
    waiting = {objective_id: difference}
    while waiting:
        following: dict[int, int] = {}
        for id_, added in sorted(waiting.items()):
            cursor.execute(
                "SELECT s.id, s.weight_sum, s.weighted_sum, s.progress, a.parent_objective_id,"  # noqa: S608
                f" a.weight FROM {_t(ObjectiveScore)} s LEFT JOIN {_t(Alignment)} a ON"
                " a.organization_id = s.organization_id AND a.child_objective_id = s.objective_id"
                " AND a.is_removed = %s AND a.weight IS NOT NULL"
                " WHERE s.organization_id = %s AND s.objective_id = %s",
                [False, organization, id_],
            )
            rows = cursor.fetchall()
            score_id, weight_sum, weighted_sum, before = rows[0][:4]
            after = (2 * (weighted_sum + added) + weight_sum) // (2 * weight_sum)
            cursor.execute(
                f"UPDATE {_t(ObjectiveScore)} SET weighted_sum = %s, progress = %s WHERE id = %s",  # noqa: S608
                [weighted_sum + added, after, score_id],
            )
            fields = ObjectiveScoreFields
            _state_next(cursor, ObjectiveScore, ObjectiveScoreState, fields, score_id, at)
            for *_, parent, weight in rows:
                if parent is not None and after != before:
                    following[parent] = following.get(parent, 0) + weight * (after - before)
        waiting = following


def _state_next(
    cursor: Any,  # noqa: ANN401 — as above
    model: type[models.Model],
    state: type[models.Model],
    fields: type[models.Model],
    row_id: int,
    at: datetime,
) -> None:
    """Close the state row in force and copy the present row into the next one."""
    cursor.execute(
        f"UPDATE {_t(state)} SET valid_to = %s WHERE subject_id = %s AND valid_to IS NULL"  # noqa: S608
        " AND organization_id = (SELECT organization_id FROM "
        f"{_t(model)} WHERE id = %s)",
        [at, row_id, row_id],
    )
    columns = ", ".join(str(field.column) for field in fields._meta.local_fields)
    cursor.execute(
        f"INSERT INTO {_t(state)} (organization_id, subject_id, valid_from, {columns})"  # noqa: S608
        f" SELECT organization_id, id, %s, {columns} FROM {_t(model)} WHERE id = %s",
        [at, row_id],
    )


def tree_floor(built: Built, team_id: int, limit: int = 51) -> list[Row]:
    """Read the objectives of a team with scores, key results and links: three statements."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT o.*, s.* FROM {_t(Objective)} o JOIN {_t(ObjectiveScore)} s"  # noqa: S608
            " ON s.objective_id = o.id WHERE o.organization_id = %s AND o.cycle_id = %s"
            " AND o.team_id = %s ORDER BY o.rank LIMIT %s",
            [built.organization.pk, built.cycle.pk, team_id, limit],
        )
        rows = list(cursor.fetchall())
        ids = [row[0] for row in rows]
        _below(cursor, built, ids)
        return rows


def tree_floor_past(built: Built, team_id: int, day: datetime, limit: int = 51) -> list[Row]:
    """Read the same as it was recorded by an instant, from the state rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT o.subject_id, o.*, t.* FROM {_t(ObjectiveState)} o"  # noqa: S608
            f" JOIN {_t(ObjectiveScore)} s ON s.objective_id = o.subject_id"
            f" JOIN {_t(ObjectiveScoreState)} t ON t.organization_id = o.organization_id"
            f" AND t.subject_id = s.id AND {_held('t')}"
            " WHERE o.organization_id = %s AND o.cycle_id = %s AND o.team_id = %s"
            f" AND {_held('o')} ORDER BY o.rank LIMIT %s",
            [day, day, built.organization.pk, built.cycle.pk, team_id, day, day, limit],
        )
        rows = list(cursor.fetchall())
        ids = [row[0] for row in rows]
        _below_past(cursor, built, ids, day)
        return rows


def _held(alias: str) -> str:
    return f"{alias}.valid_from <= %s AND ({alias}.valid_to > %s OR {alias}.valid_to IS NULL)"


def _below(cursor: Any, built: Built, ids: Sequence[int]) -> None:  # noqa: ANN401
    marks = _marks(ids)
    cursor.execute(
        f"SELECT k.*, s.* FROM {_t(KeyResult)} k JOIN {_t(KeyResultScore)} s"  # noqa: S608
        " ON s.key_result_id = k.id"
        f" WHERE k.organization_id = %s AND k.objective_id IN ({marks})",
        [built.organization.pk, *ids],
    )
    cursor.fetchall()
    for end in ("child", "parent"):
        cursor.execute(
            f"SELECT child_objective_id, parent_objective_id, weight FROM {_t(Alignment)}"  # noqa: S608
            f" WHERE organization_id = %s AND {end}_objective_id IN ({marks})",
            [built.organization.pk, *ids],
        )
        cursor.fetchall()


def _below_past(cursor: Any, built: Built, ids: Sequence[int], day: datetime) -> None:  # noqa: ANN401
    marks = _marks(ids)
    cursor.execute(
        f"SELECT p.*, t.* FROM {_t(KeyResult)} k"  # noqa: S608
        f" JOIN {_t(KeyResultState)} p ON p.organization_id = k.organization_id"
        f" AND p.subject_id = k.id AND {_held('p')}"
        f" JOIN {_t(KeyResultScore)} s ON s.key_result_id = k.id"
        f" JOIN {_t(KeyResultScoreState)} t ON t.organization_id = k.organization_id"
        f" AND t.subject_id = s.id AND {_held('t')}"
        f" WHERE k.organization_id = %s AND k.objective_id IN ({marks})",
        [day, day, day, day, built.organization.pk, *ids],
    )
    cursor.fetchall()
    for end in ("child", "parent"):
        cursor.execute(
            f"SELECT a.child_objective_id, a.parent_objective_id, t.weight FROM {_t(Alignment)} a"  # noqa: S608
            f" JOIN {_t(AlignmentState)} t ON t.organization_id = a.organization_id"
            f" AND t.subject_id = a.id AND {_held('t')}"
            f" WHERE a.organization_id = %s AND a.{end}_objective_id IN ({marks})",
            [day, day, built.organization.pk, *ids],
        )
        cursor.fetchall()


def recomputation_floor(built: Built) -> None:
    """Compute all sums in SQL, from the deepest level up, and write them."""
    with writing(built.organization), connection.cursor() as cursor:
        for ids in reversed(built.levels):
            for chunk in _chunks(ids):
                marks = _marks(chunk)
                cursor.execute(_level_sql(marks), [*chunk])


def _level_sql(marks: str) -> str:
    """Return the statement that sums up one level whose children are summed up already."""
    parts = (
        "SELECT k.objective_id AS parent, k.weight AS w, k.weight * s.progress AS wp"  # noqa: S608
        f" FROM {_t(KeyResult)} k JOIN {_t(KeyResultScore)} s ON s.key_result_id = k.id"
        " UNION ALL SELECT a.parent_objective_id, a.weight, a.weight * c.progress"
        f" FROM {_t(Alignment)} a JOIN {_t(ObjectiveScore)} c"
        " ON c.objective_id = a.child_objective_id"
    )
    return (
        f"UPDATE {_t(ObjectiveScore)} SET weight_sum = f.w, weighted_sum = f.wp,"  # noqa: S608
        " progress = (2 * f.wp + f.w) / (2 * f.w)"
        " FROM (SELECT parent, CAST(SUM(w) AS BIGINT) AS w, CAST(SUM(wp) AS BIGINT) AS wp"
        f" FROM ({parts}) p WHERE parent IN ({marks}) GROUP BY parent) f"
        f" WHERE objective_id = f.parent"
    )


def _t(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _marks(ids: Sequence[int]) -> str:
    return ", ".join(["%s"] * len(ids)) or "NULL"


def _chunks(ids: Sequence[int], size: int = 10_000) -> Iterable[Sequence[int]]:
    return (ids[begin : begin + size] for begin in range(0, len(ids), size))


def _one(rows: Sequence[Row]) -> Row:
    (row,) = rows
    return row

"""Marking what the counts of teams no longer say: one plain statement beside what changed them.

Nothing is counted here. A mark commits with its change, so that no change is ever forgotten and
none that failed is counted. What is private or personal enters no count and leaves no mark: nobody
can tell from the figures, or from the time they are of, that it changed.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import connection

from plumbline.domain.okrs.models import CountsMark, Objective, Visibility
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.rows_writing import ids_named


def counts_mark(objective_ids: Collection[int], *, at: datetime) -> None:
    """Mark the counts of the teams and cycles that objectives are in now.

    Must run inside `writing`. Whoever moves an objective, or changes who sees it, marks before the
    change and again after it.

    Args:
        objective_ids: Objectives that changed, or a key result of theirs.
        at: The instant of the change.
    """
    if objective_ids:
        given, named = ids_named(connection, objective_ids)
        _mark(f"id IN ({given})", named, at=at)


def counts_mark_import(batch: str, *, at: datetime) -> None:
    """Mark the counts of all teams and cycles that an import brought objectives to."""
    _mark("import_batch = %s", [batch], at=at)


def counts_mark_all(*, at: datetime) -> None:
    """Mark the counts of every team and cycle that has objectives."""
    _mark("1 = 1", [], at=at)


def _mark(which: str, parameters: Sequence[int | str], *, at: datetime) -> None:
    """Insert one mark for each team, cycle and audience of objectives.

    The database looks up where they are, so that nobody has to have read it before.
    """
    marks, objectives = (
        connection.ops.quote_name(model._meta.db_table) for model in (CountsMark, Objective)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {marks} (organization_id, team_id, cycle_id, is_inside, made_at) "  # noqa: S608 — names and conditions of our own
            f"SELECT DISTINCT organization_id, team_id, cycle_id, visibility = %s, %s "
            f"FROM {objectives} WHERE organization_id = %s AND {which} AND visibility <> %s "
            "AND NOT is_personal AND NOT is_staged",
            [
                Visibility.TEAM.value,
                connection.ops.adapt_datetimefield_value(at),
                organization_bound().pk,
                *parameters,
                Visibility.PRIVATE.value,
            ],
        )

"""Marking what the kept counts of past days no longer say.

What was recorded stays as it was, and yet a past day can be told otherwise later: because somebody
changed who sees an objective today, because a key result was moved away since, because an import
brought history or was taken back. Each of these marks every team and cycle that the objectives were
ever in, in its own transaction, whether anything is kept yet or not: it may be being counted.
"""

from collections.abc import Collection

from django.db import connection

from plumbline.domain.okrs.models import Objective, ObjectiveState, PastMark
from plumbline.domain.tenancy.context import organization_bound


def past_mark(objective_ids: Collection[int]) -> None:
    """Mark the past of the teams and cycles that a few objectives were ever in.

    Must run inside `writing`.
    """
    ids = sorted(objective_ids)
    _mark(f"subject_id IN ({', '.join(['%s'] * len(ids))})", ids)


def past_mark_import(batch: str) -> None:
    """Mark the past of the teams and cycles of all that an import brought."""
    objectives = connection.ops.quote_name(Objective._meta.db_table)
    _mark(
        f"subject_id IN (SELECT id FROM {objectives} "  # noqa: S608 — a table of our own
        "WHERE organization_id = %s AND import_batch = %s)",
        [organization_bound().pk, batch],
    )


def _mark(which: str, parameters: Collection[int | str]) -> None:
    marks, states = (
        connection.ops.quote_name(model._meta.db_table) for model in (PastMark, ObjectiveState)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {marks} (organization_id, team_id, cycle_id) "  # noqa: S608 — names and conditions of our own
            f"SELECT DISTINCT organization_id, team_id, cycle_id FROM {states} "
            f"WHERE organization_id = %s AND team_id IS NOT NULL AND {which}",
            [organization_bound().pk, *parameters],
        )

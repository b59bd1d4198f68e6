"""Marking what the kept counts of past days no longer say.

What was recorded stays as it was, and yet a past day can be told otherwise later: because somebody
changed who sees an objective today, because a key result was moved away since, because a draft was
thrown away, because an import brought history or was taken back. Each of these marks every team and
cycle that the objectives were ever in, or that they had no team there, in its own transaction,
whether anything is kept yet or not: it may be being counted.
Marked too is where key results below them were moved away from: whether they are told there depends
on who sees the objective they are below today.
"""

from collections.abc import Collection

from django.db import connection

from plumbline.domain.okrs.models import (
    KeyResult,
    KeyResultState,
    Objective,
    ObjectiveState,
    PastMark,
)
from plumbline.domain.okrs.models.past_counts import NOBODYS
from plumbline.domain.tenancy.context import organization_bound


def past_mark(objective_ids: Collection[int]) -> None:
    """Mark the past of the teams and cycles that a few objectives were ever in.

    Must run inside `writing`.
    """
    ids = sorted(objective_ids)
    _mark(f"IN ({', '.join(['%s'] * len(ids))})", ids)


def past_mark_import(batch: str) -> None:
    """Mark the past of the teams and cycles of all that an import brought."""
    objectives = connection.ops.quote_name(Objective._meta.db_table)
    _mark(
        f"IN (SELECT id FROM {objectives} "  # noqa: S608 — a table of our own
        "WHERE organization_id = %s AND import_batch = %s)",
        [organization_bound().pk, batch],
    )


def _mark(which: str, parameters: Collection[int | str]) -> None:
    """Insert the marks of the objectives whose ids are as the condition says."""
    marks, states, moved, key_results = (
        connection.ops.quote_name(model._meta.db_table)
        for model in (PastMark, ObjectiveState, KeyResultState, KeyResult)
    )
    organization = organization_bound().pk
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {marks} (organization_id, team_id, cycle_id) "  # noqa: S608 — names and conditions of our own
            f"SELECT DISTINCT organization_id, COALESCE(team_id, {NOBODYS}), cycle_id "
            f"FROM {states} WHERE organization_id = %s AND (subject_id {which} "
            f"OR subject_id IN (SELECT m.left_id FROM {key_results} k JOIN {moved} m "
            f"ON m.subject_id = k.id WHERE k.organization_id = %s AND k.objective_id {which} "
            "AND m.left_id IS NOT NULL))",
            [organization, *parameters, organization, *parameters],
        )

"""A check-in finds the open states of everything it moves without reading what was before."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.okrs.models import ObjectiveScore, ObjectiveScoreState
from tests.databases import on_postgres
from tests.world import AT, World
from tests.world_okrs import first_key_result, make_check_in, make_link, make_objective

FOUND_AT_ONCE = ("_one_open (organization_id=? AND subject_id=?", "PRIMARY KEY (rowid=?")


def plan_of(statement: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
        return [row[3] for row in cursor.fetchall() if row[3].startswith(("SEARCH", "SCAN"))]


def test_no_statement_of_a_check_in_reads_the_history_of_the_organization(world: World) -> None:
    if on_postgres():
        pytest.skip("PostgreSQL plans by statistics, which a handful of rows do not make")
    child = make_objective(world, "Child")
    for number in range(12):
        make_link(world, child, make_objective(world, f"Parent {number}"), weight="1")
    key_result = first_key_result(world, child)
    with CaptureQueriesContext(connection) as asked:
        make_check_in(world, key_result, "50", at=AT + timedelta(hours=1))
        # Once more at the same instant: the states of that instant are written over.
        make_check_in(world, key_result, "60", at=AT + timedelta(hours=1))
    statements = [
        query["sql"]
        for query in asked
        if "scorestate" in query["sql"] and query["sql"].startswith(("SELECT", "UPDATE"))
    ]
    assert any(statement.startswith("UPDATE") for statement in statements)
    with world.reading():
        assert ObjectiveScoreState.objects.filter(valid_to=None).count() == 13
        for statement in statements:
            for step in plan_of(statement):
                assert any(found in step for found in FOUND_AT_ONCE), f"{step}: {statement[:200]}"
        assert ObjectiveScore.objects.filter(states__valid_from=AT + timedelta(hours=1)).exists()

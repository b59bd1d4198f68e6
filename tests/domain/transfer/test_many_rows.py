"""A large document comes in whole, and its final switch stays short however many rows it shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.transfer.services.switch import Switch
from tests.domain.transfer.documents import bring_in
from tests.domain.transfer.killed_import import document
from tests.world import World

OBJECTIVES = 500
#: However many rows: they are staged with their new team, cycle and people. PostgreSQL needs a
#: few more for its savepoints than SQLite's 27.
QUERIES_OF_THE_SWITCH = 36


def test_fifteen_hundred_rows_come_in_and_the_switch_asks_little(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    turn = Switch.turn

    def counted(switch: Switch) -> None:
        with CaptureQueriesContext(connection) as captured:
            turn(switch)
        asked.append(len(captured))

    monkeypatch.setattr(Switch, "turn", counted)
    told: list[tuple[int, int]] = []
    batch = bring_in(world, document(OBJECTIVES), progress=lambda *done: told.append(done))
    assert told[-1] == (OBJECTIVES * 3, OBJECTIVES * 3)
    assert batch.counts["key_results"] == OBJECTIVES * 2
    with world.reading():
        assert Objective.objects.filter(is_staged=False, import_batch=batch.public_id).count() == (
            OBJECTIVES
        )
        assert KeyResult.objects.filter(owner__name="New Person").count() == OBJECTIVES * 2
        assert recomputation_compare() == []
    assert asked[0] <= QUERIES_OF_THE_SWITCH, asked

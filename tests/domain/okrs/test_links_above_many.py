"""What more objectives contribute to than one statement can name one by one."""

from collections.abc import Collection

import pytest
from django.db import connection

from plumbline.domain.okrs.graph import STARTS_AT_ONCE, Edge, objectives_linked, objectives_up
from plumbline.domain.okrs.models import Objective
from tests.world import World
from tests.world_okrs import make_link, make_objective


def _above(ids: Collection[int]) -> set[int]:
    query, values = objectives_up(ids)
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.parametrize("beside", [0, STARTS_AT_ONCE * 3], ids=["alone", "among thousands"])
def test_all_that_an_objective_contributes_to_is_found(world: World, beside: int) -> None:
    child, parent, top, other = (
        make_objective(world, title) for title in ("Child", "Parent", "Top", "Other")
    )
    make_link(world, child, parent, weight="1")
    make_link(world, parent, top, weight="2")
    make_link(world, child, other)
    nobody = range(10_000_000, 10_000_000 + beside)
    with world.reading():
        assert Objective.objects.count() == 4
        found = _above([*nobody, child.pk])
        objectives, edges = objectives_linked([*nobody, child.pk, parent.pk, top.pk])
    assert found - {*nobody} == {child.pk, parent.pk, top.pk}
    assert edges == [Edge(child.pk, parent.pk, 1000), Edge(parent.pk, top.pk, 2000)]
    assert {id_: (row.state, row.style) for id_, row in objectives.items()} == {
        row.pk: (row.state, row.style) for row in (child, parent, top)
    }

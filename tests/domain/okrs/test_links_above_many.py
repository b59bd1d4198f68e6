"""The links above more objectives than one statement can name."""

import pytest

from plumbline.domain.okrs.graph import STARTS_AT_ONCE, contributing_edges_up
from plumbline.domain.okrs.models import Objective
from tests.world import World
from tests.world_okrs import make_link, make_objective


@pytest.mark.parametrize("first", [True, False], ids=["in the first part", "in the last part"])
def test_they_are_found_wherever_an_objective_stands_among_thousands(
    world: World, first: bool
) -> None:
    child, parent, top = (make_objective(world, title) for title in ("Child", "Parent", "Top"))
    make_link(world, child, parent, weight="1")
    make_link(world, parent, top, weight="1")
    nobody = list(range(10_000_000, 10_000_000 + STARTS_AT_ONCE * 3))
    ids = [child.pk, parent.pk, *nobody] if first else [parent.pk, *nobody, child.pk]
    with world.reading():
        assert Objective.objects.count() == 3
        edges = contributing_edges_up(ids)
    assert sorted((edge.child_id, edge.parent_id) for edge in edges) == sorted(
        [(child.pk, parent.pk), (parent.pk, top.pk)]
    )

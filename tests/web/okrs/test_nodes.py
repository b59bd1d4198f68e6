"""Rows of objectives, each made once for all who are shown the same."""

from datetime import date
from decimal import Decimal

from plumbline.domain.okrs.models import MetricKind
from plumbline.engine.documents.model import Checkpoint, Stage
from plumbline.web.okrs.as_of import AsOf
from plumbline.web.okrs.nodes import Places, objective_node
from tests.domain.okrs.selectors.test_tree import level
from tests.world import TODAY, World
from tests.world_okrs import activate, make_key_result, make_objective, metric


def test_a_row_with_stages_and_steps_is_made_once_like_any_other(world: World) -> None:
    draft = make_objective(world, active=False)
    steps = (Checkpoint(date=date(2026, 2, 1), value=Decimal(30)),)
    stages = (Stage(title="Signed"), Stage(title="Paid"))
    make_key_result(world, draft, "Phased", metric=metric(checkpoints=steps))
    make_key_result(
        world, draft, "Staged", metric=metric(MetricKind.MILESTONE, None, None, stages=stages)
    )
    activate(world, draft)
    places = Places(
        "freight", AsOf(day=None, today=TODAY, typed="", error="", today_url="", kept=())
    )
    (first,), (again,) = (level(world).nodes for _ in range(2))
    assert first is not again
    assert objective_node(first, places) is objective_node(again, places)
    assert len(objective_node(first, places).children) == len(first.key_results)

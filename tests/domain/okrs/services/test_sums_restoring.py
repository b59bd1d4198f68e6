from datetime import timedelta

from plumbline.domain.okrs.models import ObjectiveScore, ObjectiveScoreState
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.okrs.services.sums_restoring import sums_restore
from tests.world import AT, World
from tests.world_okrs import (
    first_key_result,
    make_check_in,
    make_link,
    make_objective,
    stored,
)


def test_sums_that_were_lost_are_restored_with_their_history(world: World) -> None:
    parent = make_objective(world, "Parent", team=world.company)
    child = make_objective(world, "Child")
    make_link(world, child, parent, weight="2")
    make_check_in(world, first_key_result(world, child), "80")
    before = stored(world, parent).score
    with world.writing():
        ObjectiveScore.objects.update(weight_sum=0, weighted_sum=0, progress=None)
        assert len(recomputation_compare()) == 2
        assert sums_restore(at=AT + timedelta(hours=1)) == 2
        assert recomputation_compare() == []
    after = stored(world, parent).score
    assert (after.weighted_sum, after.progress) == (before.weighted_sum, before.progress)
    with world.reading():
        state = ObjectiveScoreState.objects.get(subject=after, valid_to=None)
    assert state.progress == after.progress


def test_where_nothing_is_wrong_nothing_is_written(world: World) -> None:
    make_objective(world)
    with world.writing():
        assert sums_restore(at=AT) == 0

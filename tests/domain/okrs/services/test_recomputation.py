"""An alarm for sums that are not those of their parts."""

from plumbline.domain.okrs.models import ObjectiveScore
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from tests.world import World
from tests.world_okrs import first_key_result, make_check_in, make_objective


def test_a_wrong_sum_is_named_and_left_for_a_person(world: World) -> None:
    objective = make_objective(world)
    make_check_in(world, first_key_result(world, objective), "50")
    with world.writing():
        ObjectiveScore.objects.filter(objective=objective).update(weighted_sum=7)
    with world.reading():
        (difference,) = recomputation_compare()
        assert ObjectiveScore.objects.get(objective=objective).weighted_sum == 7
    assert difference.objective_id == objective.pk
    assert difference.stored.weighted_sum == 7
    assert difference.computed.weighted_sum == 1000 * 500_000_000
    assert difference.stored._replace(weighted_sum=difference.computed.weighted_sum) == (
        difference.computed
    )

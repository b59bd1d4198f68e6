"""What the days change, and an alarm for sums that are not those of their parts."""

from datetime import timedelta

from plumbline.domain.okrs.models import KeyResult, KeyResultScore, ObjectiveScore, State
from plumbline.domain.okrs.services.objectives import objective_pause
from plumbline.domain.okrs.services.recomputation import progress_refresh, recomputation_compare
from tests.world import AT, TODAY, World
from tests.world_okrs import (
    activate,
    first_key_result,
    limit,
    make_check_in,
    make_key_result,
    make_link,
    make_objective,
    progress_of,
    stored,
)

DAY = timedelta(days=1)


def kept_limit(world: World, title: str = "Child") -> KeyResult:
    """Make an active objective with a limit that was broken first and is kept now."""
    objective = make_objective(world, title, key_results=0, active=False)
    key_result = make_key_result(world, objective, metric=limit("60"))
    activate(world, objective)
    make_check_in(world, key_result, "70", on=TODAY - 20 * DAY)
    make_check_in(world, key_result, "50", on=TODAY - 10 * DAY)
    return key_result


def test_a_limit_moves_with_the_day_and_carries_upwards(world: World) -> None:
    key_result = kept_limit(world)
    middle = make_objective(world, "Middle", key_results=0, active=False)
    top = make_objective(world, "Top", team=world.company, key_results=0, active=False)
    make_link(world, stored(world, key_result.objective), middle, weight="1")
    activate_all = (middle, top)
    for row in activate_all:
        make_key_result(world, row, "Further")
        activate(world, row)
    make_link(world, middle, top, weight="1")
    before = [progress_of(world, row) for row in activate_all]
    with world.reading():
        assert progress_refresh(at=AT + 5 * DAY) == 1
        assert recomputation_compare() == []
        assert KeyResultScore.objects.get(key_result=key_result).computed_on == TODAY + 5 * DAY
    after = [progress_of(world, row) for row in activate_all]
    for low, high in zip(before, after, strict=True):
        assert low is not None
        assert high is not None
        assert high > low


def test_a_day_is_computed_once(world: World) -> None:
    kept_limit(world)
    with world.reading():
        assert progress_refresh(at=AT) == 0, "the check-in has computed this day"
        assert progress_refresh(at=AT + DAY) == 1
        assert progress_refresh(at=AT + DAY + timedelta(hours=1)) == 0


def test_what_does_not_run_and_what_does_not_move_stands_still(world: World) -> None:
    key_result = kept_limit(world)
    plain = make_objective(world, "Plain")
    make_check_in(world, first_key_result(world, plain), "50")
    objective = stored(world, key_result.objective)
    with world.reading():
        objective_pause(
            actor=world.system,
            objective=objective,
            reason="waiting",
            since=TODAY,
            expected=objective.version,
            at=AT,
        )
        assert progress_refresh(at=AT + DAY) == 0
        assert KeyResult.objects.get(pk=key_result.pk).state == State.PAUSED


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

"""The values of several key results over time."""

from datetime import timedelta
from decimal import Decimal

from plumbline.domain.okrs.models import Visibility
from plumbline.domain.okrs.selectors.lines import Point
from plumbline.domain.okrs.selectors.points import points_of_key_results, said_week_before
from tests.world import AT, TODAY, World
from tests.world_okrs import first_key_result, make_check_in, make_objective

DAY = timedelta(days=1)


def test_points_come_oldest_first_and_hide_what_is_private(world: World) -> None:
    shown = first_key_result(world, make_objective(world))
    hidden = first_key_result(world, make_objective(world, visibility=Visibility.PRIVATE))
    make_check_in(world, shown, "5")
    make_check_in(world, shown, "3", on=TODAY - DAY)
    make_check_in(world, hidden, "9")
    viewer = world.viewer("fin")
    keys = [shown.public_id, hidden.public_id]
    with world.reading():
        found = points_of_key_results(viewer=viewer, key_results=keys, at=AT)
        past = points_of_key_results(viewer=viewer, key_results=keys, at=AT, as_of=TODAY - 2 * DAY)
    assert found == {shown.public_id: (Point(TODAY - DAY, Decimal(3)), Point(TODAY, Decimal(5)))}
    assert past == {}


def test_a_week_before_is_told_as_it_was_known_then(world: World) -> None:
    begun = AT - 20 * DAY
    shown = first_key_result(world, make_objective(world, at=begun))
    hidden = first_key_result(world, make_objective(world, visibility=Visibility.PRIVATE, at=begun))
    make_check_in(world, shown, "5", on=TODAY - 10 * DAY, at=AT - 10 * DAY, confidence=4)
    make_check_in(world, shown, "6", on=TODAY - 8 * DAY, confidence=9)
    viewer = world.viewer("fin")
    keys = [shown.public_id, hidden.public_id]
    with world.reading():
        found = said_week_before(viewer=viewer, key_results=keys, at=AT)
        long_ago = said_week_before(viewer=viewer, key_results=keys, at=AT, as_of=TODAY - 60 * DAY)
    assert {key: said.confidence for key, said in found.items()} == {shown.public_id: 4}
    assert long_ago == {}

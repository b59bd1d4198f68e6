"""The values of several key results over time."""

from datetime import timedelta
from decimal import Decimal

from plumbline.domain.okrs.models import Visibility
from plumbline.domain.okrs.selectors.lines import Point
from plumbline.domain.okrs.selectors.points import points_of_key_results
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

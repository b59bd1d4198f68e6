"""An organization with a running cycle to import into."""

from datetime import date

import pytest

from plumbline.domain.cycles.models import Cycle
from tests.world import World
from tests.world_okrs import make_cycle


@pytest.fixture
def cycle(world: World) -> Cycle:
    """A cycle that holds every day a test can run on."""
    return make_cycle(world, "Long run", start=date(2026, 1, 1), end=date(2026, 12, 31))

"""The clock of the pages of learning."""

from tests.web.conftest import browser_of, stranger_world, world
from tests.web.moments import clock

__all__ = ["browser_of", "clock", "stranger_world", "world"]

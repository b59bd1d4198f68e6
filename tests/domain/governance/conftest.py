"""The cast, for everything about objectives, cycles and check-ins."""

from tests.world import stranger_world, world

__all__ = ["stranger_world", "world"]

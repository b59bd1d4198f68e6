"""The cast, for everything about feedback on practices."""

from tests.world import stranger_world, world

__all__ = ["stranger_world", "world"]

"""The cast, for everything about teams, people and rights."""

from tests.world import stranger_world, world

__all__ = ["stranger_world", "world"]

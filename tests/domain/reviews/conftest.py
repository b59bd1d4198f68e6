"""The cast, for what they answer each week."""

from tests.world import stranger_world, world

__all__ = ["stranger_world", "world"]

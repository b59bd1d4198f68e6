"""The cast, for everything about learning."""

from tests.world import stranger_world, world

__all__ = ["stranger_world", "world"]

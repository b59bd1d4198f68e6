"""The cast, and documents to bring in."""

from tests.world import stranger_world, world

__all__ = ["stranger_world", "world"]

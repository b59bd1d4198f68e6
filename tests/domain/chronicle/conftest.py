"""The cast, for reading the journal."""

from tests.world import stranger_world, world

__all__ = ["stranger_world", "world"]

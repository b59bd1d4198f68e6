"""The cast, for saved views."""

from tests.world import stranger_world, world

__all__ = ["stranger_world", "world"]

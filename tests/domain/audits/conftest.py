"""The cast, for audits."""

from tests.world import stranger_world, world

__all__ = ["stranger_world", "world"]

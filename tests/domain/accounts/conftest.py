"""The cast, for everything about accounts and sign-in."""

from tests.world import stranger_world, world

__all__ = ["stranger_world", "world"]

"""The cast in front of a browser; for those who ask, on a Monday that stands still."""

from tests.web.moments import clock

__all__ = ["clock"]

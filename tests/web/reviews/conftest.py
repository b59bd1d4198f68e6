"""The cast in front of a browser, on a Monday that stands still."""

from tests.web.moments import clock

__all__ = ["clock"]

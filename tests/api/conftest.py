"""The cast, and the moment at which all calls happen."""

from datetime import datetime

import pytest
from django.utils import timezone

from tests.world import AT, stranger_world, world

__all__ = ["stranger_world", "world"]


@pytest.fixture(autouse=True)
def standing_clock(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Lets every call happen at the moment the world was made for."""
    monkeypatch.setattr(timezone, "now", lambda: AT)
    return AT

"""The instant at which pages are asked for, so that weeks and days in tests stand still."""

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace

import pytest

from tests.world import AT

Clock = Callable[[datetime], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Set the instant of every request; it is `AT` until a test moves it."""

    def stand(at: datetime) -> None:
        monkeypatch.setattr("plumbline.web.visits.timezone", SimpleNamespace(now=lambda: at))

    stand(AT)
    return stand

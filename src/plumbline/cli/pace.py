"""How fast the worker goes: while people are served, it rests as long as it worked."""

import threading
import time
from collections.abc import Callable
from typing import Final

from plumbline.domain.tenancy.transactions import is_writing

REST_MOST: Final = 1.0
"""Seconds: after a long turn too, what is due has to come about."""


class Pace:
    """Rests between the turns of each thread."""

    def __init__(
        self, served_since: Callable[[float], bool], *, rest: Callable[[float], object]
    ) -> None:
        """Take what it goes by.

        Args:
            served_since: Tells whether anybody was served since an instant of `time.monotonic`.
            rest: Waits so many seconds, or until the thread is to end.
        """
        self._served_since = served_since
        self._rest = rest
        self._begun = threading.local()

    def begin(self) -> None:
        """Begin a turn."""
        self._begun.at = time.monotonic()

    def between_turns(self) -> None:
        """End a turn, rest if anybody was served during it, and begin the next one.

        Inside a writing nobody rests: others would wait for its locks.
        """
        begun: float = self._begun.at
        if self._served_since(begun) and not is_writing():
            self._rest(min(time.monotonic() - begun, REST_MOST))
        self.begin()

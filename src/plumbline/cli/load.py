"""Who is being served at this moment, told between the processes of one server.

A few numbers in memory that all of them share: each process that serves has a place of its own and
alone writes there, so none waits for another.
"""

import mmap
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_NUMBERS: Final = 2  # of each place: requests in hand, and when the last one was begun or ended


class Load:
    """Places of processes; made before they are, so that all of them see it."""

    def __init__(self, places: int = 1) -> None:
        """Begin with nobody served.

        Args:
            places: How many processes serve.
        """
        self._numbers = memoryview(mmap.mmap(-1, places * _NUMBERS * 8)).cast("q")
        self._lock = threading.Lock()
        self.places = places

    def clear(self, place: int) -> None:
        """Give a place to a new process."""
        self._numbers[place * _NUMBERS] = 0

    @contextmanager
    def serving(self, place: int) -> Iterator[None]:
        """Serve one request."""
        self._change(place, 1)
        try:
            yield
        finally:
            self._change(place, -1)

    def _change(self, place: int, by: int) -> None:
        with self._lock:  # of the threads of this process: nobody else writes here
            self._numbers[place * _NUMBERS] += by
            self._numbers[place * _NUMBERS + 1] = time.monotonic_ns()

    def is_less_elsewhere(self, place: int) -> bool:
        """Whether another process has at least two requests fewer in hand than this one."""
        in_hand = self._numbers[::_NUMBERS].tolist()
        return in_hand[place] - min(in_hand) > 1  # one to hand over, one to keep

    def is_busy(self, place: int) -> bool:
        """Whether a process serves anybody now."""
        return self._numbers[place * _NUMBERS] > 0

    def served_since(self, instant: float) -> bool:
        """Whether anybody was served since an instant of `time.monotonic`."""
        numbers = self._numbers.tolist()
        return any(numbers[::_NUMBERS]) or max(numbers[1::_NUMBERS]) >= instant * 1e9

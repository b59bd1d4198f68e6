"""Whether work grows as its text does, told by two lengths in one run and by no clock's mark."""

import time
from collections.abc import Callable

FACTOR = 4
"""How much longer the long text is: in proportion the work takes 4 times as long, with the square
of the length 16 times."""
ALLOWED = FACTOR * 2
"""Half way to the square, for what a busy machine adds."""
TELLING_SECONDS = 0.02
"""Below this the clock cannot tell growth from chance, and nothing that grows too fast is there."""
ATTEMPTS = 4


def grows_in_proportion(work: Callable[[str], object], text: str) -> bool:
    """Whether reading a text takes at most in proportion longer than reading its first quarter.

    What is counted is this thread's own time on the processor. What else the machine does can only
    make a measurement longer, so the least of several is taken, and one good attempt is enough.
    """
    short = text[: len(text) // FACTOR]
    for _ in range(ATTEMPTS):
        long_seconds = _seconds(work, text)
        if long_seconds <= TELLING_SECONDS:
            return True
        short_seconds = min(_seconds(work, short) for _ in range(2))
        if long_seconds <= short_seconds * ALLOWED:
            return True
    return False


def _seconds(work: Callable[[str], object], text: str) -> float:
    started = time.thread_time()
    work(text)
    return time.thread_time() - started

"""Making very many objects at once without Python looking through all of them again and again."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

#: Objects made before Python looks for unused ones; of itself it looks every few hundred.
MADE_BETWEEN: Final = 400_000

_lock = threading.Lock()
_usual: list[tuple[int, int, int]] = []


@contextmanager
def many_objects() -> Iterator[None]:
    """Let Python look for unused circles of objects only now and then.

    What is made here is needed to the end, and each look walks all of it: two fifths of a full
    recomputation went into that. What no circle holds is freed at once, as ever. Threads may
    overlap: the last one to leave puts back what was usual.
    """
    with _lock:
        _usual.append(gc.get_threshold() if not _usual else _usual[0])
        gc.set_threshold(MADE_BETWEEN, *_usual[0][1:])
    try:
        yield
    finally:
        with _lock:
            usual = _usual.pop()
            if not _usual:
                gc.set_threshold(*usual)

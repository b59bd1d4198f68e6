"""How many exports one process writes at once: each holds a whole cycle in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Final

from plumbline.domain.tenancy.errors import TooManyAtOnce

#: Two of eight threads: the pages of everybody else go on.
EXPORTS_AT_ONCE: Final = 2
#: What a large export takes.
RETRY_AFTER_SECONDS: Final = 5

_places = BoundedSemaphore(EXPORTS_AT_ONCE)


@contextmanager
def export_place() -> Iterator[None]:
    """Hold one of the places for the block.

    Raises:
        TooManyAtOnce: None is free. Nobody waits for one, as waiting would hold a thread.
    """
    if not _places.acquire(blocking=False):
        raise TooManyAtOnce("transfer.export.too_many", retry_after=RETRY_AFTER_SECONDS)
    try:
        yield
    finally:
        _places.release()

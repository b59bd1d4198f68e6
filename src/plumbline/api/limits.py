"""Spends, call by call, the portions that this process takes of a token's allowance."""

from datetime import datetime
from math import ceil
from threading import Lock

from django.conf import settings

from plumbline.api.errors import TooManyRequests
from plumbline.domain.accounts.services.allowances import Portion, allowance_take

_MOST_TOKENS = 10_000
_TAKING_AT_ONCE = 64


class Allowances:
    """The portions of one process, by token; shared by its threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._left: dict[int, Portion] = {}
        self._taking = tuple(Lock() for _ in range(_TAKING_AT_ONCE))

    def spend(self, *, token_id: int, at: datetime) -> None:
        """Count one call.

        Raises:
            TooManyRequests: The allowance of this minute is used up.
        """
        if self._spent_from_memory(token_id, at):
            return
        # Not under the lock of all: a slow database must not hold up the calls of other tokens.
        # One at a time for one token: many at once would each take a portion and waste it.
        with self._taking[token_id % _TAKING_AT_ONCE]:
            if not self._spent_from_memory(token_id, at):
                self._take(token_id, at)

    def _take(self, token_id: int, at: datetime) -> None:
        per_window = settings.PLUMBLINE.api_calls_per_minute
        portion = allowance_take(token_id=token_id, per_window=per_window, at=at)
        if not portion.calls:
            wait = ceil((portion.until - at).total_seconds())
            raise TooManyRequests({"Retry-After": str(max(1, wait))})
        with self._lock:
            self._forget(at)
            kept = self._left.get(token_id)
            more = kept.calls if kept is not None and kept.until == portion.until else 0
            self._left[token_id] = Portion(portion.calls - 1 + more, portion.until)

    def _spent_from_memory(self, token_id: int, at: datetime) -> bool:
        with self._lock:
            portion = self._left.get(token_id)
            if portion is None or portion.until <= at or not portion.calls:
                return False
            self._left[token_id] = Portion(portion.calls - 1, portion.until)
            return True

    def _forget(self, at: datetime) -> None:
        """Drop what is past once there is much of it."""
        if len(self._left) > _MOST_TOKENS:
            self._left = {key: kept for key, kept in self._left.items() if kept.until > at}


ALLOWANCES = Allowances()

"""Turns to write, handed out first come, first served.

SQLite lets one writer in at a time and does not queue the others: they poll, and the unlucky
starve. So whoever wants to write takes a ticket in a file beside the database. The tickets are
byte-range locks that belong to an open file description: threads have one each, and the kernel
drops a dead holder's with its last descriptor, so nobody waits for a process that was killed.

The file `<database>.turns`:

* its first 8 bytes hold the number of the next ticket;
* a lock on byte 0 guards that number while it is read and raised;
* a lock on byte 1 is the turn itself: only its holder writes, whatever the numbers say;
* a lock on byte `_FIRST_TICKET + n` is ticket n. Its holder waits until no lower one is held.
"""

import errno
import fcntl
import os
import struct
import threading
import time
from pathlib import Path
from typing import Final, Protocol

from plumbline.domain.tenancy.errors import DatabaseBusy

WAIT_SECONDS: Final = 30.0
"""Longer than any honest queue: at 100 writes a second 3,000 writers would be waiting."""

_COUNTER: Final = struct.Struct("<Q")
_FLOCK: Final = struct.Struct("hhqqi")
_CONTROL_BYTE: Final = 0
_TURN_BYTE: Final = 1
_FIRST_TICKET: Final = 1 << 10
_TICKETS: Final = 1 << 62
"""Numbers start again after so many; fairness may blink there, exclusion does not."""

_SHORTEST_PAUSE_SECONDS: Final = 0.0002
_LONGEST_PAUSE_SECONDS: Final = 0.02


class Turn(Protocol):
    """One connection's place in the queue of a database."""

    def take(self) -> None:
        """Waits for the turn.

        Raises:
            DatabaseBusy: The wait was longer than `WAIT_SECONDS`.
        """

    def give_back(self) -> None:
        """Ends the turn; does nothing when it is not held."""


class TicketTurn:
    """The queue of a database file, for all processes of one machine."""

    def __init__(self, database: str, *, wait_seconds: float = WAIT_SECONDS) -> None:
        self._path = Path(f"{database}.turns")
        self._wait_seconds = wait_seconds
        self._descriptor: int | None = None
        self._held = False

    def take(self) -> None:
        """Draws a ticket and waits until it is the lowest."""
        patience = _Patience(self._wait_seconds)
        descriptor = self._open()
        try:
            ticket = _ticket_draw(descriptor, patience)
            while (ahead := _lowest_ticket_ahead(descriptor, ticket)) is not None:
                patience.pause(waiting_behind=ticket - ahead)
            while not _lock(descriptor, _TURN_BYTE):
                patience.pause(waiting_behind=1)
        except BaseException:
            _unlock_all(descriptor)
            raise
        self._held = True

    def give_back(self) -> None:
        """Lets the next ticket in."""
        if self._held and self._descriptor is not None:
            self._held = False
            _unlock_all(self._descriptor)

    def _open(self) -> int:
        if self._descriptor is None:
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return self._descriptor

    def __del__(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)


class ProcessTurn:
    """The queue of a database in memory, which lives in one process."""

    _locks: Final[dict[str, threading.Lock]] = {}

    def __init__(self, database: str, *, wait_seconds: float = WAIT_SECONDS) -> None:
        self._lock = self._locks.setdefault(database, threading.Lock())
        self._wait_seconds = wait_seconds
        self._held = False

    def take(self) -> None:
        """Waits for the lock of this database's name."""
        if not self._lock.acquire(timeout=self._wait_seconds):
            raise DatabaseBusy(self._wait_seconds)
        self._held = True

    def give_back(self) -> None:
        """Lets another thread in."""
        if self._held:
            self._held = False
            self._lock.release()


class _Patience:
    """Waits in small steps, up to a limit."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds

    def pause(self, *, waiting_behind: int) -> None:
        """Sleeps the longer the more tickets are ahead, so that a long queue costs little.

        Raises:
            DatabaseBusy: The limit is reached.
        """
        remaining = self._deadline - time.monotonic()
        if remaining <= 0:
            raise DatabaseBusy(self._seconds)
        step = min(_SHORTEST_PAUSE_SECONDS * waiting_behind, _LONGEST_PAUSE_SECONDS)
        time.sleep(min(step, remaining))


def _ticket_draw(descriptor: int, patience: _Patience) -> int:
    """Takes the next number and locks its byte before anybody can draw the one after."""
    while not _lock(descriptor, _CONTROL_BYTE):
        patience.pause(waiting_behind=1)
    stored = os.pread(descriptor, _COUNTER.size, 0)
    ticket = _COUNTER.unpack(stored)[0] % _TICKETS if len(stored) == _COUNTER.size else 0
    while not _lock(descriptor, _FIRST_TICKET + ticket):
        ticket = (ticket + 1) % _TICKETS
    os.pwrite(descriptor, _COUNTER.pack((ticket + 1) % _TICKETS), 0)
    _set_lock(descriptor, fcntl.F_UNLCK, _CONTROL_BYTE, 1)
    return ticket


def _lowest_ticket_ahead(descriptor: int, ticket: int) -> int | None:
    """Returns a ticket below `ticket` that is still held, or None."""
    if ticket == 0:
        return None
    question = _FLOCK.pack(fcntl.F_RDLCK, os.SEEK_SET, _FIRST_TICKET, ticket, 0)
    kind, _, start, _, _ = _FLOCK.unpack(
        fcntl.fcntl(descriptor, fcntl.F_OFD_GETLK, question)[: _FLOCK.size]
    )
    return None if kind == fcntl.F_UNLCK else start - _FIRST_TICKET


def _lock(descriptor: int, start: int) -> bool:
    """Tries to lock one byte; tells whether it was free."""
    try:
        _set_lock(descriptor, fcntl.F_WRLCK, start, 1)
    except OSError as error:
        if error.errno in {errno.EAGAIN, errno.EACCES}:
            return False
        raise
    return True


def _unlock_all(descriptor: int) -> None:
    _set_lock(descriptor, fcntl.F_UNLCK, 0, 0)  # a length of 0 reaches to the end


def _set_lock(descriptor: int, kind: int, start: int, length: int) -> None:
    fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, _FLOCK.pack(kind, os.SEEK_SET, start, length, 0))

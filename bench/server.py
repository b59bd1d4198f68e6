"""What a PostgreSQL on this machine uses of its processors: it is not in a page's own time."""

import os
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

PROCESSES = Path("/proc")


@dataclass(frozen=True, slots=True)
class ServerClock:
    """All processes of one server, those that ended included.

    Attributes:
        postmaster: The process that all others of the server are children of.
    """

    postmaster: int

    @classmethod
    def found(cls) -> "ServerClock | None":
        """Return that of the database of this process; `None` where it is none of this machine."""
        if connection.vendor != "postgresql" or not PROCESSES.is_dir():
            return None
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (backend,) = cursor.fetchone()
        told = _told(backend)
        return cls(int(told[1])) if told else None

    def milliseconds(self) -> float:
        """Return what they have used since the server was started."""
        own = _told(self.postmaster)
        if own is None:
            raise RuntimeError("The database server has gone.")
        # Of the postmaster also what its children had used that are gone by now.
        ticks = sum(int(value) for value in own[11:15])
        for child in _children(self.postmaster):
            told = _told(child)
            ticks += sum(int(value) for value in told[11:13]) if told else 0
        return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def _children(process: int) -> list[int]:
    listed = PROCESSES / str(process) / "task" / str(process) / "children"
    return [int(child) for child in listed.read_text("ascii").split()]


def _told(process: int) -> list[str] | None:
    """Return what the system tells of a process, from its state on; `None` where it is gone."""
    try:
        line = (PROCESSES / str(process) / "stat").read_text("ascii", errors="replace")
    except OSError:
        return None
    return line.rpartition(")")[2].split()

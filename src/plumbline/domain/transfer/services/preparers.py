"""Which process is at work on an import, and whether it still lives."""

import os
import socket
from pathlib import Path

_PROCESSES = Path("/proc")
_STARTED_FIELD = 19


def preparer_name() -> str:
    """Return a name for this process that no later one on this machine has."""
    return f"{socket.gethostname()[:80]}:{os.getpid()}:{_started(os.getpid())}"


def preparer_is_gone(name: str) -> bool:
    """Whether a process is known to have ended; of another machine's nobody can tell."""
    host, _, rest = name.rpartition(":")
    host, _, number = host.rpartition(":")
    if host != socket.gethostname()[:80] or not number.isdigit() or not _PROCESSES.exists():
        return False
    return _started(int(number)) != rest


def _started(process: int) -> str:
    """Return when a process started, in ticks since the machine did; empty when it is gone."""
    try:
        text = (_PROCESSES / str(process) / "stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    return text.rpartition(")")[2].split()[_STARTED_FIELD]

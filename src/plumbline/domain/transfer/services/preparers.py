"""Who is at work on an import, and whether they still live."""

import os
import secrets
import socket
from pathlib import Path

_PROCESSES = Path("/proc")
_STARTED_FIELD = 19


def preparer_name() -> str:
    """Return a name for one attempt of this process, which no other attempt and process has."""
    attempt = secrets.token_hex(4)
    return f"{attempt}@{socket.gethostname()[:80]}:{os.getpid()}:{_started(os.getpid())}"


def preparer_is_gone(name: str) -> bool:
    """Whether a process is known to have ended; of another machine's nobody can tell."""
    host, _, rest = name.rpartition("@")[2].rpartition(":")
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

"""Whether an instance is being served from a data folder: a lock that dies with who holds it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from plumbline.cli.refusals import CommandRefused

NAME: Final = ".served"


@contextmanager
def served_from(folder: Path) -> Iterator[None]:
    """Hold the mark that an instance is served from a folder; several may hold it at once.

    Raises:
        CommandRefused: Everything in it is being replaced by a backup now.
    """
    descriptor = _opened(folder)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise CommandRefused(
            f"{folder} is being restored. Start again when that is done."
        ) from None
    try:
        yield
    finally:
        os.close(descriptor)


@contextmanager
def served_by_nobody(folder: Path, *, act: str) -> Iterator[None]:
    """Keep an instance from being served from a folder while everything in it is replaced.

    Args:
        folder: The data folder; on a machine of its own a server that uses the same PostgreSQL
            database is not seen.
        act: What is to be done, for the refusal.

    Raises:
        CommandRefused: One is served from it now.
    """
    descriptor = _opened(folder)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise CommandRefused(
            f"An instance is being served from {folder}. Stop it, then {act} again: nobody may "
            "write what is about to be replaced."
        ) from None
    try:
        yield
    finally:
        os.close(descriptor)


def _opened(folder: Path) -> int:
    return os.open(folder / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

"""`plumbline demo`: a living example organization to look around in."""

import atexit
import os
import shutil
import signal
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from plumbline.cli.addresses import address_of
from plumbline.cli.instance import instance_open
from plumbline.cli.typing_in import DataOption, command_run, data_folder_set
from plumbline.cli.up import HOST, PORT, HostOption, PortOption


def run(arguments: Sequence[str]) -> int:
    """Run `plumbline demo`."""
    return command_run("demo", demo_command, arguments)


def demo_command(host: HostOption = HOST, port: PortOption = PORT, data: DataOption = None) -> int:
    """Build an example organization, serve it, and print a link that signs you in.

    Without --data it lives in a folder for temporary files, made anew each time and removed with
    all that is in it when the demo ends.
    """
    if data:
        return _served(host, port, data)
    made = Path(tempfile.mkdtemp(prefix="plumbline-demo-"))
    # Behind the last thread: one may still be writing there when the server is told to stop.
    atexit.register(_removed, made, os.getpid())
    # The server minds being told so; before it runs, that would end us without a look back.
    signal.signal(signal.SIGTERM, _ended)
    return _served(host, port, made)


def _removed(made: Path, own: int) -> None:
    """Remove the folder; the server's processes end here as well, before the one that began."""
    if os.getpid() == own:
        shutil.rmtree(made, ignore_errors=True)


def _served(host: str, port: int, data: Path) -> int:
    data_folder_set(data)
    os.environ.setdefault("PLUMBLINE_PUBLIC_URL", address_of(host, port))
    work = instance_open("plumbline.cli.serving", makes=True)
    code: int = work.serve(host, port, demo=True)
    return code


def _ended(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)

"""`plumbline demo`: a living example organization to look around in."""

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from plumbline.cli.instance import instance_open
from plumbline.cli.refusals import CommandRefused
from plumbline.cli.typing_in import DataOption, command_run, data_folder_set
from plumbline.cli.up import HOST, PORT, HostOption, PortOption


def run(arguments: Sequence[str]) -> int:
    """Run `plumbline demo`."""
    return command_run("demo", demo_command, arguments)


def demo_command(host: HostOption = HOST, port: PortOption = PORT, data: DataOption = None) -> int:
    """Build an example organization, serve it, and print a link that signs you in.

    Without --data it lives in a folder for temporary files, made anew each time.
    """
    made = None if data else Path(tempfile.mkdtemp(prefix="plumbline-demo-"))
    data_folder_set(data or made)
    os.environ.setdefault("PLUMBLINE_PUBLIC_URL", f"http://{host}:{port}")
    try:
        work = instance_open("plumbline.cli.serving", makes=True)
        code: int = work.serve(host, port, demo=True)
    except CommandRefused:
        # Nothing was served, so nobody knows of the folder: the port is taken, for one.
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)
        raise
    return code

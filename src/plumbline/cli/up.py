"""`plumbline up`: migrate, serve and work."""

from collections.abc import Sequence
from typing import Annotated

import typer

from plumbline.cli.instance import instance_open
from plumbline.cli.typing_in import DataOption, command_run, data_folder_set

HOST = "127.0.0.1"
PORT = 8000

HostOption = Annotated[str, typer.Option("--host", help="Address to listen at.")]
PortOption = Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen at.")]


def run(arguments: Sequence[str]) -> int:
    """Run `plumbline up`."""
    return command_run("up", up_command, arguments)


def up_command(host: HostOption = HOST, port: PortOption = PORT, data: DataOption = None) -> int:
    """Prepare the data folder, migrate, serve and work, until it is told to stop.

    At the first start it prints a link to the page that sets the instance up.
    """
    data_folder_set(data)
    work = instance_open("plumbline.cli.serving")
    code: int = work.serve(host, port)
    return code

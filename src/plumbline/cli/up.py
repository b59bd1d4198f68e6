"""`plumbline up`: migrate, serve and work."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from plumbline.cli.addresses import address_of
from plumbline.cli.instance import instance_open
from plumbline.cli.typing_in import DataOption, command_run, data_folder_set

HOST = "127.0.0.1"
PORT = 8000

HostOption = Annotated[str, typer.Option("--host", help="Address to listen at.")]
PortOption = Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen at.")]


def run(arguments: Sequence[str]) -> int:
    """Run `plumbline up`."""
    return command_run("up", up_command, arguments)


def public_address_set(host: str, port: int) -> None:
    """Let links name the port that is listened at, where nobody configured an address.

    The settings file goes before it: only what is set nowhere is set here.
    """
    folder = Path(os.environ.get("PLUMBLINE_DATA", ""))
    name = "PLUMBLINE_PUBLIC_URL"
    try:
        configured = (folder / "plumbline.env").read_text(encoding="utf-8")
    except OSError:
        configured = ""
    if port != PORT and name not in configured.upper():
        os.environ.setdefault(name, address_of(host, port))


def up_command(host: HostOption = HOST, port: PortOption = PORT, data: DataOption = None) -> int:
    """Prepare the data folder, migrate, serve and work, until it is told to stop.

    At the first start it prints a link to the page that sets the instance up.
    """
    data_folder_set(data)
    public_address_set(host, port)
    work = instance_open("plumbline.cli.serving", makes=True)
    code: int = work.serve(host, port)
    return code

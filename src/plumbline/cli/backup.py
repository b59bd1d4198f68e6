"""`plumbline backup`: everything in one file, while the instance runs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from plumbline.cli.instance import instance_open
from plumbline.cli.refusals import CommandRefused
from plumbline.cli.typing_in import DataOption, command_run, data_folder_set


def run(arguments: Sequence[str]) -> int:
    """Run `plumbline backup`."""
    return command_run("backup", backup_command, arguments)


def backup_command(
    file: Annotated[Path, typer.Argument(help="The file to write, such as plumbline.backup.")],
    secrets: Annotated[
        Path | None,
        typer.Option(
            "--secrets",
            help="A second file for the secret key and the settings; keep it elsewhere.",
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write over files that are there already.")
    ] = False,
    data: DataOption = None,
) -> int:
    """Write the database and the mails into one file, which is checked when it is restored.

    The instance may run meanwhile; the file holds what was true at one instant. The secret key and
    the settings, with the passwords in them, are left out of it.
    """
    for target in filter(None, (file, secrets)):
        if target.exists() and not force:
            raise CommandRefused(
                f"{target} is there already. Choose another name, or add --force to write over it."
            )
    data_folder_set(data)
    work = instance_open("plumbline.cli.backup_work")
    code: int = work.backup(file, secrets)
    return code

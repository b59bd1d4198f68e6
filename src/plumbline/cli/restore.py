"""`plumbline restore`: what a backup holds, in the place of what is there."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from plumbline.cli.backup_secrets import secrets_restore
from plumbline.cli.instance import data_folder_made, instance_open
from plumbline.cli.presence import served_by_nobody
from plumbline.cli.typing_in import DataOption, command_run, data_folder_set


def run(arguments: Sequence[str]) -> int:
    """Run `plumbline restore`."""
    return command_run("restore", restore_command, arguments)


def restore_command(
    file: Annotated[Path, typer.Argument(help="What plumbline backup wrote.")],
    secrets: Annotated[
        Path | None, typer.Option("--secrets", help="The second file of the backup.")
    ] = None,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Also where there are organizations already."),
    ] = False,
    data: DataOption = None,
) -> int:
    """Put a backup in the place of everything the instance holds, then migrate it.

    Every byte is compared with what was written before anything is changed; either all of it comes
    back or nothing. What stood there before is kept in a file beside it. Stop the instance first:
    while one is served from the data folder, nothing is restored.
    """
    data_folder_set(data)
    with served_by_nobody(data_folder_made(), act="restore"):
        if secrets is not None:
            secrets_restore(secrets, replace=replace)
        work = instance_open("plumbline.cli.backup_work", makes=True)
        code: int = work.restore(file, replace=replace)
    return code

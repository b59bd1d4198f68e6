"""`plumbline doctor`: is everything as it should be?"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer

from plumbline.cli.instance import instance_open
from plumbline.cli.typing_in import DataOption, command_run, data_folder_set


class DoctorFormat(StrEnum):
    """How the findings are printed."""

    TEXT = "text"
    JSON = "json"


def run(arguments: Sequence[str]) -> int:
    """Run `plumbline doctor`."""
    return command_run("doctor", doctor_command, arguments)


def doctor_command(
    form: Annotated[DoctorFormat, typer.Option("--format", help="How to print it.")] = (
        DoctorFormat.TEXT
    ),
    repair: Annotated[
        bool,
        typer.Option(
            "--repair", help="Put sums and counts right that are not those of their parts."
        ),
    ] = False,
    seal: Annotated[
        list[str] | None,
        typer.Option(
            "--seal", help="Hash of a seal that was kept elsewhere: say whether it still stands."
        ),
    ] = None,
    data: DataOption = None,
) -> int:
    """Look at settings, data folder, database, lock, mail, sums of objectives and the journal.

    Exit codes: 0 all is well; 1 something is not; 2 the settings cannot be used at all.
    """
    data_folder_set(data)
    work = instance_open("plumbline.cli.diagnosis")
    code: int = work.diagnose(as_json=form is DoctorFormat.JSON, repair=repair, seals=seal or ())
    return code

"""`plumbline apply`: a cycle changed to what a document says."""

from collections.abc import Sequence
from typing import Annotated

import typer

from plumbline.cli.document_files import document_bytes
from plumbline.cli.instance import instance_open
from plumbline.cli.typing_in import (
    AsOption,
    CycleOption,
    DataOption,
    OrganizationOption,
    command_run,
    data_folder_set,
)


def run(arguments: Sequence[str]) -> int:
    """Run `plumbline apply`."""
    return command_run("apply", apply_command, arguments)


def apply_command(
    file: Annotated[str, typer.Argument(help="The document, or - for what is piped in.")],
    reason: Annotated[
        str, typer.Option("--reason", help="Why; kept beside every change of what runs.")
    ] = "",
    organization: OrganizationOption = None,
    cycle: CycleOption = None,
    person: AsOption = None,
    data: DataOption = None,
) -> int:
    """Change a cycle to what a document says: all of it, or nothing.

    Drafts are edited, running objectives are adjusted with the reason. Nothing is activated: what
    is active in the document and a draft here is named, with the policies that block it. What the
    document does not name stays as it is. Exit codes: 0 done; 2 refused, with the reasons at
    their fields.
    """
    content = document_bytes(file)
    data_folder_set(data)
    work = instance_open("plumbline.cli.document_work")
    code: int = work.apply_run(
        content,
        name=file,
        organization=organization,
        cycle=cycle,
        email=person,
        reason=reason,
    )
    return code

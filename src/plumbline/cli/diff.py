"""`plumbline diff`: what a document would change."""

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
    """Run `plumbline diff`."""
    return command_run("diff", diff_command, arguments)


def diff_command(
    file: Annotated[str, typer.Argument(help="The document, or - for what is piped in.")],
    organization: OrganizationOption = None,
    cycle: CycleOption = None,
    person: AsOption = None,
    data: DataOption = None,
) -> int:
    """Say how a cycle differs from a document, by the ids of the document.

    Exit codes: 0 no difference; 1 differences; 2 refused.
    """
    content = document_bytes(file)
    data_folder_set(data)
    work = instance_open("plumbline.cli.document_work")
    code: int = work.diff_run(
        content, name=file, organization=organization, cycle=cycle, email=person
    )
    return code

"""`plumbline export`: a cycle as a document."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from plumbline.cli.document_files import document_write
from plumbline.cli.instance import instance_open
from plumbline.cli.refusals import CommandRefused
from plumbline.cli.typing_in import (
    AsOption,
    CycleOption,
    DataOption,
    OrganizationOption,
    TeamOption,
    command_run,
    data_folder_set,
)


class ExportFormat(StrEnum):
    """In which form a document is written."""

    XLSX = "xlsx"
    CSV = "csv"
    MARKDOWN = "markdown"
    YAML = "yaml"
    JSON = "json"


def run(arguments: Sequence[str]) -> int:
    """Run `plumbline export`."""
    return command_run("export", export_command, arguments)


def export_command(
    organization: OrganizationOption = None,
    cycle: CycleOption = None,
    team: TeamOption = None,
    form: Annotated[ExportFormat, typer.Option("--format", help="How to write it.")] = (
        ExportFormat.YAML
    ),
    output: Annotated[
        Path | None, typer.Option("--output", help="The file; printed without it.")
    ] = None,
    person: AsOption = None,
    data: DataOption = None,
) -> int:
    """Write a cycle as a document: everything that you may see of it.

    What is written can be imported again elsewhere, history included.
    """
    if form is ExportFormat.XLSX and output is None and sys.stdout.isatty():
        raise CommandRefused("A workbook is no text for a terminal. Name a file: --output FILE.")
    data_folder_set(data)
    work = instance_open("plumbline.cli.document_work")
    content: bytes = work.export_bytes(
        organization=organization,
        cycle=cycle,
        team=team,
        email=person,
        form=form.value,
    )
    document_write(content, output)
    return 0

"""`plumbline import`: a document in, or with `--dry-run` only what would be read."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from plumbline.cli.document_files import document_bytes
from plumbline.cli.dry_run import dry_run
from plumbline.cli.instance import instance_open
from plumbline.cli.typing_in import (
    AsOption,
    CycleOption,
    DataOption,
    OrganizationOption,
    TeamOption,
    command_run,
    data_folder_set,
)


class DocumentKind(StrEnum):
    """Kinds of documents that are read."""

    MARKDOWN = "markdown"
    YAML = "yaml"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


class OutputFormat(StrEnum):
    """How a reading is printed."""

    TEXT = "text"
    JSON = "json"


class ImportedState(StrEnum):
    """The state of objectives that state none."""

    DRAFT = "draft"
    ACTIVE = "active"


class ImportedStyle(StrEnum):
    """The style of objectives that state none."""

    COMMITTED = "committed"
    ASPIRATIONAL = "aspirational"
    LEARNING = "learning"


def run(arguments: Sequence[str]) -> int:
    """Run `plumbline import`."""
    return command_run("import", import_command, arguments)


def import_command(
    kind: Annotated[DocumentKind, typer.Argument(help="What the file is.")],
    file: Annotated[str, typer.Argument(help="The file, or - for what is piped in.")],
    organization: OrganizationOption = None,
    cycle: CycleOption = None,
    team: TeamOption = None,
    owner: Annotated[
        str | None, typer.Option("--owner", help="E-mail or name; owns what names nobody.")
    ] = None,
    style: Annotated[
        ImportedStyle | None,
        typer.Option("--style", help="Style of what states none; none without it."),
    ] = None,
    sheet: Annotated[
        str, typer.Option("--sheet", help="Of a workbook; the first with OKRs without it.")
    ] = "",
    state: Annotated[
        ImportedState,
        typer.Option(
            "--state", help="State of what states none; what lacks something stays a draft."
        ),
    ] = ImportedState.DRAFT,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of",
            formats=["%Y-%m-%d"],
            help="The day of values, confidences and notes that the document states of none: "
            "they come in as check-ins of it. Left out without.",
        ),
    ] = None,
    dry: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            help="Only say what would be read; needs no instance. With --organization or --as "
            "it says what would become of it there.",
        ),
    ] = False,
    output: Annotated[
        OutputFormat, typer.Option("--format", help="How to print it.")
    ] = OutputFormat.TEXT,
    person: AsOption = None,
    data: DataOption = None,
) -> int:
    """Bring a document of objectives and key results in: the whole of it, or nothing.

    Exit codes: 0 read; 1 read with problems; 2 nothing found, or refused.
    """
    content, day = document_bytes(file), as_of.date() if as_of else None
    if dry and organization is None and person is None:
        as_json = output is OutputFormat.JSON
        return dry_run(content, name=file, kind=kind.value, sheet=sheet, as_json=as_json, day=day)
    data_folder_set(data)
    work = instance_open("plumbline.cli.import_work")
    code: int = work.import_run(
        content,
        name=file,
        kind=kind.value,
        sheet=sheet,
        organization=organization,
        cycle=cycle,
        team=team,
        owner=owner,
        style=style.value if style else None,
        state=state.value,
        as_of=day,
        email=person,
        as_json=output is OutputFormat.JSON,
        dry=dry,
    )
    return code

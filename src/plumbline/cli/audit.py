"""`plumbline audit`: what the practices find in an organization on a day."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from plumbline.cli.document_files import document_write
from plumbline.cli.instance import instance_open
from plumbline.cli.refusals import FINDINGS
from plumbline.cli.typing_in import (
    AsOption,
    DataOption,
    OrganizationOption,
    TeamOption,
    command_run,
    data_folder_set,
)


class AuditFormat(StrEnum):
    """In which form an audit is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


class FailOn(StrEnum):
    """From which tier on what is not kept makes the exit code 1."""

    HINT = "hint"
    WARN = "warn"
    BLOCK = "block"


EveryCycleOption = Annotated[
    str | None, typer.Option("--cycle", help="Name of the cycle; every one without it.")
]
AsOfOption = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day; today without it."),
]


def run(arguments: Sequence[str]) -> int:
    """Run `plumbline audit`."""
    return command_run("audit", audit_command, arguments)


def audit_command(
    organization: OrganizationOption = None,
    team: TeamOption = None,
    cycle: EveryCycleOption = None,
    as_of: AsOfOption = None,
    form: Annotated[AuditFormat, typer.Option("--format", help="How to write it.")] = (
        AuditFormat.TEXT
    ),
    output: Annotated[
        Path | None, typer.Option("--output", help="The file; printed without it.")
    ] = None,
    fail_on: Annotated[
        FailOn,
        typer.Option(
            "--fail-on",
            help="Exit with 1 where something is not kept: hint counts all, warn guidelines and "
            "policies, block policies alone.",
        ),
    ] = FailOn.WARN,
    person: AsOption = None,
    data: DataOption = None,
) -> int:
    """Run an audit, keep it, and write what you may see of it.

    What is waived, and what a rule is not sure of, never fails.

    Exit codes: 0 nothing that fails; 1 something that does; 2 refused.
    """
    data_folder_set(data)
    work = instance_open("plumbline.cli.audit_work")
    day: date | None = as_of.date() if as_of else None
    content: bytes
    fails: bool
    content, fails = work.audit_made(
        organization=organization,
        team=team,
        cycle=cycle,
        as_of=day,
        email=person,
        form=form.value,
        fail_on=fail_on.value,
    )
    document_write(content, output)
    return FINDINGS if fails else 0

"""Running one Typer command as a part of `plumbline`, with options that several share."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from plumbline.cli.refusals import USAGE, CommandRefused

#: What Typer raises for what was mistyped; it exports only this one of its kinds by name.
_MISTYPED: type[Exception] = next(
    kind
    for kind in typer.BadParameter.__mro__
    if issubclass(kind, Exception) and kind.__name__ == "ClickException"
)

DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        envvar="PLUMBLINE_DATA",
        help="Folder of all data; by default plumbline in your folder for application data.",
        show_default=False,
    ),
]
OrganizationOption = Annotated[
    str | None,
    typer.Option(
        "--organization", help="Address of the organization; needed where there are several."
    ),
]
AsOption = Annotated[
    str | None,
    typer.Option("--as", help="E-mail address of whoever does it; needed with several admins."),
]
CycleOption = Annotated[
    str | None,
    typer.Option(
        "--cycle",
        help="Name of the cycle; else the one a document names, else the current one.",
    ),
]
TeamOption = Annotated[str | None, typer.Option("--team", help="Key or name of the team.")]


def command_run(name: str, function: Callable[..., Any], arguments: Sequence[str]) -> int:
    """Run a function as the command of that name.

    Args:
        name: As typed behind `plumbline`.
        function: With Typer's annotations; it returns the exit code.
        arguments: What was typed behind the name.

    Raises:
        CommandRefused: What was typed cannot be understood.
    """
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command()(function)
    command = typer.main.get_command(app)
    try:
        code = command.main(
            args=list(arguments), prog_name=f"plumbline {name}", standalone_mode=False
        )
    except typer.Abort:
        return USAGE
    except typer.Exit as end:
        return end.exit_code
    except _MISTYPED as error:
        words = str(getattr(error, "format_message", error.__str__)()).rstrip(".")
        words = words.replace("Value error, ", "")  # says nothing to whoever mistyped
        raise CommandRefused(f"{words}. Type plumbline {name} --help.") from None
    return code if isinstance(code, int) else 0


def data_folder_set(data: Path | None) -> None:
    """Let everything that follows use this data folder."""
    if data is not None:
        os.environ["PLUMBLINE_DATA"] = str(data.expanduser().absolute())

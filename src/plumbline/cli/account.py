"""`plumbline account`: what whoever runs the instance does to an account of it."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer

from plumbline.cli.instance import instance_open
from plumbline.cli.typing_in import DataOption, command_run, data_folder_set


class AccountAct(StrEnum):
    """What is done to an account."""

    DISABLE = "disable"
    ENABLE = "enable"
    SIGN_OUT = "sign-out"
    ERASE_TEXTS = "erase-texts"


def run(arguments: Sequence[str]) -> int:
    """Run `plumbline account`."""
    return command_run("account", account_command, arguments)


def account_command(
    act: Annotated[
        AccountAct,
        typer.Argument(
            help="disable: nobody signs in with it, sessions and tokens end. enable: they may "
            "again. sign-out: every session ends. erase-texts: what the journal tells of the "
            "person in words is erased for good; its entries stay, and stay verifiable."
        ),
    ],
    email: Annotated[str, typer.Argument(help="E-mail address that signs in.")],
    by: Annotated[
        str | None,
        typer.Option("--as", help="E-mail address of whoever does it, for the journal."),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Needed to erase, and to disable the only admin.")
    ] = False,
    data: DataOption = None,
) -> int:
    """Disable an account, enable it, sign it out everywhere, or erase what was told of it.

    An account may act in several organizations: each one's journal says what was done, by the
    command line. That somebody leaves one organization is done on their page there.
    """
    data_folder_set(data)
    work = instance_open("plumbline.cli.account_work")
    print(work.account_acted(act=act.value, email=email, by=by, is_meant=yes))
    return 0

"""Where `plumbline` begins: finds the command and imports nothing that it does not need.

Commands that work on documents alone start without Django, and the version without anything.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Final

from plumbline import __version__
from plumbline.cli.refusals import USAGE, CommandRefused
from plumbline.cli.terminal import one_line, streams_prepare

INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Command:
    """A command: the module with its `run(arguments) -> exit code`, and what it does."""

    module: str
    about: str


COMMANDS: Final[Mapping[str, Command]] = {
    "up": Command("plumbline.cli.up", "Migrate, serve and work; set up at the first start."),
    "demo": Command("plumbline.cli.demo", "The same, with a living example organization."),
    "import": Command("plumbline.cli.import_document", "Bring a document of OKRs in."),
    "export": Command("plumbline.cli.export", "Write a cycle as a document."),
    "diff": Command("plumbline.cli.diff", "Say what a document would change."),
    "apply": Command("plumbline.cli.apply", "Change a cycle to what a document says."),
    "check": Command("plumbline.cli.check", "Say what the rules find in OKR documents."),
    "explain": Command("plumbline.cli.explain", "Say what a rule finds, and why it matters."),
    "lsp": Command("plumbline.cli.lsp", "Check OKR documents in an editor while they are typed."),
    "audit": Command("plumbline.cli.audit", "Say how far the practices were kept on a day."),
    "forecast": Command("plumbline.cli.forecast", "Say how likely targets are to be reached."),
    "account": Command(
        "plumbline.cli.account", "Disable an account, enable it, or sign it out everywhere."
    ),
    "backup": Command("plumbline.cli.backup", "Write everything into one file."),
    "restore": Command("plumbline.cli.restore", "Put a backup in the place of what is there."),
    "doctor": Command("plumbline.cli.doctor", "Look whether everything is as it should be."),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: Without the program's name; those of the process when `None`.

    Returns:
        The exit code: 0 done, 1 findings or differences, 2 refused or failed.
    """
    streams_prepare()
    try:
        code = _run(list(sys.argv[1:] if arguments is None else arguments))
        # What cannot be written is found out here, and not by Python on its way out.
        if sys.stdout is not None:
            sys.stdout.flush()
    except CommandRefused as refused:
        return _refuse(str(refused))
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        _output_close()  # Python must not try to flush it once more
        gone = isinstance(error, BrokenPipeError)  # whoever read our output has gone
        return USAGE if gone else _refuse(_failure(error))
    except Exception as error:  # noqa: BLE001 — the last line of defence
        return _refuse(_failure(error))
    return code


def _overview() -> str:
    lines = [f"  {name:<8} {command.about}" for name, command in COMMANDS.items()]
    head = ["Usage: plumbline COMMAND [OPTIONS]", "", "Commands:"]
    tail = ["", "plumbline COMMAND --help says more; plumbline --version says which one this is."]
    return "\n".join([*head, *lines, *tail])


def _run(words: Sequence[str]) -> int:
    """Run one command."""
    if words[:1] in (["--version"], ["-V"]):
        print(f"plumbline {__version__}")
        return 0
    if not words or words[0] in ("--help", "-h", "help"):
        print(_overview())
        return 0 if words else USAGE
    command = COMMANDS.get(words[0])
    if command is None:
        return _refuse(f"There is no command “{one_line(words[0])}”. Type plumbline --help.")
    code: int = import_module(command.module).run(words[1:])
    return code


def _refuse(said: str) -> int:
    """Say why, in one line or several; whatever it quotes cannot steer the terminal."""
    for line in said.split("\n"):
        print(one_line(line), file=sys.stderr)
    return USAGE


def _output_close() -> None:
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _failure(error: Exception) -> str:
    """Write a failure into a log file and say so in one line."""
    words = f"Something went wrong ({type(error).__name__})."
    moment = datetime.now(tz=UTC)
    lines = import_module("traceback").format_exception(error)
    try:
        folder = Path(os.environ["PLUMBLINE_DATA"]) / "logs"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / f"plumbline-{moment:%Y-%m-%d}.log"
        with path.open("a", encoding="utf-8") as log:
            path.chmod(0o600)
            log.write(f"{moment.isoformat()}\n{''.join(lines)}\n")
    except (KeyError, OSError):
        return f"{words} {error}"[:500].replace("\n", " ")
    return f"{words} The details are in {path}."

"""Writes `docs/reference/cli.md` from the commands themselves.

python scripts/reference_cli.py            # write it
python scripts/reference_cli.py --check    # only say whether it is up to date
"""

import sys
from collections.abc import Iterator, Sequence
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any

import typer

from plumbline.cli.main import COMMANDS

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference" / "cli.md"
_HEAD = """\
# Commands

`plumbline --help` lists the commands, `plumbline COMMAND --help` says what each takes, and
`plumbline --version` which version this is. Refusals are one plain line on the error output; a
failure that nobody foresaw names a log file in the data folder. Exit codes: 0 done, 1 findings or
differences, 2 refused or failed.

<!-- Written by scripts/reference_cli.py from the commands themselves. -->
"""


def reference() -> str:
    """Return the whole page."""
    return "\n".join([_HEAD, *(line for name in COMMANDS for line in _section(name))])


def _section(name: str) -> Iterator[str]:
    module = import_module(COMMANDS[name].module)
    (function,) = (
        value
        for key, value in vars(module).items()
        if key.endswith("_command") and getattr(value, "__module__", "") == module.__name__
    )
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command()(function)
    command: Any = typer.main.get_command(app)
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option"]
    words = " ".join(str(one.name).upper() for one in arguments)
    yield f"## `plumbline {name}`\n"
    yield "```text"
    yield f"plumbline {name} {words}".rstrip() + " [OPTIONS]"
    yield "```\n"
    yield f"{(command.help or '').strip()}\n"
    if arguments or options:
        yield "| | |"
        yield "|---|---|"
    for one in arguments:
        about = getattr(one, "help", "") or ""
        yield f"| `{str(one.name).upper()}` | {about}{_choices(one)} |"
    for option in options:
        if option.name != "help":
            yield f"| `{option.opts[0]}` | {option.help or ''}{_choices(option)} |"
    yield ""


def _choices(parameter: Any) -> str:  # noqa: ANN401 — Typer hides the type
    kind = parameter.type_descriptor.annotation
    is_choice = isinstance(kind, type) and issubclass(kind, Enum)
    words = ", ".join(f"`{one.value}`" for one in kind) if is_choice else ""
    return f" One of {words}." if words else ""


def main(arguments: Sequence[str]) -> int:
    """Write or check the page.

    Returns:
        0, or 1 when the page is not what the commands say.
    """
    text = reference()
    if "--check" in arguments:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
            print(f"{TARGET.name} is out of date. Type: python scripts/reference_cli.py")
            return 1
        return 0
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""`plumbline check`: what the rules say of OKR documents, and where.

Nothing but the engine is imported: a commit hook waits for it on every commit.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from plumbline.cli.checking.as_text import json_written, text_written
from plumbline.cli.checking.documents import Asked, Checked, documents_checked
from plumbline.cli.checking.settings import codes_named
from plumbline.cli.checking.settings_files import Configurations
from plumbline.cli.checking.values import Refused
from plumbline.cli.refusals import FINDINGS, CommandRefused
from plumbline.engine.rules.model import Severity

FORMATS = ("text", "json")
SEVERITIES = tuple(Severity)


class _Parser(argparse.ArgumentParser):
    """A parser whose refusals read like those of the other commands."""

    def error(self, message: str) -> None:  # type: ignore[override]
        """Refuse in one line."""
        raise CommandRefused(f"{message[:1].upper()}{message[1:]}. Type plumbline check --help.")


def run(arguments: Sequence[str]) -> int:
    """Run `plumbline check`."""
    parser = _Parser(
        prog="plumbline check",
        description=check_command.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", nargs="*", help="documents, folders, or - for what is piped in")
    parser.add_argument("--format", choices=FORMATS, default="text", help="what to write")
    parser.add_argument(
        "--select", default="", help="only these rules, by code or name, with commas"
    )
    parser.add_argument("--ignore", default="", help="all but these rules")
    parser.add_argument(
        "--fail-on", choices=SEVERITIES, default="", help="exit with 1 from this severity on"
    )
    parser.add_argument("--config", default="", help="the configuration to use")
    parser.add_argument("--today", default="", help="the day to check for, as 2026-01-31")
    parser.add_argument(
        "--stdin-name", default="", metavar="NAME", help="check what is piped in under this name"
    )
    parser.add_argument(
        "--skip-others", action="store_true", help="pass over named files without OKRs"
    )
    read = parser.parse_args(list(arguments))
    return check_command(**vars(read))


def check_command(
    paths: list[str],
    format: str = "text",  # noqa: A002 — the name of the option
    select: str = "",
    ignore: str = "",
    fail_on: str = "",
    config: str = "",
    today: str = "",
    stdin_name: str = "",
    skip_others: bool = False,
) -> int:
    """Say what the rules find in OKR documents; needs no instance.

    PATHS are YAML, JSON, Markdown or CSV documents, folders of them, or - for what is piped in.
    --format is text or json. --select and --ignore take codes, beginnings of codes or names of
    rules with commas between. --fail-on is hint, warn or block, by default warn. --config names
    the configuration; else it is the nearest plumbline.toml, or pyproject.toml with a table
    [tool.plumbline], in the folder of each document or above it. What stands on the command line
    goes before it. --today is the day to check for, by default today. --stdin-name is the name
    under which what is piped in is checked. --skip-others passes over named files without OKRs.

    Exit codes: 0 nothing found from that severity on; 1 findings; 2 refused.
    """
    if not paths:
        raise CommandRefused("Name a document or folder, or - for what is piped in.")
    asked = Asked(
        today=_day(today),
        select=_codes("--select", select) if select.strip() else None,
        ignore=_codes("--ignore", ignore),
        fail_on=Severity(fail_on) if fail_on else None,
        configurations=Configurations(Path(config) if config else None),
        piped_name=stdin_name or None,
        skip_others=skip_others,
    )
    checked = documents_checked(paths, asked)
    write = json_written if format == "json" else text_written
    sys.stdout.write(write(checked, colours=sys.stdout.isatty()))
    return FINDINGS if any(map(_fails, checked)) else 0


def _fails(one: Checked) -> bool:
    """Say whether something was found in a document from the severity on that fails."""
    least = SEVERITIES.index(one.settings.fail_on)
    return any(SEVERITIES.index(finding.severity) >= least for finding in one.report.findings)


def _codes(option: str, text: str) -> frozenset[str]:
    """Return the codes of the rules that an option names."""
    try:
        return frozenset(
            code
            for word in text.split(",")
            if word.strip()
            for code in codes_named(option, word.strip())
        )
    except Refused as refused:
        raise CommandRefused(f"{option}: {refused.said} Type plumbline explain.") from None


def _day(text: str) -> date:
    """Return the day to check for."""
    if not text:
        return datetime.now().astimezone().date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandRefused(f"{text[:40]} is no day. Write it as 2026-01-31.") from None

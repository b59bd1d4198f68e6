"""`plumbline check`: what the rules say of OKR documents, and where.

Nothing but the engine is imported: a commit hook waits for it on every commit.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import date, datetime

from plumbline.cli.check_files import Checked, documents_checked
from plumbline.cli.check_output import json_written, text_written
from plumbline.cli.refusals import FINDINGS, CommandRefused
from plumbline.engine.rules.check import Selection
from plumbline.engine.rules.codes import CODES
from plumbline.engine.rules.model import Context, Severity
from plumbline.engine.rules.registry import code_of

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
        "--fail-on", choices=SEVERITIES, default=Severity.WARN.value,
        help="exit with 1 from this severity on",
    )  # fmt: skip
    parser.add_argument("--today", default="", help="the day to check for, as 2026-01-31")
    read = parser.parse_args(list(arguments))
    return check_command(
        read.paths,
        format=read.format,
        select=read.select,
        ignore=read.ignore,
        fail_on=read.fail_on,
        today=read.today,
    )


def check_command(
    paths: list[str],
    format: str = "text",  # noqa: A002 — the name of the option
    select: str = "",
    ignore: str = "",
    fail_on: str = "warn",
    today: str = "",
) -> int:
    """Say what the rules find in OKR documents; needs no instance.

    PATHS are YAML, JSON, Markdown or CSV documents, folders of them, or - for what is piped in.
    --format is text or json. --select and --ignore take codes or names of rules with commas
    between. --fail-on is hint, warn or block. --today is the day to check for, by default today.

    Exit codes: 0 nothing found from that severity on; 1 findings; 2 refused.
    """
    if not paths:
        raise CommandRefused("Name a document or folder, or - for what is piped in.")
    selection = Selection(_codes(select, ignore))
    checked = documents_checked(paths, Context(today=_day(today)), selection)
    write = json_written if format == "json" else text_written
    sys.stdout.write(write(checked, colours=sys.stdout.isatty()))
    return FINDINGS if _worst(checked) >= SEVERITIES.index(Severity(fail_on)) else 0


def _worst(checked: Sequence[Checked]) -> int:
    """Return the place of the worst severity that was found, -1 for none."""
    found = [
        SEVERITIES.index(finding.severity) for one in checked for finding in one.report.findings
    ]
    return max(found, default=-1)


def _codes(select: str, ignore: str) -> frozenset[str]:
    """Return the codes of the rules that are to run."""
    chosen = {_code(word) for word in select.split(",") if word.strip()} or set(CODES)
    return frozenset(chosen - {_code(word) for word in ignore.split(",") if word.strip()})


def _code(word: str) -> str:
    """Return the code of a rule named by code or name."""
    code = code_of(word.strip())
    if code is None:
        raise CommandRefused(f"There is no rule {word.strip()[:60]}. Type plumbline explain.")
    return code


def _day(text: str) -> date:
    """Return the day to check for."""
    if not text:
        return datetime.now().astimezone().date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandRefused(f"{text[:40]} is no day. Write it as 2026-01-31.") from None

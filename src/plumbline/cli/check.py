"""`plumbline check`: what the rules say of OKR documents, and where.

Nothing but the engine is imported: a commit hook waits for it on every commit.
"""

import argparse
import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from plumbline.cli.checking.asked import Asked
from plumbline.cli.checking.documents import Checked, Examined, documents_checked
from plumbline.cli.checking.look import look_of
from plumbline.cli.checking.settings import codes_named
from plumbline.cli.checking.settings_files import Configurations
from plumbline.cli.checking.values import Refused
from plumbline.cli.refusals import FINDINGS, USAGE, CommandRefused
from plumbline.cli.terminal import one_line, stream_of
from plumbline.engine.rules.model import Severity

if TYPE_CHECKING:
    from plumbline.cli.checking.outcome import Outcome

FORMATS = ("text", "json", "sarif", "github", "junit")
SEVERITIES = tuple(Severity)
YOUNG_OBJECTS = 400_000
"""Objects made before Python looks for unused ones.

What the rules make, they need to the end: looking every 700 took a fifth of the time.
"""
NOTHING_TO_MEND = "Nothing to mend."
COLOURS = ("auto", "always", "never")


class _Parser(argparse.ArgumentParser):
    """A parser whose refusals read like those of the other commands."""

    def error(self, message: str) -> None:  # type: ignore[override]
        """Refuse in one line."""
        raise CommandRefused(f"{message[:1].upper()}{message[1:]}. Type plumbline check --help.")


def run(arguments: Sequence[str]) -> int:
    """Run `plumbline check`."""
    gc.set_threshold(YOUNG_OBJECTS)
    return check_command(**vars(parser_make().parse_args(list(arguments))))


def parser_make() -> argparse.ArgumentParser:
    """Return what reads the command line."""
    parser = _Parser(
        prog="plumbline check",
        description=check_command.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("paths", nargs="*", help="documents, folders, or - for what is piped in; this folder")
    add("--format", choices=FORMATS, default="text", help="what to write")
    add("--select", default="", metavar="CODES", help="only these rules, with commas between")
    add("--ignore", default="", metavar="CODES", help="not these rules")
    add(
        "--fail-on",
        choices=[each.value for each in SEVERITIES],
        default="",
        help="exit with 1 from this severity on",
    )
    add("--config", default="", metavar="FILE", help="the configuration to use")
    add("--baseline", default="", metavar="FILE", help="hide the old findings in this file")
    add("--write-baseline", action="store_true", help="write all findings into that file")
    add("--fix", action="store_true", help="make the mends that are safe")
    add("--diff", action="store_true", help="show them as a patch, and write nothing")
    add("--color", choices=COLOURS, default="auto", help="when to write colours")
    add("--today", default="", metavar="DAY", help="the day to check for, as 2026-01-31")
    add("--stdin-name", default="", metavar="NAME", help="the name of what is piped in")
    add("--skip-others", action="store_true", help="pass over named files without OKRs")
    add("--large", action="store_true", help="check documents that take over a second, too")
    return parser


def check_command(
    paths: list[str],
    format: str = "text",  # noqa: A002 — the name of the option
    select: str = "",
    ignore: str = "",
    fail_on: str = "",
    config: str = "",
    baseline: str = "",
    write_baseline: bool = False,
    fix: bool = False,
    diff: bool = False,
    color: str = "auto",
    today: str = "",
    stdin_name: str = "",
    skip_others: bool = False,
    large: bool = False,
) -> int:
    """Say what the rules find in OKR documents; needs no instance.

    PATHS are YAML, JSON, Markdown or CSV documents, folders of them, or - for what is piped in;
    without one the folder it is called in is checked, and standard input is not read.
    CODES are codes, beginnings of codes or names of rules with commas between. The configuration
    is the nearest plumbline.toml, or pyproject.toml with a table [tool.plumbline], in the folder
    of each document or above it; what stands on the command line goes before it. Severities are
    hint, warn and block; --fail-on is warn by default. A document of more than 1,500 objectives
    and key results, 2,500 lines of Markdown or 150,000 characters is refused without --large.

    Exit codes: 0 nothing found from that severity on; 1 findings, or mends that --diff shows;
    2 refused, as a whole or a document or folder of it, which the formats for programs say too,
    or nothing found and some lines or values of a document could not be read.
    """
    paths = paths or ["."]
    if fix and diff:
        raise CommandRefused("--fix writes and --diff does not. Choose one of them.")
    if write_baseline and not baseline:
        raise CommandRefused("Name the file to write with --baseline FILE.")
    asked = Asked(
        today=_day(today),
        select=_codes("--select", select) if select.strip() else None,
        ignore=_codes("--ignore", ignore),
        fail_on=Severity(fail_on) if fail_on else None,
        configurations=Configurations(Path(config) if config else None),
        piped_name=stdin_name or None,
        skip_others=skip_others,
        large=large,
    )
    if diff:
        _folder_check()
        return _diff_show(documents_checked(paths, asked), asked)
    with _refusals_written(format):
        _folder_check()
        examined = documents_checked(paths, asked)
        return _outcome_write(examined, asked, format, color, fix, baseline, write_baseline)


@contextmanager
def _refusals_written(form: str) -> Iterator[None]:
    """Tell a refusal in the format that programs wait for, beside the sentence for people."""
    try:
        yield
    except CommandRefused as refused:
        if form != "text":
            outcome = import_module("plumbline.cli.checking.outcome").Outcome
            _written(outcome(checked=(), refused=(refused,)), form, "never")
        raise


def _folder_check() -> None:
    """Refuse to work in a folder that was removed: no path leads anywhere from it."""
    try:
        Path.cwd()
    except OSError:
        raise CommandRefused(
            "The folder this is called in is not there any more. Change into one that is."
        ) from None


def _outcome_write(
    examined: Examined,
    asked: Asked,
    form: str,
    colour: str,
    fix: bool,
    baseline: str,
    write_baseline: bool,
) -> int:
    """Mend if asked, take old findings away, and write what is left."""
    # What only some runs need is imported when they need it: see the cold start in `bench`.
    outcome = import_module("plumbline.cli.checking.outcome").outcome_of(
        examined, asked, fix=fix, baseline=baseline, write_baseline=write_baseline
    )
    if write_baseline:
        out = stream_of(sys.stdout, "output")
        out.write(f"{outcome.written} findings are in {baseline} now.\n")
        return 0
    _written(outcome, form, colour)
    if fix and not outcome.made:
        print(NOTHING_TO_MEND, file=sys.stderr)
    if form != "text":
        text = import_module("plumbline.cli.checking.as_text")
        for line in text.remarks(outcome):
            print(line, file=sys.stderr)
    if outcome.refused:
        return _refused_tell(examined)
    if any(map(_fails, outcome.checked)):
        return FINDINGS
    return USAGE if any(map(_is_cut_short, outcome.checked)) else 0


_TOLD_ONLY = frozenset(
    {
        "documents.format.undated",
        "documents.csv.undated",
        "documents.markdown.several_cycles",
    }
)
"""What is told and hides nothing from the rules: values without their day, and several cycles."""


def _is_cut_short(one: Checked) -> bool:
    """Say whether lines or values of a document were not read, so that no rule saw them."""
    return any(problem.message.id not in _TOLD_ONLY for problem in one.read.problems)


def _written(outcome: "Outcome", form: str, colour: str) -> None:
    """Write what was found, in one of the formats."""
    out = stream_of(sys.stdout, "output")
    written = import_module(f"plumbline.cli.checking.as_{form}").written
    out.write(written(outcome, look_of(out, colour, os.environ)))


def _refused_tell(examined: Examined) -> int:
    """Say what could not be checked, behind what was found, and return the exit code."""
    sys.stdout.flush()
    for refused in examined.refused:
        print(one_line(str(refused)), file=sys.stderr)
    return USAGE


def _diff_show(examined: Examined, asked: Asked) -> int:
    """Show the mends as a patch."""
    fixing = import_module("plumbline.cli.checking.fixing")
    fixed = fixing.documents_fixed(examined.checked, asked)
    out = stream_of(sys.stdout, "output")
    out.write(fixing.fixes_shown(fixed, escaped=out.isatty()))
    is_mended = any(one.made for one in fixed)
    if not is_mended and examined.checked:
        print(NOTHING_TO_MEND, file=sys.stderr)  # the output itself is a patch, and stays empty
    if examined.refused:
        return _refused_tell(examined)
    return FINDINGS if is_mended else 0


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

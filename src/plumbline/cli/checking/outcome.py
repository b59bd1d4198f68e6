"""The outcome of one run of `plumbline check`, as the formats write it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from plumbline.cli.checking.asked import Asked
from plumbline.cli.checking.documents import Checked, Examined
from plumbline.cli.refusals import CommandRefused
from plumbline.engine.rules.model import Finding

if TYPE_CHECKING:
    from plumbline.cli.checking.baseline import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one run found and did.

    Attributes:
        checked: The documents with what was found.
        made: What was mended, with the path of its document.
        known: How many findings a baseline hid.
        gone: Entries of the baseline that no longer occur, with how many of each.
        written: How many findings were written into a baseline.
        refused: Why documents or folders that were named were not checked.
        passed: Documents that are too large and hardly ours, with why.
    """

    checked: tuple[Checked, ...]
    made: tuple[tuple[str, Finding], ...] = ()
    known: int = 0
    gone: tuple[tuple["Entry", int], ...] = ()
    written: int = 0
    refused: tuple[CommandRefused, ...] = ()
    passed: tuple[tuple[str, str], ...] = ()

    def findings(self) -> Iterator[tuple[Checked, Finding]]:
        """Yield every finding with its document, in order."""
        for one in self.checked:
            for finding in one.report.findings:
                yield one, finding

    @property
    def objectives(self) -> int:
        """Return how many objectives were checked."""
        return sum(one.report.objectives for one in self.checked)

    @property
    def key_results(self) -> int:
        """Return how many key results were checked."""
        return sum(one.report.key_results for one in self.checked)


def outcome_of(
    examined: Examined, asked: Asked, *, fix: bool, baseline: str, write_baseline: bool
) -> Outcome:
    """Mend documents if asked, and take away or write down old findings.

    Args:
        examined: The documents with all that was found.
        asked: What the command line asks for.
        fix: Make the safe mends and write them.
        baseline: The file of old findings; empty without one.
        write_baseline: Write it anew instead of reading it.

    Raises:
        CommandRefused: A file cannot be read or written; or a baseline is to be written, and not
            all documents could be checked: their old findings would be lost.
    """
    checked = examined.checked
    if write_baseline and examined.refused:
        raise examined.refused[0]
    made: tuple[tuple[str, Finding], ...] = ()
    # What only some runs need is imported when they need it.
    if fix:
        fixing = import_module("plumbline.cli.checking.fixing")
        fixed = fixing.documents_fixed(checked, asked)
        fixing.fixes_write(fixed)
        checked = tuple(one.after for one in fixed)
        made = tuple((one.before.path, finding) for one in fixed for finding in one.made)
    outcome = Outcome(checked=checked, made=made, refused=examined.refused, passed=examined.passed)
    if not baseline:
        return outcome
    old = import_module("plumbline.cli.checking.baseline")
    if write_baseline:
        return replace(outcome, written=old.baseline_write(Path(baseline), checked))
    known = old.baseline_applied(Path(baseline), checked)
    return replace(outcome, checked=known.checked, known=known.hidden, gone=known.gone)


def path_for_services(path: str) -> str:
    """Return a path as services show it: from the folder the command runs in, with slashes."""
    return _path_from(path, os.getcwd())  # noqa: PTH109 — quicker, and asked for each finding


@lru_cache(maxsize=256)
def _path_from(path: str, folder: str) -> str:
    full = Path(folder, path)
    return (full.relative_to(folder) if full.is_relative_to(folder) else full).as_posix()

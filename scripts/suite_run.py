"""Runs the whole suite: on SQLite, on PostgreSQL, in Chromium, and against the built wheel.

Tests that know of no database run once, beside SQLite. A part that this machine cannot run is left
out and named at the very end, so that nobody takes a partial run for a whole one. With
`--require-all`, or with `CI=true` in the environment, a part left out is a failure. Where
`make check` has just passed, `--after-check` leaves out what it ran, the quick tests on SQLite. So
that a change is judged within twenty minutes it also asks the tests of single pages, and those that
say the same on any database, of SQLite alone, and each address as whoever may, a lead, a deputy, a
viewer, a stranger and nobody rather than as the whole cast. Services, selectors, API, tenancy and
privacy are asked of both databases every time.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scripts.system_install import chromium_is_present, postgresql_is_present

ROOT = Path(__file__).resolve().parent.parent
PYTEST = (sys.executable, "-m", "pytest", "-q")
#: Few at a time, in their order: neither core waits at the end for much that the other one holds.
BOTH_CORES = (*PYTEST, "-n", "auto", "--maxschedchunk", "8", "-m")
CLUSTER = (sys.executable, "scripts/postgres_cluster.py", "--")


@dataclass(frozen=True, slots=True)
class Phase:
    """One part of the run.

    Attributes:
        name: What it proves.
        command: What is run, from the root of the repository.
        needs: What the machine must have for it, in words; empty when nothing special.
        is_possible: Says whether the machine has it.
    """

    name: str
    command: Sequence[str]
    needs: str = ""
    is_possible: Callable[[], bool] = lambda: True


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a phase ended.

    Attributes:
        phase: Which one.
        status: "passed", "failed" or "not run".
        closing_line: The last line it printed.
        seconds: How long it took.
    """

    phase: Phase
    status: str
    closing_line: str
    seconds: float


SQLITE = "SQLite"
PHASES = (
    Phase(SQLITE, (*BOTH_CORES, "not browser")),
    Phase(
        "PostgreSQL",
        (*CLUSTER, *BOTH_CORES, "not browser and not without_database"),
        "PostgreSQL",
        postgresql_is_present,
    ),
    Phase(
        "Chromium",
        (*PYTEST, "-n", "auto", "--maxschedchunk", "1", "-m", "browser"),
        "Chromium",
        chromium_is_present,
    ),
    Phase("Wheel alone", (sys.executable, "scripts/wheel_check.py")),
)


ON_BOTH_ALWAYS = (
    "not browser and not without_database and not single_page and not alike and not every_person"
)
AFTER_CHECK = (
    Phase(SQLITE, (*BOTH_CORES, "thorough and not browser and not every_person")),
    replace(PHASES[1], command=(*CLUSTER, *BOTH_CORES, ON_BOTH_ALWAYS)),
    *PHASES[2:],
)
"""What is left to run where `make check` has passed."""


def phase_run(phase: Phase) -> Outcome:
    """Run one phase, passing its output on as it comes.

    Args:
        phase: What to run.

    Returns:
        How it ended; "not run" when the machine lacks what it needs.
    """
    if not phase.is_possible():
        return Outcome(phase, "not run", f"{phase.needs} is not installed", 0.0)
    print(f"\n=== {phase.name} ===", flush=True)
    started = time.monotonic()
    closing_line = ""
    with subprocess.Popen(
        phase.command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None  # noqa: S101 - a pipe was asked for
        for line in process.stdout:
            print(line, end="", flush=True)
            closing_line = line.strip() or closing_line
    status = "failed" if process.returncode else "passed"
    return Outcome(phase, status, closing_line, time.monotonic() - started)


def summary(outcomes: Sequence[Outcome]) -> str:
    """Put the outcomes into a table, what was not run last and loudest.

    Args:
        outcomes: One for each phase.

    Returns:
        Several lines of text.
    """
    lines = ["", "=== summary ==="]
    lines += [
        f"{item.phase.name:<12} {item.status:<8} {item.seconds:5.0f} s  {item.closing_line}"
        for item in outcomes
    ]
    lines += [
        f"!!! {item.phase.name} WAS NOT TESTED: {item.closing_line}. This was a partial run."
        for item in outcomes
        if item.status == "not run"
    ]
    return "\n".join(lines)


def exit_code(outcomes: Sequence[Outcome], *, require_all: bool) -> int:
    """Say whether the run as a whole succeeded.

    Args:
        outcomes: One for each phase.
        require_all: Whether a phase that was not run counts as a failure.

    Returns:
        0 or 1.
    """
    bad = {"failed", "not run"} if require_all else {"failed"}
    return int(any(item.status in bad for item in outcomes))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run every phase, also after one has failed, and print the summary."""
    parser = argparse.ArgumentParser(description="Run the whole suite.")
    parser.add_argument("--require-all", action="store_true", help="a phase left out is a failure")
    parser.add_argument("--after-check", action="store_true", help="make check has just passed")
    options = parser.parse_args(arguments)
    require_all = options.require_all or os.environ.get("CI") == "true"
    phases = AFTER_CHECK if options.after_check else PHASES
    outcomes = [phase_run(phase) for phase in phases]
    print(summary(outcomes), flush=True)
    return exit_code(outcomes, require_all=require_all)


if __name__ == "__main__":
    raise SystemExit(main())

"""Eight threads checking in on one SQLite file for some seconds, with an import alongside.

    python -m bench writers

Prints the rate, the worst wait and how often the database was locked; exits with 1 if it ever was.
"""

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bench.instance import instance_open

if TYPE_CHECKING:
    from bench.building import Built

THREADS = 8
SECONDS = 8.0
OBJECTIVES = 500

DOCUMENT_OBJECTIVES = 150


@dataclass(slots=True)
class Tally:
    """What all threads did together."""

    waits: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def main() -> int:
    """Build, write from all sides, print."""
    instance_open()
    from bench.building import organization_built, sums_fill  # noqa: PLC0415 — after set-up

    built = organization_built(OBJECTIVES)
    sums_fill(built)
    tally = Tally()
    until = time.monotonic() + SECONDS
    threads = [
        threading.Thread(target=_write, args=(built, number, until, tally))
        for number in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    imported = _import(built.organization.slug)
    for thread in threads:
        thread.join()
    return _told(tally, imported)


def _write(built: "Built", number: int, until: float, tally: Tally) -> None:
    from bench.measuring import check_in_acts  # noqa: PLC0415 — after set-up

    acts = check_in_acts(built, number)
    while time.monotonic() < until:
        begun = time.perf_counter()
        try:
            next(acts)()
        except Exception as error:  # noqa: BLE001 — every failure is a figure
            tally.failures.append(f"{type(error).__name__}: {error}")
        tally.waits.append(time.perf_counter() - begun)


def _import(slug: str) -> str:
    """Import a document through the command line meanwhile; say how it ended."""
    document = Path(os.environ["PLUMBLINE_DATA"]) / "bench.md"
    document.write_text(
        "\n".join(
            f"# Objective: Imported state {number} is true\n\n"
            f"- KR: Share of {number} from 10 % to 60 %\n"
            f"- KR: Time of {number} from 9 days to 2 days\n"
            for number in range(DOCUMENT_OBJECTIVES)
        ),
        "utf-8",
    )
    command = Path(sys.executable).with_name("plumbline")
    if not command.exists():
        return "no command line installed"
    begun = time.monotonic()
    done = subprocess.run(
        [command, "import", "markdown", document, "--organization", slug],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    took = time.monotonic() - begun
    last = (done.stdout + done.stderr).strip().splitlines()[-1:] or [""]
    return f"exit code {done.returncode} after {took:.1f} s: {last[0]}"


def _told(tally: Tally, imported: str) -> int:
    waits = sorted(tally.waits)
    locked = [text for text in tally.failures if "locked" in text]
    print(f"{len(waits) / SECONDS:.0f} check-ins a second from {THREADS} threads")
    print(f"median {waits[len(waits) // 2] * 1000:.0f} ms, worst wait {waits[-1] * 1000:.0f} ms")
    print(f"database is locked: {len(locked)}; other failures: {len(tally.failures) - len(locked)}")
    for text in sorted(set(tally.failures))[:5]:
        print(f"  {text}")
    print(f"import alongside: {imported}")
    return 1 if tally.failures else 0


if __name__ == "__main__":
    raise SystemExit(main())

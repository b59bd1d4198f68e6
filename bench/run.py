"""One size on one database, in a process of its own; prints its figures as JSON.

With crowds a second line holds all of them.

    python -m bench.run --size 1000

The environment names an empty instance; `python -m bench` provides one.
"""

import argparse
import dataclasses
import json
import resource
import subprocess
import sys
from collections.abc import Iterable
from time import perf_counter
from typing import TYPE_CHECKING, Any

from bench.instance import database_settle, instance_open

if TYPE_CHECKING:
    from bench.measuring import Line


def main() -> int:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m bench.run")
    parser.add_argument("--size", type=int, required=True)
    parser.add_argument("--people", type=int, required=True)
    parser.add_argument("--crowd", action="store_true")
    options = parser.parse_args()
    instance_open()
    # Models can be imported only now.
    from bench.crowd import crowds_asked  # noqa: PLC0415
    from bench.measuring import acts, sums  # noqa: PLC0415
    from bench.sizes import organization_of_size  # noqa: PLC0415
    from plumbline.cli.serving import memory_settle  # noqa: PLC0415

    begun = perf_counter()
    built = organization_of_size(options.size, people=options.people)
    built_in = perf_counter() - begun
    database_settle()
    memory_settle()  # as the server does before its first answer
    lines = _told(acts(built))
    lines += _told(sums(built))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    command = [sys.executable, "-m", "bench.recomputing"]
    alone = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = {"built_seconds": built_in, "memory_mb": memory, "lines": lines}
    found["recomputation"] = json.loads(alone.stdout)
    print(json.dumps(found), flush=True)
    if options.crowd:
        # Last: with a night's work done there is something to be judged of everything. What was
        # measured before is told already, should this break off.
        found["crowds"] = crowds_asked(built)
        print(json.dumps(found))
    return 0


def _told(measured: "Iterable[Line]") -> list[dict[str, Any]]:
    """Return lines as JSON takes them, and say each as soon as it is there."""
    lines = []
    for line in measured:
        print(f"  {line.act}: p50 {line.p50:.1f} ms, p95 {line.p95:.1f} ms", file=sys.stderr)
        lines.append(dataclasses.asdict(line))
    return lines


if __name__ == "__main__":
    raise SystemExit(main())

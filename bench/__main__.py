"""What the commonest acts cost, on both databases, beside hand-written SQL.

python -m bench                                  1,000 objectives on both databases
python -m bench --size 1000 --size 10000 --write also into docs/benchmarks.md
python -m bench --database sqlite --size 500 --people 500
python -m bench --database postgres --size 100000 --crowd   with 200,000 people, 5.2 million
                                                 check-ins, and by 2, 8 and 32 at a time
python -m bench writers                          eight threads and an import on SQLite
python -m bench crowd --size 1000                pages over HTTP by 2, 8 and 32 at a time
python -m bench audits --size 500 --size 2000   an audit by five practices, and whether it is linear
python -m bench previews --size 10000            what a policy would break, counted over everything
python -m bench keystrokes                       what findings cost while somebody types
python -m bench pages                            weight, LCP, TBT and CLS of the pages, in Chromium
"""

import argparse
import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from bench.audits import SIZES, Cost, costs_told
from bench.instance import instance_environment
from bench.machine import machine_words
from bench.report import page_write, table
from scripts.postgres_cluster import ClusterMistake

DATABASES = ("sqlite", "postgres")
WHAT = ("acts", "audits", "crowd", "keystrokes", "previews", "writers", "pages")
#: Modules that print their figures as JSON.
TELLING = ("bench.run", "bench.audits")
#: Longer means that something hangs: 100,000 objectives take half an hour on a busy machine.
SECONDS_MOST = 5400


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for; returns the exit code."""
    options = _parser().parse_args(arguments)
    # A signal becomes an exception, so that the instance and its cluster are taken down.
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    if options.what == "writers":
        return _child("sqlite", ["bench.writers"]).returncode
    if options.what == "pages":
        command = [sys.executable, "-m", "bench.visits", *(["--write"] if options.write else [])]
        return subprocess.run(command, timeout=SECONDS_MOST, check=False).returncode
    if options.what == "crowd":
        return _crowd(options)
    if options.what == "audits":
        return _audits(options)
    if options.what in {"keystrokes", "previews"}:
        database = "sqlite" if options.database == "both" else options.database
        size = str((options.size or [1000])[0])
        return _child(database, [f"bench.{options.what}", "--size", size]).returncode
    databases = DATABASES if options.database == "both" else (options.database,)
    results = []
    for size in options.size or [1000]:
        for database in databases:
            print(f"{database}, {size:,} objectives", file=sys.stderr)
            try:
                results.append(_run(database, size, options.people, crowd=options.crowd))
            except ClusterMistake as mistake:
                print(f"Left out: {mistake}", file=sys.stderr)
    print("\n\n".join(table(result) for result in results))
    if options.write:
        page_write(results)
    return 0 if results and not any(result["broke_off"] for result in results) else 1


def _crowd(options: argparse.Namespace) -> int:
    database = "postgres" if options.database == "both" else options.database
    size = (options.size or [1000])[0]
    asked = ["bench.crowd", "--size", str(size), "--people", str(options.people)]
    return _child(database, asked).returncode


def _audits(options: argparse.Namespace) -> int:
    database = "sqlite" if options.database == "both" else options.database
    costs = []
    for size in options.size or SIZES:
        done = _child(database, ["bench.audits", "--size", str(size)])
        if done.returncode:
            raise SystemExit(f"The bench failed with {size} objectives.")
        costs.append(Cost(**json.loads(done.stdout)))
    return costs_told(costs)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", nargs="?", choices=WHAT, default="acts")
    parser.add_argument("--size", type=int, action="append", help="objectives; may be repeated")
    parser.add_argument("--people", type=int, default=0, help="people; of itself 50, or 200,000")
    parser.add_argument("--database", choices=(*DATABASES, "both"), default="both")
    parser.add_argument("--crowd", action="store_true", help="let crowds ask behind the acts")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    return parser


def _run(database: str, size: int, people: int, *, crowd: bool) -> dict[str, Any]:
    asked = ["bench.run", "--size", str(size), "--people", str(people)]
    done = _child(database, [*asked, "--crowd"] if crowd else asked)
    told = done.stdout.splitlines()
    if done.returncode:
        print(f"The bench failed on {database} with {size} objectives.", file=sys.stderr)
        if not told:
            raise SystemExit(done.returncode)
    # What was measured before it broke off stands.
    found: dict[str, Any] = json.loads(told[-1])
    return {
        "database": database,
        "size": size,
        "people": people,
        "machine": machine_words(),
        "broke_off": bool(done.returncode),
        **found,
    }


def _child(database: str, module: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a module in a process of its own, against an empty instance."""
    with instance_environment(database) as environment:
        return subprocess.run(
            [sys.executable, "-m", *module],
            env=environment,
            stdout=subprocess.PIPE if module[0] in TELLING else None,
            text=True,
            timeout=SECONDS_MOST,
            check=False,
        )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

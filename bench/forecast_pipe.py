"""What `plumbline forecast` takes for many lines, in a process of its own.

    python -m bench.forecast_pipe --lines 100000

Each line has eight readings. At first all of them come on the same weekdays, then each line has
days of its own, for which nothing can be looked up that was computed for another.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import IO

from bench.machine import machine_words

START = date(2026, 1, 5)
DAYS, READINGS = 90, 8
#: Seconds of one core that 100,000 lines may take: a millisecond each.
MOST_EACH = 0.001


def main() -> int:
    """Write the lines, have them answered, print; returns 1 if it took too long."""
    parser = argparse.ArgumentParser(prog="python -m bench.forecast_pipe")
    parser.add_argument("--lines", type=int, default=100_000)
    count = parser.parse_args().lines
    missed = False
    print(f"{count:,} lines of {READINGS} readings; {machine_words()}.\n")
    print("| days | processor, s | by the clock, s | ms a line | MB at most | goal s |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, is_own in (("the same weekdays", False), ("each its own", True)):
        with tempfile.TemporaryFile() as lines:
            for line in _lines(count, is_own=is_own):
                lines.write(line)
            lines.seek(0)
            cpu, clock, memory = _answered(lines, count)
        late = "" if cpu <= MOST_EACH * count else " missed"
        missed |= bool(late)
        print(
            f"| {name} | {cpu:.1f} | {clock:.1f} | {cpu / count * 1000:.2f} | {memory} "
            f"| {MOST_EACH * count:.0f}{late} |"
        )
    return int(missed)


def _lines(count: int, *, is_own: bool) -> Iterator[bytes]:
    chance = random.Random(20261129)  # noqa: S311 — numbers to measure with, always the same
    for number in range(count):
        days = (
            sorted(chance.sample(range(1, DAYS - 20), READINGS))
            if is_own
            else [7 * week + 4 for week in range(READINGS)]
        )
        value, points = 0.0, []
        for day in days:
            value += chance.gauss(6, 4)
            points.append([str(START + timedelta(days=day)), round(value, 2)])
        asked = {
            "id": str(number),
            "start": str(START),
            "end": str(START + timedelta(days=DAYS)),
            "baseline": 0,
            "target": 100,
            "points": points,
        }
        yield json.dumps(asked).encode() + b"\n"


def _answered(lines: IO[bytes], count: int) -> tuple[float, float, int]:
    """Return seconds of processor and of clock, and MB, that answering took."""
    program = str(Path(sys.executable).with_name("plumbline"))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as answers:
        subprocess.run([program, "forecast"], stdin=lines, stdout=answers, check=True)
        clock = time.perf_counter() - begun
        answers.seek(0)
        answered = sum(json.loads(line).get("chance") is not None for line in answers)
    if answered != count:
        raise SystemExit(f"{count - answered} of {count} lines were not answered.")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, clock, after.ru_maxrss // 1024


if __name__ == "__main__":
    raise SystemExit(main())

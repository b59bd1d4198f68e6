"""Timing an act many times, with the number of its queries."""

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import connection

from bench.server import ServerClock


@dataclass(frozen=True, slots=True)
class Figures:
    """What several runs of one act took.

    Attributes:
        milliseconds: Of each run by the clock, ascending.
        cpu: Of each run in this process alone, ascending; what others take of a busy machine is
            not in it, nor is a database server.
        queries: Of the run with the most; savepoints and transaction statements count too.
        server: Processor time of the database's processes, the mean of all runs: its clock ticks
            every 10 ms. `None` where there is no server, or one that cannot be read.
    """

    milliseconds: tuple[float, ...]
    cpu: tuple[float, ...]
    queries: int
    server: float | None = None

    def percentile(self, share: float) -> float:
        """Return the value that `share` (0 to 1) of the runs did not exceed, by nearest rank."""
        return self.milliseconds[math.ceil(len(self.milliseconds) * share) - 1]

    @property
    def p50(self) -> float:
        """The median, in milliseconds."""
        return self.percentile(0.5)

    @property
    def p95(self) -> float:
        """What 95 % of the runs did not exceed, in milliseconds."""
        return self.percentile(0.95)


def timed(acts: Iterable[Callable[[], object]], *, warm: int = 2) -> Figures:
    """Run acts one after another; the first `warm` ones are not counted.

    Queries are counted in the warm runs only: counting itself takes time.
    """
    taken: list[float] = []
    cpu: list[float] = []
    queries = 0
    server = ServerClock.found()
    served = 0.0
    for number, act in enumerate(acts):
        if number < warm:
            queries = max(queries, _queries_of(act))
            continue
        at_server = server.milliseconds() if server else 0.0
        begun, used = time.perf_counter(), time.process_time()
        act()
        taken.append((time.perf_counter() - begun) * 1000)
        cpu.append((time.process_time() - used) * 1000)
        served += server.milliseconds() - at_server if server else 0.0
    mean = served / len(taken) if server else None
    return Figures(tuple(sorted(taken)), tuple(sorted(cpu)), queries, mean)


def repeated(act: Callable[[], object], times: int, *, warm: int = 2) -> Figures:
    """Run one act several times."""
    return timed([act] * (times + warm), warm=warm)


def _queries_of(act: Callable[[], object]) -> int:
    count = 0

    def counting(execute: Callable[..., object], *arguments: object) -> object:
        nonlocal count
        count += 1
        return execute(*arguments)

    with connection.execute_wrapper(counting):
        act()
    return count

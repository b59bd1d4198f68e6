"""Many people at once: pages over HTTP from the served instance, by 2, 8 and 32 at a time.

    python -m bench crowd --size 1000 --database postgres
    python -m bench --size 100000 --database postgres --crowd    behind all other figures

The server is `plumbline up` in processes of its own, as people run it, with its worker. Those who
ask are threads of this process: what they use of the machine is told beside, for it is not there
for the server. They ask twice: on a day whose night's work is done, and while all of it is due.
"""

import argparse
import http.client
import math
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from bench.instance import database_settle, instance_open
from bench.machine import machine_words
from bench.report import crowds_table

if TYPE_CHECKING:
    from bench.building import Built

CROWDS = (2, 8, 32)
SECONDS = 15.0
WARM_SECONDS = 10.0
READY_SECONDS = 120.0
STOP_SECONDS = 40.0
#: What is asked for, by the beginning of what `bench.pages` calls it.
PAGES = ("page of the tree", "page of my week", "page of a team", "page of an objective",
         "page of a key result", "page of people")  # fmt: skip


@dataclass(slots=True)
class Crowd:
    """What so many at once were answered.

    Attributes:
        waits: Seconds of each answer.
        failures: Status codes and errors that were no answer.
        took: Seconds in all.
        own_share: Of one core, what those who asked used themselves.
    """

    size: int
    waits: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    took: float = 0.0
    own_share: float = 0.0

    def percentile(self, share: float) -> float:
        """Return the milliseconds that `share` (0 to 1) of the answers did not exceed."""
        waits = sorted(self.waits)
        return waits[math.ceil(len(waits) * share) - 1] * 1000 if waits else math.nan

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.waits) / self.took

    def told(self) -> dict[str, Any]:
        """Return it as it is written into JSON and tables."""
        return {
            "size": self.size,
            "p50": self.percentile(0.5),
            "p95": self.percentile(0.95),
            "rate": self.rate,
            "failures": self.failures,
            "own_share": self.own_share,
        }


def main() -> int:
    """Build, serve, ask, print; returns 1 if anything failed."""
    parser = argparse.ArgumentParser(prog="python -m bench.crowd")
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--people", type=int, default=0)
    options = parser.parse_args()
    instance_open()
    from bench.sizes import organization_of_size  # noqa: PLC0415 — after set-up only

    built = organization_of_size(options.size, people=options.people)
    database_settle()
    return crowds_told(built)


def crowds_told(built: "Built") -> int:
    """Serve what was built, let each crowd ask, and print what they waited."""
    told = crowds_asked(built)
    print(crowds_table(told))
    return 1 if any(crowd["failures"] for crowd in (*told["crowds"], *told["at_night"])) else 0


def crowds_asked(built: "Built") -> dict[str, Any]:
    """Serve what was built, let each crowd ask, and return what they waited."""
    from bench.measuring import browser  # noqa: PLC0415 — after set-up only
    from bench.nights import night_make_due, night_work_through  # noqa: PLC0415 — as above
    from bench.pages import addresses  # noqa: PLC0415 — as above

    paths = [path for name, path in addresses(built) if name in PAGES]
    visitor = browser()
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in visitor.cookies.items())
    headers = {"Cookie": cookie, "Host": settings.ALLOWED_HOSTS[0]}
    took = night_work_through(built)
    day = _asked(paths, headers)
    night_make_due(built)
    night = _asked(paths, headers)
    return {
        "seconds": SECONDS,
        "machine": machine_words(),
        "night_seconds": took,
        "crowds": [crowd.told() for crowd in day],
        "at_night": [crowd.told() for crowd in night],
    }


def _asked(paths: Sequence[str], headers: dict[str, str]) -> list[Crowd]:
    with _served() as port:
        _ask(port, paths, headers, Crowd(1), until=time.monotonic() + WARM_SECONDS)
        return [_crowd(port, paths, headers, size) for size in CROWDS]


@contextmanager
def _served() -> Iterator[int]:
    """Run `plumbline up` on a free port until the end; yield the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    program = str(Path(sys.executable).with_name("plumbline"))
    server = subprocess.Popen(
        [program, "up", "--port", str(port), "--data", os.environ["PLUMBLINE_DATA"]],
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(server, port)
        yield port
    finally:
        server.terminate()
        server.wait(STOP_SECONDS)


def _wait(server: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.2)
        else:
            connection.close()
            return
    raise RuntimeError("The server did not come up.")


def _crowd(port: int, paths: Sequence[str], headers: dict[str, str], size: int) -> Crowd:
    crowd = Crowd(size)
    begun, used = time.monotonic(), time.process_time()
    until = begun + SECONDS
    threads = [
        threading.Thread(target=_ask, args=(port, paths, headers, crowd, until, number))
        for number in range(size)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    crowd.took = time.monotonic() - begun
    crowd.own_share = (time.process_time() - used) / crowd.took
    return crowd


def _ask(
    port: int,
    paths: Sequence[str],
    headers: dict[str, str],
    crowd: Crowd,
    until: float,
    first: int = 0,
) -> None:
    """Ask for one page after the other until it is time, each asker from another one on."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    place = first
    while time.monotonic() < until:
        begun = time.perf_counter()
        try:
            connection.request("GET", paths[place % len(paths)], headers=headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            crowd.failures.append(type(error).__name__)
            connection.close()
        else:
            if answer.status == 200:
                crowd.waits.append(time.perf_counter() - begun)
            else:
                crowd.failures.append(str(answer.status))
        place += 1
    connection.close()


if __name__ == "__main__":
    raise SystemExit(main())

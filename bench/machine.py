"""What figures were measured on, in words."""

import os
import platform
import time
from datetime import UTC, datetime

#: Never changed, for figures of other days were set beside it.
ROUNDS = 200_000
TRIES = 5


def machine_words() -> str:
    """Return the day, and cores, load, Python and speed of this machine."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"{datetime.now(UTC).date()}; {os.cpu_count()} cores ({platform.machine()}), load {load}, "
        f"Python {platform.python_version()}, a piece of work in {work_milliseconds():.1f} ms"
    )


def work_milliseconds() -> float:
    """Return what a fixed piece of the interpreter's work takes in processor time, at best.

    Calls, attributes, text and dictionaries in about the shares that a page has of them, so that
    figures of two machines can be divided by it. The best of some tries is told: others on the
    machine only add to it.
    """
    taken = []
    for _ in range(TRIES):
        begun = time.process_time()
        _work()
        taken.append(time.process_time() - begun)
    return min(taken) * 1000


class _Count:
    """Something with a method and an attribute."""

    def __init__(self) -> None:
        self.seen: dict[str, int] = {}

    def add(self, name: str) -> int:
        """Count a name."""
        self.seen[name] = self.seen.get(name, 0) + 1
        return len(self.seen)


def _work() -> int:
    count, total = _Count(), 0
    for number in range(ROUNDS):
        total += count.add(f"name {number % 100}")
        if not number % 7:
            total += len(", ".join(("a", "b", str(number))))
    return total

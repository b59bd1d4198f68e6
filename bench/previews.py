"""What counting costs: what a practice would break if it were a policy, over everything.

    python -m bench previews --size 10000

The worker counts in turns of 200 objectives, and the page says meanwhile how far it has come. Told
are the seconds until the figures stand, and what one look at them takes before and after.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from bench.audits import OF_A_TEAM
from bench.instance import database_settle, instance_open

if TYPE_CHECKING:
    from bench.building import Built
    from plumbline.domain.governance.models import Practice
    from plumbline.domain.orgs.viewers import SystemActor

#: A practice whose rules read words and numbers of each key result.
KEY = "a-number-in-each"


def main() -> int:
    """Build one size, count what a policy would break, print what it took."""
    parser = argparse.ArgumentParser(prog="python -m bench.previews")
    parser.add_argument("--size", type=int, required=True)
    size: int = parser.parse_args().size
    instance_open()
    from bench.building import Shape, organization_built  # noqa: PLC0415 — after set-up

    teams = max(5, size // OF_A_TEAM)
    shape = Shape(teams=teams, people=2 * teams, check_ins=1, detailed=1, worded=True)
    built = organization_built(size, shape)
    database_settle()
    print(json.dumps(_counted(built)))
    return 0


def _counted(built: "Built") -> dict[str, float]:
    from bench.audits import practices_used  # noqa: PLC0415 — after set-up
    from bench.building import AT  # noqa: PLC0415
    from plumbline.domain.audits.services.previews import (  # noqa: PLC0415
        preview_ask,
        preview_go_on,
        previews_running,
    )
    from plumbline.domain.governance.library import LIBRARY  # noqa: PLC0415
    from plumbline.domain.governance.models import Practice  # noqa: PLC0415
    from plumbline.domain.tenancy.transactions import reading, writing  # noqa: PLC0415

    with writing(built.organization):
        actor = practices_used(built)
    with reading(built.organization):
        practice = Practice.objects.get(name=str(LIBRARY[KEY].name))
        before = _look(actor, practice, AT)
    with reading(built.organization, suspendable=True):
        preview_ask(actor=actor, practice=practice, at=AT)
    turns = iter(range(1, 10**6))
    begun, used = time.perf_counter(), time.process_time()
    with reading(built.organization, suspendable=True):
        for pk, _name in previews_running():
            preview_go_on(pk=pk, clock=lambda: AT, goes_on=_each(turns.__next__))
    taken, cpu = time.perf_counter() - begun, time.process_time() - used
    with reading(built.organization):
        after = _look(actor, practice, AT)
    return {**before, **{f"{name}_after": each for name, each in after.items()}} | {
        "turns": next(turns) - 1,
        "seconds": round(taken, 2),
        "cpu_seconds": round(cpu, 2),
    }


def _each(turn: Callable[[], int]) -> Callable[[], bool]:
    """Return what lets each turn go on, and counts it."""
    return lambda: turn() > 0


def _look(actor: "SystemActor", practice: "Practice", at: datetime) -> dict[str, float]:
    """Return what a page is told, and how long that took."""
    from plumbline.domain.audits.selectors.previews import practice_effect  # noqa: PLC0415

    begun = time.perf_counter()
    found = practice_effect(viewer=actor, practice=practice, at=at)
    taken = (time.perf_counter() - begun) * 1000
    return {
        "objectives": found.to_look_at,
        "broken": found.broken,
        "look_milliseconds": round(taken, 1),
    }


if __name__ == "__main__":
    sys.exit(main())

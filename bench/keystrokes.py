"""What the findings cost the server while somebody types a key result.

    python -m bench keystrokes --size 1000 --database sqlite

Sentences grow word by word, as they are sent when typing pauses, and each state is asked of the
server for the first time: by the form of a key result below an objective, and by that of an
objective. Five practices are in force (those of `bench audits`). Middleware, session and template
are included, the way over the line is not. Times are those by the clock; the share of this process
stands beside, for a machine that is busy with other things.
"""

import argparse
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from bench.instance import database_settle, instance_open

if TYPE_CHECKING:
    from django.test import Client

    from bench.building import Built

GOAL_MS = 50
TYPED = 300
"""States that are asked for, of each form."""


def main() -> int:
    """Build an organization, type, print; returns 1 where the goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.keystrokes")
    parser.add_argument("--size", type=int, required=True)
    size: int = parser.parse_args().size
    instance_open()
    from bench.audits import practices_used  # noqa: PLC0415 — after set-up
    from bench.building import Shape, organization_built  # noqa: PLC0415
    from bench.measuring import browser  # noqa: PLC0415
    from plumbline.domain.tenancy.transactions import writing  # noqa: PLC0415

    built = organization_built(size, Shape(worded=True))
    with writing(built.organization):
        practices_used(built)
    database_settle()
    return _measured(built, browser())


def _measured(built: "Built", client: "Client") -> int:
    """Time the forms one after another."""
    from django.urls import reverse  # noqa: PLC0415 — after set-up

    from bench.timing import timed  # noqa: PLC0415
    from plumbline.domain.okrs.models import Objective  # noqa: PLC0415
    from plumbline.domain.tenancy.transactions import reading  # noqa: PLC0415

    with reading(built.organization):
        above = Objective.objects.get(pk=built.levels[-1][0]).public_id
    address = reverse("wording", args=[built.organization.slug])
    missed = 0
    for form, query in (
        ("key result", f"?about=key_result&above={above}"),
        ("objective", "?about=objective"),
    ):
        acts = (_sent(client, address + query, each) for each in islice(_states(), TYPED))
        taken = timed(acts, warm=20)
        missed += taken.p95 > GOAL_MS
        share = taken.cpu[int(len(taken.cpu) * 0.95)]
        print(
            f"{form:>10}: p50 {taken.p50:5.1f} ms, p95 {taken.p95:5.1f} ms by the clock, "
            f"{share:5.1f} ms in this process, {taken.queries} queries (goal {GOAL_MS} ms)"
        )
    return int(missed > 0)


def _sent(client: "Client", address: str, title: str) -> Callable[[], None]:
    """Return the act of asking what the rules say of a title."""

    def act() -> None:
        answer = client.post(address, {"title": title})
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")

    return act


def _states() -> Iterator[str]:
    """Yield what stands in a field while sentences are typed, none of it twice."""
    from bench.wording import key_result_worded  # noqa: PLC0415 — beside the others

    seen: set[str] = set()
    place = 0
    while True:
        words = key_result_worded(place).split()
        place += 1
        for number in range(2, len(words) + 1):
            typed = " ".join(words[:number])
            if typed not in seen:
                seen.add(typed)
                yield typed


if __name__ == "__main__":
    raise SystemExit(main())

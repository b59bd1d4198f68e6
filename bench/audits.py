"""What an audit of a whole organization costs, by its size.

    python -m bench audits --size 500 --size 2000 --size 8000 --database sqlite

Five practices are in force: on wording, on targets, on how many objectives a team has, on owners
and on rhythm. A size of its own is an organization of its own; the seconds are those of the
processor in this process, and the growth says how they went up beside the number of objectives.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bench.instance import database_settle, instance_open

if TYPE_CHECKING:
    from bench.building import Built
    from plumbline.domain.orgs.viewers import SystemActor

#: Keys of the library, and how firmly each is asked.
PRACTICES = (
    ("results-not-work", "policy"),
    ("a-number-in-each", "policy"),
    ("three-objectives", "guideline"),
    ("one-owner", "policy"),
    ("weekly-check-in", "guideline"),
)
#: Objectives of a team, so that a larger organization has more teams and no larger ones.
OF_A_TEAM = 10
SIZES = (500, 2000, 8000)
#: So much more a subject than at the smallest size is called linear.
LINEAR_WITHIN = 1.25


@dataclass(frozen=True, slots=True)
class Cost:
    """What one audit took."""

    size: int
    findings: int
    cpu_seconds: float
    seconds: float

    @property
    def each(self) -> float:
        """Milliseconds of the processor for each objective."""
        return self.cpu_seconds * 1000 / self.size


def main() -> int:
    """Build one size, audit it, print what it took as JSON."""
    parser = argparse.ArgumentParser(prog="python -m bench.audits")
    parser.add_argument("--size", type=int, required=True)
    size: int = parser.parse_args().size
    instance_open()
    from bench.building import Shape, organization_built  # noqa: PLC0415 — after set-up

    teams = max(5, size // OF_A_TEAM)
    shape = Shape(teams=teams, people=2 * teams, check_ins=1, detailed=1, worded=True)
    built = organization_built(size, shape)
    database_settle()
    print(json.dumps(_audited(built, size)))
    return 0


def costs_told(costs: Sequence[Cost]) -> int:
    """Print what audits took; returns 1 where it grew faster than the number of objectives."""
    for cost in costs:
        print(
            f"{cost.size:>6,} objectives, {cost.findings:>6,} findings: "
            f"{cost.cpu_seconds:6.2f} s of processor ({cost.each:.2f} ms each), "
            f"{cost.seconds:6.2f} s by the clock"
        )
    growth = max(cost.each for cost in costs) / costs[0].each
    print(f"at most {growth:.2f} times as much an objective as at {costs[0].size:,}")
    return int(growth > LINEAR_WITHIN)


def _audited(built: "Built", size: int) -> dict[str, float]:
    from bench.building import AT  # noqa: PLC0415 — after set-up
    from plumbline.domain.audits.models import AuditFinding  # noqa: PLC0415
    from plumbline.domain.audits.services.making import audit_run  # noqa: PLC0415
    from plumbline.domain.tenancy.transactions import reading, writing  # noqa: PLC0415

    with writing(built.organization):
        actor = practices_used(built)
    begun, used = time.perf_counter(), time.process_time()
    with reading(built.organization, suspendable=True):
        audit = audit_run(actor=actor, at=AT, waits=True)
    taken, cpu = time.perf_counter() - begun, time.process_time() - used
    with reading(built.organization):
        findings = AuditFinding.objects.filter(audit=audit).count()
    return {"size": size, "findings": findings, "cpu_seconds": cpu, "seconds": taken}


def practices_used(built: "Built") -> "SystemActor":
    """Switch governance on and take the practices into use; returns who audits."""
    from bench.building import AT  # noqa: PLC0415 — after set-up
    from plumbline.domain.governance.choices import Tier  # noqa: PLC0415
    from plumbline.domain.governance.library import LIBRARY  # noqa: PLC0415
    from plumbline.domain.governance.services.practice_writing import (  # noqa: PLC0415
        PracticeValues,
    )
    from plumbline.domain.governance.services.practices import practice_adopt  # noqa: PLC0415
    from plumbline.domain.orgs.rights import Act, Kind  # noqa: PLC0415
    from plumbline.domain.orgs.services.organization import module_set  # noqa: PLC0415
    from plumbline.domain.orgs.viewers import SystemActor  # noqa: PLC0415
    from plumbline.domain.tenancy.modules import ModuleKey  # noqa: PLC0415

    actor = SystemActor(
        organization_id=built.organization.pk,
        name="bench",
        rights=frozenset((act, kind) for kind in Kind for act in Act),
    )
    module_set(actor=actor, key=ModuleKey.GOVERNANCE, enabled=True, at=AT)
    for key, tier in PRACTICES:
        entry = LIBRARY[key]
        values = PracticeValues(
            name=str(entry.name),
            text=str(entry.text),
            gates=entry.gates,
            bindings=entry.bindings,
            effective_on=AT.date(),
        )
        practice_adopt(
            actor=actor,
            values=values,
            tier=Tier(tier),
            reason="To measure",
            at=AT - timedelta(hours=1),
        )
    return actor


if __name__ == "__main__":
    sys.exit(main())

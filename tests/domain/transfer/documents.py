"""Documents for the tests of import and export, and the short way to bring one in."""

from collections.abc import Callable
from datetime import UTC, datetime

from plumbline.domain.journal.models import Source
from plumbline.domain.transfer.models import ImportBatch
from plumbline.domain.transfer.plan_values import ImportPlan, ImportTarget
from plumbline.domain.transfer.selectors.plan import import_plan
from plumbline.domain.transfer.services.imports import ImportFile, import_document
from plumbline.engine.workbooks.read import file_read
from tests.world import World

#: After the cycle of `CLAIMS` has run for some weeks.
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

CLAIMS = """\
plumbline: 1
organization: Example Freight
cycle: {name: 2026-Q4, start: 2026-10-01, end: 2026-12-31}
priorities:
  - id: trust
    title: Hauliers trust us with what matters to them
objectives:
  - id: win-midmarket
    title: Mid-size hauliers choose us for how we treat a damaged load
    owner: mia@freight.example
    team: company
    priority: trust
    style: aspirational
    state: active
    key_results:
      - id: renewals
        title: Mid-size hauliers who renew from 71 % to 84 %
        owner: mia@freight.example
        metric: {kind: increase, unit: "%", baseline: 71, target: 84}
        check_ins:
          - {date: 2026-10-20, value: 73, confidence: 5, note: Slow start}
          - {date: 2026-11-15, value: 75, confidence: 6}
  - id: claims-before-calls
    title: Claims are settled before customers think of calling us
    owner: Kim Unknown
    team: claims
    style: committed
    state: active
    supports: [{id: win-midmarket, weight: 2}]
    key_results:
      - id: settle-time
        title: Median time to settle a claim from 9 days to 2 days
        metric: {kind: decrease, unit: days, baseline: 9, target: 2}
        current: {value: 6.5, date: 2026-11-16, confidence: 6}
      - id: reopened
        title: Reopened claims stay at most 3 %
        guardrail: true
        metric: {kind: at_most, unit: "%", target: 3}
        current: {value: 3.4, date: 2026-11-16, confidence: 8}
"""


def plan_of(
    world: World,
    text: str | bytes,
    *,
    name: str = "okrs.yaml",
    who: str = "ada",
    target: ImportTarget | None = None,
    at: datetime = NOW,
) -> ImportPlan:
    """Read a text and plan its import."""
    data = text.encode() if isinstance(text, str) else text
    result = file_read(data, name=name)
    viewer = world.viewer(who, at=at, source=Source.CLI)
    with world.reading():
        return import_plan(viewer=viewer, result=result, target=target, at=at)


def bring_in(
    world: World,
    text: str | bytes,
    *,
    name: str = "okrs.yaml",
    who: str = "ada",
    target: ImportTarget | None = None,
    at: datetime = NOW,
    progress: Callable[[int, int], None] | None = None,
) -> ImportBatch:
    """Import a text as one of the cast."""
    data = text.encode() if isinstance(text, str) else text
    plan = plan_of(world, data, name=name, who=who, target=target, at=at)
    with world.reading():
        return import_document(
            actor=world.viewer(who, at=at, source=Source.CLI),
            plan=plan,
            at=at,
            file=ImportFile(name, "yaml", data),
            progress=progress,
        )


DEPENDED = """
dependencies:
  - title: The states of a claim, told by hauliers
    needed_by: 2026-12-01
    waiting: renewals
    delivering_team: claims
    delivering_person: kim@freight.example
    state: accepted
    author: kim@freight.example
    asked_at: 2026-11-02T08:30:00Z
  - title: "= A list | of hauliers"
    needed_by: 2026-10-30
    waiting_team: claims
    waiting_person: mia@freight.example
    delivering: renewals
    state: declined
    reason: Nobody has a hand free
    asked_at: 2026-11-03T08:30:00Z
"""
"""What may stand at the end of `CLAIMS`."""

"""A day that lies outside the cycle.

What it finds:
    Key results whose start or due day lies outside the cycle of their document.

Why it matters:
    Progress is computed over the cycle. What ends later cannot be graded in it.

Source:
    Field practice: key result dates match the objective and period.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Renewal rate from 84% to 92%"
            due: 2026-06-30

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Renewal rate from 84% to 92%"
            due: 2026-03-20

Parameters:
    None.

Mend:
    Move the day into the cycle, or the key result into the next.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-R07",
    name="outside-cycle",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find days outside the cycle."""
    cycle = document.cycle
    if cycle is None:
        return
    for _, one, item in key_results(document, guardrails=True):
        for name, day in (("start", one.start), ("due", one.due)):
            early = day is not None and cycle.start is not None and day < cycle.start
            late = day is not None and cycle.end is not None and day > cycle.end
            if day is not None and (early or late):
                said = {"day": day.isoformat()}
                yield found(RULE, item, Message("rules.outside_cycle", said), field=name)

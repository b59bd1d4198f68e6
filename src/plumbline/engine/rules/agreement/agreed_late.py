"""Agreed too late before its cycle.

What it finds:
    Objectives that became active later than so many days before the first day of their cycle, or
    are still not active by then. Nothing is asked before the parameter says how many.

Why it matters:
    Who depends on an objective plans before the cycle begins. What comes later is news to them.

Source:
    Our own reasoning: plans that are agreed in the cycle shorten it. How many days is for each
    organization to say.

Bad:
    # params: days = 7
    # today: 2025-12-30
    objectives:
      - {title: Buyers trust us before they call, state: draft}

Good:
    # params: days = 7
    # today: 2025-12-25
    objectives:
      - {title: Buyers trust us before they call, state: draft}

Good:
    # today: 2025-12-30
    objectives:
      - {title: Buyers trust us before they call, state: draft}

Parameters:
    days: Days before the first day of the cycle by which it is active; 0 asks nothing

Mend:
    Agree on it for the next cycle, or say why it cannot wait.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from plumbline.engine.documents.model import Document, State
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import Item, found, objectives
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import number

RULE = Rule(
    code="PL-G02",
    name="agreed-late",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    days: int = number(
        0, 0, 180, "Days before the first day of the cycle by which it is active; 0 asks nothing"
    )


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find objectives that were agreed late, or still are not agreed."""
    cycle = document.cycle
    if not params.days or cycle is None or cycle.start is None:
        return
    due = cycle.start - timedelta(days=params.days)
    for item in objectives(document):
        agreed = _agreed_on(item, context)
        if agreed is not None and agreed > due:
            late = (agreed - due).days
            said = {"day": due.isoformat(), "days": params.days, "late": late}
            yield found(RULE, item, Message("rules.agreed_late", said), field="state")


def _agreed_on(item: Item, context: Context) -> date | None:
    """Return the first day on which it counts as agreed: for a draft today, at the earliest."""
    if item.objective.state is State.ACTIVE:
        return context.begun.get(item.objective.id or "")
    return context.today

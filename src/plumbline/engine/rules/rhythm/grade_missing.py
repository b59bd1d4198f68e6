"""A cycle that is over and not graded.

What it finds:
    Objectives that are still active after the last day of their cycle and carry no grade.

Why it matters:
    Ungraded cycles teach nothing, and the next plan begins with guesses.

Source:
    Google re:Work: grade OKRs publicly at the end of the cycle.

Bad:
    # today: 2026-04-20
    objectives:
      - {title: Buyers trust us before they call, state: active}

Good:
    # today: 2026-03-20
    objectives:
      - {title: Buyers trust us before they call, state: active}

Parameters:
    days: Days after the end that are given for it.

Mend:
    Grade it, and write down what was learned.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document, State
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, objectives
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import number

RULE = Rule(
    code="PL-R08",
    name="grade-missing",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.HINT,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    days: int = number(14, 0, 90, "Days after the end that are given for it")


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find objectives that were not graded."""
    cycle = document.cycle
    if cycle is None or cycle.end is None or context.today is None:
        return
    if (context.today - cycle.end).days <= params.days:
        return
    for item in objectives(document):
        if item.objective.state is State.ACTIVE and item.objective.grade is None:
            yield found(RULE, item, Message("rules.grade_missing"), field="grade")

"""Somebody who always reaches everything.

What it finds:
    Owners of objectives whose earlier cycles were all graded at the top.

Why it matters:
    All 1.0 is either a very good team or a row of targets that were safe. Ask which, before
    the next one is set.

Source:
    Google re:Work: 0.6 to 0.7 on average is the sweet spot; sandbagging.

Bad:
    # grades: ada@example.org = 1.0, 1.0, 0.98
    objectives:
      - {title: Buyers trust us before they call, owner: ada@example.org, style: aspirational}

Good:
    # grades: ada@example.org = 1.0, 0.7, 0.6
    objectives:
      - {title: Buyers trust us before they call, owner: ada@example.org, style: aspirational}

Parameters:
    cycles: Earlier cycles that must all be graded at the top.

Mend:
    Raise the bar, or call them committed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from plumbline.engine.documents.model import Document, Style
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, objectives
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import number

RULE = Rule(
    code="PL-R06",
    name="always-reached",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.HINT,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    cycles: int = number(3, 2, 12, "Earlier cycles that must all be graded at the top")


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find owners who always reach everything."""
    for item in objectives(document):
        if item.objective.style is Style.COMMITTED:
            continue
        past = context.grades.get(item.objective.owner or "", ())[-params.cycles :]
        if len(past) == params.cycles and min(past) >= _TOP:
            yield found(RULE, item, Message("rules.always_reached", {"cycles": params.cycles}))


_TOP = Decimal("0.95")

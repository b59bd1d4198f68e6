"""Nobody answers for it.

What it finds:
    Objectives and key results without an owner. A key result takes the owner of its objective
    only where that is set so.

Why it matters:
    What belongs to all is done by none.

Source:
    Doerr, Measure What Matters: one owner for each key result.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Renewal rate from 84% to 92%
          - title: Disputes from 4% to 1%

Good:
    objectives:
      - title: Buyers trust us before they call
        owner: ada@example.org
        key_results: [{title: Renewal rate from 84% to 92%, owner: carl@example.org}]

Parameters:
    inherits: A key result without an owner belongs to the owner of its objective.

Mend:
    Name one person.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results, objectives
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import choice

RULE = Rule(
    code="PL-O01",
    name="owner-missing",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    inherits: bool = choice(
        False, "A key result without an owner belongs to the owner of its objective"
    )


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find what nobody owns."""
    for item in objectives(document):
        if not item.objective.owner:
            yield found(RULE, item, Message("rules.owner_missing"), field="owner")
    for objective, one, item in key_results(document, guardrails=True):
        if not one.owner and not (params.inherits and objective.owner):
            yield found(RULE, item, Message("rules.owner_missing"), field="owner")

"""A number nobody knows where to look up.

What it finds:
    Active key results with a metric that name no source of their numbers.

Why it matters:
    When the owner is away the number is away, and two people read two numbers.

Source:
    Our own reasoning: a number nobody can look up again is an opinion.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Renewal rate from 84% to 92%"
            state: active

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Renewal rate from 84% to 92%"
            state: active
            measurement: {source: Billing system}

Parameters:
    None.

Mend:
    Name the report, query or person it comes from.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document, State
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.metrics import states_number
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-E04",
    name="source-missing",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.HINT,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find numbers without a source."""
    for objective, one, item in key_results(document, guardrails=True):
        if State.ACTIVE not in (one.state, objective.state) or not states_number(one):
            continue
        if one.measurement is None or not one.measurement.source:
            yield found(RULE, item, Message("rules.source_missing"), field="measurement")

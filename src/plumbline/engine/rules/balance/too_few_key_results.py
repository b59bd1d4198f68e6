"""Fewer key results than it takes to prove an objective.

What it finds:
    Objectives with fewer key results than the limit, guardrails not counted. Drafts without
    any are left alone while they are drafts.

Why it matters:
    One number can nearly always be reached in a way nobody wanted.

Source:
    Measure What Matters, litmus tests on insufficient key
    results.

Bad:
    objectives:
      - title: Buyers trust us before they call
        state: active
        key_results:
          - title: "Renewal rate from 90% to 92%"
          - title: "Calls about prices from 40 to 12 a week"
            state: stopped

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Renewal rate from 84% to 92%

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Renewal rate from 84% to 92%
          - title: Disputes from 4% to 1%

Parameters:
    least: Key results of one objective.

Mend:
    Add what would convince somebody who doubts the first.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document, State
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, objectives, standing
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import Laxer, number

RULE = Rule(
    code="PL-B03",
    name="too-few-key-results",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    least: int = number(2, 1, 6, "Key results of one objective", laxer=Laxer.LOWER)


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find objectives with too few key results."""
    for item in objectives(document):
        count = sum(not one.guardrail for _, one in standing(item.objective))
        if count < params.least and not (
            count == 0 and item.objective.state in (None, State.DRAFT)
        ):
            said = {"count": count, "least": params.least}
            yield found(RULE, item, Message("rules.too_few_key_results", said))

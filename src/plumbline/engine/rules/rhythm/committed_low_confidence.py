"""Committed, and not believed in from the start.

What it finds:
    Key results of committed objectives whose owner's confidence is low in the first weeks of
    the cycle.

Why it matters:
    A commitment others build on that its owner does not believe in is a broken promise with a
    date.

Source:
    Google, OKR Playbook: committed OKRs are expected at 1.0, with schedules and resources
    adjusted to reach them.

Bad:
    # today: 2026-01-20
    objectives:
      - title: Buyers trust us before they call
        style: committed
        key_results: [{title: Renewal rate from 84% to 92%, check_ins: [{date: 2026-01-19, value: 84, confidence: 3}]}]

Good:
    # today: 2026-01-20
    objectives:
      - title: Buyers trust us before they call
        style: committed
        key_results: [{title: Renewal rate from 84% to 92%, check_ins: [{date: 2026-01-19, value: 84, confidence: 8}]}]

Parameters:
    weeks: First weeks of the cycle that count as early.
    low: Confidence up to which it is low.

Mend:
    Adjust the target or the resources now, or call it aspirational.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document, Style
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results, week_of
from plumbline.engine.rules.metrics import last_reading
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import number

RULE = Rule(
    code="PL-R04",
    name="committed-low-confidence",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    weeks: int = number(4, 1, 13, "First weeks of the cycle that count as early")
    low: int = number(3, 1, 6, "Confidence up to which it is low")


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find commitments that are not believed in."""
    week = week_of(document, context.today)
    if week is None or week > params.weeks:
        return
    for objective, one, item in key_results(document):
        last = last_reading(one)
        if objective.style is not Style.COMMITTED or last is None or last.confidence is None:
            continue
        if last.confidence <= params.low:
            said = {"confidence": last.confidence}
            yield found(
                RULE, item, Message("rules.committed_low_confidence", said), field="check_ins"
            )

"""A confidence nobody thinks about.

What it finds:
    Key results whose last check-ins all carry the same confidence.

Why it matters:
    Confidence that never moves is typed, not thought. It is worth asking once what would
    change it.

Source:
    Wodtke, Radical Focus: confidence is rated anew every week.

Bad:
    # today: 2026-02-10
    objectives:
      - title: Buyers trust us before they call
        state: active
        key_results:
          - title: Renewal rate from 84% to 92%
            check_ins:
              - {date: 2026-01-12, value: 84, confidence: 5}
              - {date: 2026-01-19, value: 85, confidence: 5}
              - {date: 2026-01-26, value: 85, confidence: 5}
              - {date: 2026-02-02, value: 86, confidence: 5}

Good:
    # today: 2026-02-10
    objectives:
      - title: Buyers trust us before they call
        state: active
        key_results:
          - title: Renewal rate from 84% to 92%
            check_ins:
              - {date: 2026-01-12, value: 84, confidence: 5}
              - {date: 2026-01-19, value: 85, confidence: 6}
              - {date: 2026-01-26, value: 85, confidence: 5}
              - {date: 2026-02-02, value: 86, confidence: 7}

Parameters:
    check_ins: Check-ins in a row with the same confidence.

Mend:
    Ask what would raise it, and what would lower it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.metrics import check_ins_known
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import number

RULE = Rule(
    code="PL-R05",
    name="confidence-unchanged",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.HINT,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    check_ins: int = number(4, 2, 13, "Check-ins in a row with the same confidence")


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find confidence that does not move."""
    for _, one, item in key_results(document, guardrails=True):
        said = [
            check_in.confidence
            for check_in in check_ins_known(one, context)
            if check_in.confidence is not None
        ]
        last = said[-params.check_ins :]
        if len(last) == params.check_ins and len(set(last)) == 1:
            words = {"count": params.check_ins, "confidence": last[0]}
            yield found(RULE, item, Message("rules.confidence_unchanged", words), field="check_ins")

"""Evidence without a day.

What it finds:
    Key results that name what counts as evidence but not by when it is to be there.

Why it matters:
    Evidence that may come at any time comes after the grade.

Source:
    Our own reasoning: evidence without a day can always still come.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: The regulator trusts our reporting
            evidence: {counts: Letter without conditions}

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: The regulator trusts our reporting
            evidence: {counts: Letter without conditions, by: 2026-03-15}

Parameters:
    None.

Mend:
    Add the day.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-E02",
    name="evidence-without-day",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.HINT,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find evidence without a day."""
    for _, one, item in key_results(document, guardrails=True):
        if one.evidence is not None and one.evidence.by is None and one.due is None:
            yield found(RULE, item, Message("rules.evidence_without_day"), field="evidence")

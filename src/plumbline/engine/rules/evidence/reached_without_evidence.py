"""A milestone called reached, with nothing to show it.

What it finds:
    Milestones whose latest reading says that they are reached, or that their last stage is, and
    that carries neither evidence nor a link nor a file.

Why it matters:
    The one moment at which evidence costs nothing is when the thing happens.

Source:
    Google, OKR Playbook: key results must include evidence of completion, available and easy
    to find.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: The regulator grants the licence
            metric: {kind: milestone}
            evidence: {counts: The letter, by: 2026-03-15}
            check_ins: [{date: 2026-02-10, value: 1}]

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: The regulator grants the licence
            metric: {kind: milestone}
            evidence: {counts: The letter, by: 2026-03-15}
            check_ins: [{date: 2026-02-10, value: 1, evidence: "Letter of 9 February"}]

Parameters:
    None.

Mend:
    Attach or link what shows it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document, MetricKind
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.metrics import last_reading
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-E05",
    name="reached-without-evidence",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find milestones that nothing shows."""
    for _, one, item in key_results(document, guardrails=True):
        if one.metric is None or one.metric.kind is not MetricKind.MILESTONE:
            continue
        last = last_reading(one, context)
        if last is None or last.value is None or last.value < max(1, len(one.metric.stages)):
            continue
        if not (last.evidence or last.link or last.files):
            yield found(RULE, item, Message("rules.reached_without_evidence"), field="check_ins")

"""A milestone called reached, with nothing to show it.

What it finds:
    Milestones whose latest reading says that they are reached and carries neither evidence nor a
    link. `plumbline check` asks this rule, a practice cannot be bound to it: what a practice is
    told of a key result is its last value, without the files and links of the check-in.

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
        last = last_reading(one)
        milestone = one.metric is not None and one.metric.kind is MetricKind.MILESTONE
        if last is None or last.value is None or last.value < 1 or not milestone:
            continue
        if not last.evidence and not last.link:
            yield found(RULE, item, Message("rules.reached_without_evidence"), field="check_ins")

"""A qualitative key result that does not say what would show it.

What it finds:
    Key results without a number or direction, states and milestones, that name no evidence and no
    stages.

Why it matters:
    Whether it was reached is then a matter of who speaks last.

Source:
    Google, OKR Playbook: key results must include evidence of completion.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: The regulator trusts our reporting
            metric: {kind: milestone}

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: The regulator trusts our reporting
            metric: {kind: milestone}
            evidence: {counts: Letter without conditions, by: 2026-03-15}

Parameters:
    None.

Mend:
    Say what counts as evidence, and by when.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.language.directions import direction_of
from plumbline.engine.rules.language.line import line_read
from plumbline.engine.rules.language.placeholders import placeholders_in
from plumbline.engine.rules.language.verdict import verdict_of
from plumbline.engine.rules.metrics import states_number
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-E01",
    name="qualitative-without-evidence",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    reads_wording=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find qualitative key results without evidence."""
    for _, one, item in key_results(document):
        if one.evidence is not None or states_number(one):
            continue
        if one.metric is not None and one.metric.stages:
            continue
        line = line_read(one.title)
        measured = direction_of(line, work=False) != "none" or placeholders_in(one.title)
        if one.metric is not None or not (measured or verdict_of(one.title).is_work):
            yield found(RULE, item, Message("rules.qualitative_without_evidence"), field="evidence")

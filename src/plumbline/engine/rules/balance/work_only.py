"""An objective whose key results are all work.

What it finds:
    Objectives with two or more key results that all read as work, each surely enough to warn.

Why it matters:
    All of it can be done and the objective be no nearer.

Source:
    Google, OKR Playbook: key results describe outcomes; low-value objectives.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Publish 24 customer stories
          - title: Launch the new website

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Publish 24 customer stories
          - title: Renewal rate from 84% to 92%

Parameters:
    None.

Mend:
    Ask what the work together is to change, and measure that first.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, objectives, standing
from plumbline.engine.rules.language.verdict import verdict_of
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.thresholds import SURE

RULE = Rule(
    code="PL-B09",
    name="work-only",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    reads_wording=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find objectives that consist of work."""
    for item in objectives(document):
        verdicts = [verdict_of(one.title) for _, one in standing(item.objective)]
        surely = [one.is_work and one.confidence >= SURE.ratio for one in verdicts]
        if len(surely) > 1 and all(surely):
            yield found(RULE, item, Message("rules.work_only"))

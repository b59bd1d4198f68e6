"""An objective that does not say how it is to be judged.

What it finds:
    Objectives without a style: committed, aspirational or learning.

Why it matters:
    Nobody knows whether 0.7 will be a success or a miss until it is too late to matter.

Source:
    Google, OKR Playbook, trap 1: committed and aspirational not told apart.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Renewal rate from 84% to 92%
          - title: Disputes from 4% to 1%

Good:
    objectives:
      - title: Buyers trust us before they call
        style: committed
        key_results:
          - title: Renewal rate from 84% to 92%
          - title: Disputes from 4% to 1%

Parameters:
    None.

Mend:
    Choose committed, aspirational or learning.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, objectives
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-B07",
    name="style-missing",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.HINT,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find objectives without a style."""
    for item in objectives(document):
        if item.objective.style is None:
            yield found(RULE, item, Message("rules.style_missing"), field="style")

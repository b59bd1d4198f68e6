"""An objective that keeps things as they are.

What it finds:
    Objectives that begin with continue, maintain, keep or stay.

Why it matters:
    What is to stay as it is belongs to the health metrics. Objectives are for what is to
    change, and are few.

Source:
    Google re:Work, set goals with OKRs: avoid objectives such as keep hiring, maintain market
    position, continue doing X.

Bad:
    objectives:
      - title: Maintain our market position

Bad:
    objectives:
      - title: Continue to hire good people

Good:
    objectives:
      - title: Be the first choice for regional hospitals

Parameters:
    None.

Mend:
    Track it as a health metric or guardrail, and use the objective for what is to change.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, objectives
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-W10",
    name="business-as-usual",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.HINT,
    reads_wording=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find objectives that keep things as they are."""
    for item in objectives(document):
        match = _KEEPS.match(item.node.title)
        if match:
            yield found(
                RULE,
                item,
                Message("rules.business_as_usual"),
                at=match.span("verb"),
                evidence=(match["verb"],),
            )


_KEEPS = re.compile(
    r"(?i)\W{0,3}(?:we (?:will )?)?(?P<verb>continue|maintain(?:ing)?|keep (?:on|up|doing|hiring)?|sustain|carry on)\b"
)

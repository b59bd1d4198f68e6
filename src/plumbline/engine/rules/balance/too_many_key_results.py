"""More key results than an objective needs.

What it finds:
    Objectives with more key results than the limit, guardrails not counted.

Why it matters:
    Each further key result takes attention from the one that matters.

Source:
    Google re:Work asks for about three key results; the field goes up to 5. Four is our limit:
    a setting.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Renewal rate from 84% to 92%
          - title: Disputes from 4% to 1%
          - title: Contacts for each order from 7 to 4
          - title: Referrals from 30 to 60
          - title: Returns from 9% to 6%

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Renewal rate from 84% to 92%
          - title: Disputes from 4% to 1%
          - title: Contacts for each order from 7 to 4
          - title: Referrals from 30 to 60

Parameters:
    most: Key results of one objective.

Mend:
    Keep those that would convince a doubter.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, objectives, standing
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import Laxer, number

RULE = Rule(
    code="PL-B02",
    name="too-many-key-results",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    most: int = number(4, 1, 12, "Key results of one objective", laxer=Laxer.HIGHER)


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find objectives with too many key results."""
    for item in objectives(document):
        count = sum(not one.guardrail for _, one in standing(item.objective))
        if count > params.most:
            said = {"count": count, "most": params.most}
            yield found(RULE, item, Message("rules.too_many_key_results", said))

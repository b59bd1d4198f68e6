"""An aggressive target on growth or cost without a guardrail.

What it finds:
    Objectives with a key result on growth, revenue or cost that asks for a large
    change, and without any guardrail.

Why it matters:
    Growth can be bought with churn and savings with quality. A guardrail says what must not
    get worse.

Source:
    Wodtke, Radical Focus: health metrics beside OKRs; Grove, High Output Management: paired
    indicators.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Monthly recurring revenue from $40k to $80k
          - title: Cost per order from 9 to 4 EUR

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Monthly recurring revenue from $40k to $80k
          - title: Churn stays below 3%
            guardrail: true

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Renewal rate from 90% to 92%

Parameters:
    least_change_percent: Change asked, in percent of the start, from which on a target is
    aggressive.

Mend:
    Add what must not get worse meanwhile: churn, quality, overtime.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.families import AGGRESSIVE, family_of
from plumbline.engine.rules.finding import Item, found, objectives, standing
from plumbline.engine.rules.metrics import change_percent, holds
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import number

RULE = Rule(
    code="PL-B04",
    name="guardrail-missing",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    reads_wording=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    least_change_percent: int = number(
        25, 5, 200, "Change asked, in percent of the start, from which on a target is aggressive"
    )


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find aggressive targets without a guardrail."""
    for item in objectives(document):
        results = standing(item.objective)
        if any(one.guardrail or holds(one) for _, one in results):
            continue
        for index, one in results:
            if family_of(one) in AGGRESSIVE and change_percent(one) >= params.least_change_percent:
                at_fault = Item(item.objective, one, (item.at[0], index))
                yield found(RULE, at_fault, Message("rules.guardrail_missing"))
                break

"""A set that looks at one side only.

What it finds:
    Objectives with two or more key results all of which are about revenue, or all about cost.

Why it matters:
    What is measured alone gets its way at the expense of what is not.

Source:
    Kaplan and Norton, The Balanced Scorecard: measures of one kind alone mislead.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Annual revenue from 4M to 5M EUR
          - title: New bookings from 200k to 300k EUR

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Cost per order from 9 to 7 EUR
          - title: Travel expenses from 300k to 200k EUR

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Annual revenue from 4M to 5M EUR
          - title: Renewal rate from 84% to 92%

Parameters:
    None.

Mend:
    Add what the customer or the team would notice.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.families import family_of
from plumbline.engine.rules.finding import found, objectives, standing
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-B05",
    name="one-sided-set",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    reads_wording=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find objectives whose key results are all of one money family."""
    for item in objectives(document):
        results = [one for _, one in standing(item.objective)]
        families = {family_of(one) for one in results}
        if len(results) > 1 and len(families) == 1 and families <= {"revenue", "cost"}:
            said = {"family": next(iter(families))}
            yield found(RULE, item, Message("rules.one_sided_set", said))

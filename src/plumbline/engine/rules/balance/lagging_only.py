"""Only measures that confirm, none that foretells.

What it finds:
    Objectives with two or more key results that are all marked as lagging indicators.

Why it matters:
    Lagging measures say in the end that it failed. A leading one says so in time.

Source:
    Kaplan and Norton, The Balanced Scorecard, on leading and lagging measures.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - {title: Renewal rate from 84% to 92%, indicator: lagging}
          - {title: Disputes from 4% to 1%, indicator: lagging}

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - {title: Renewal rate from 84% to 92%, indicator: lagging}
          - {title: Answers within a day from 60% to 90%, indicator: leading}

Parameters:
    None.

Mend:
    Add what moves before.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document, Indicator
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, objectives, standing
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-B08",
    name="lagging-only",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.HINT,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find objectives with lagging measures alone."""
    for item in objectives(document):
        results = [one for _, one in standing(item.objective)]
        if len(results) > 1 and all(one.indicator is Indicator.LAGGING for one in results):
            yield found(RULE, item, Message("rules.lagging_only"))

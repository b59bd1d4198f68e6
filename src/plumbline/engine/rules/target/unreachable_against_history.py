"""A target far beyond anything earlier cycles brought.

What it finds:
    Key results whose change asked is several times the best of the earlier cycles. Earlier
    cycles are what the caller knows: in a terminal nothing. The application knows key results of
    the same title and unit in cycles that have ended, as far as everybody sees them; the guided
    way those that the writer sees.

Why it matters:
    A moonshot needs a new way, not the old one run harder. If none is in sight, the target
    only teaches people to ignore targets.

Source:
    Google re:Work: a sweet spot of 0.6 to 0.7 on average; quantiles of earlier changes as in
    the forecast benchmark.

Bad:
    # history: kr1 = 1, 2, 1, 2
    objectives:
      - title: Buyers trust us before they call
        style: committed
        key_results:
          - id: kr1
            title: Renewal rate from 50% to 95%

Good:
    # history: kr1 = 1, 2, 1, 2
    objectives:
      - title: Buyers trust us before they call
        style: committed
        key_results:
          - id: kr1
            title: Renewal rate from 50% to 53%

Parameters:
    least_cycles: Earlier cycles that must be known.
    times: How many times the best earlier change is too much.

Mend:
    Name what is done otherwise this time, or choose a target in reach.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found
from plumbline.engine.rules.metrics import against_history
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import number

RULE = Rule(
    code="PL-T09",
    name="unreachable-against-history",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.HINT,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    least_cycles: int = number(3, 2, 20, "Earlier cycles that must be known")
    times: float = number(3.0, 1.5, 20.0, "How many times the best earlier change is too much")


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find targets out of reach."""
    for item, asked, past in against_history(document, context):
        best = max(past, default=Decimal(0))
        if len(past) < params.least_cycles or best <= 0:
            continue
        if asked >= best * Decimal(str(params.times)):
            said = {"asked": asked, "best": best}
            yield found(
                RULE, item, Message("rules.unreachable_against_history", said), field="metric"
            )

"""A target that an ordinary cycle reaches anyway.

What it finds:
    Key results whose change asked is no more than what earlier cycles brought in most of them.
    Earlier cycles are what the caller knows: in a terminal nothing. The application knows key
    results of the same title and unit in cycles that have ended, as far as everybody sees them;
    the guided way those that the writer sees.

Why it matters:
    What happens by itself needs no objective. Sandbagged targets hide what the team could do.

Source:
    Google, OKR Playbook: timid objectives and sandbagging; quantiles of earlier changes as in
    the forecast benchmark.

Bad:
    # history: kr1 = 5, 6, 4, 7
    objectives:
      - title: Buyers trust us before they call
        style: aspirational
        key_results:
          - id: kr1
            title: Renewal rate from 80% to 82%

Good:
    # history: kr1 = 5, 6, 4, 7
    objectives:
      - title: Buyers trust us before they call
        style: aspirational
        key_results:
          - id: kr1
            title: Renewal rate from 80% to 92%

Parameters:
    least_cycles: Earlier cycles that must be known.
    share: Share of earlier cycles that reached as much.

Mend:
    Ask for more, or put the effort where it is needed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found
from plumbline.engine.rules.metrics import against_history
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import number

RULE = Rule(
    code="PL-T08",
    name="trivial-against-history",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    least_cycles: int = number(3, 2, 20, "Earlier cycles that must be known")
    share: float = number(0.75, 0.5, 1.0, "Share of earlier cycles that reached as much")


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find targets that come by themselves."""
    for item, asked, past in against_history(document, context):
        if len(past) < params.least_cycles:
            continue
        reached = sum(change >= asked for change in past)
        if reached >= params.share * len(past):
            said = {"reached": reached, "cycles": len(past)}
            yield found(RULE, item, Message("rules.trivial_against_history", said), field="metric")

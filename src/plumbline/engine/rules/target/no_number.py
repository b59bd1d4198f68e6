"""A key result without a number.

What it finds:
    Key results that state no number in their title and have no metric. Gaps such as X %, dates
    and versions are no numbers.

Why it matters:
    Without a number nobody can say how far it is, or agree that it was reached.

Source:
    Mayer, quoted in Measure What Matters: it is not a key result unless it has a number.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Improve customer satisfaction

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Launch the mobile app

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Customer satisfaction from 82% to 90%"

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Halve the number of open complaints

Parameters:
    None.

Mend:
    Say from where to where, in which unit, and where the number comes from.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.language.placeholders import placeholders_in
from plumbline.engine.rules.metrics import states_number
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-T01",
    name="no-number",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    reads_wording=True,
)


_MESSAGE = Message("rules.no_number")


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find key results without a number."""
    for _, key_result, item in key_results(document, guardrails=True):
        if states_number(key_result):
            continue
        if key_result.evidence is not None:
            continue  # a qualitative key result, bounded by its evidence (M8)
        # Of a gap placeholder-number says more.
        gap = bool(placeholders_in(key_result.title))
        yield found(RULE, item, _MESSAGE, only_hint=gap)

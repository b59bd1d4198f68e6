"""Several measures in one key result.

What it finds:
    Key results that join two targets with a number each: "and", a semicolon, or a slash
    between two measured things.

Why it matters:
    When one is reached and the other is not, nobody knows what the key result stands at.

Source:
    Field practice: one metric a key result; Perdoo and Quantive help pages ask for the same.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Raise the renewal rate to 92% and cut first response time to 2 hours"

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "NPS at 50; churn below 3%"

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Raise the renewal rate from 84% to 92%"

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Answer 90% of requests within 20 days"

Parameters:
    None.

Mend:
    Make a key result of each, or keep the one that matters.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.language.line import line_read
from plumbline.engine.rules.language.measures import second_measure
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-W06",
    name="several-measures",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    reads_wording=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find key results with two measures."""
    for _, key_result, item in key_results(document, guardrails=True):
        place = second_measure(line_read(key_result.title))
        if place is not None:
            words = key_result.title[place[0] : place[1]]
            yield found(RULE, item, Message("rules.several_measures"), at=place, evidence=(words,))

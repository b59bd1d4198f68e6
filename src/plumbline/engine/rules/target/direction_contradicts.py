"""A verb that goes the other way than the numbers.

What it finds:
    Titles such as increase … from 8 to 5, or reduce … from 3 to 6.

Why it matters:
    One of the two is a slip, and readers will not know which.

Source:
    Field practice.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Increase renewals from 90% to 80%"

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Reduce churn from 3% to 6%"

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Increase renewals from 80% to 90%"

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Reduce churn from 6% to 3%"

Parameters:
    None.

Mend:
    Swap the numbers, or correct the verb.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.language.line import line_read
from plumbline.engine.rules.language.vocabulary import DOWN, UP
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-T05",
    name="direction-contradicts",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    reads_wording=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find verbs that contradict their numbers."""
    for _, key_result, item in key_results(document, guardrails=True):
        line = line_read(key_result.title)
        metric = line.measured.metric
        if line.head is None or metric is None or metric.baseline is None or metric.target is None:
            continue
        up, down = bool(line.head_kinds & UP), bool(line.head_kinds & DOWN)
        if up == down or metric.baseline == metric.target:
            continue
        if up != (metric.target > metric.baseline):
            verb = line.tokens[line.head]
            yield found(
                RULE,
                item,
                Message(
                    "rules.direction_contradicts", {"verb": key_result.title[verb.start : verb.end]}
                ),
                at=(verb.start, verb.end),
            )

"""A pass or fail without an early warning.

What it finds:
    Milestones that are reached or not, without stages and without an indicator they are paired
    with.

Why it matters:
    It reads 0 until the last day. Whoever needs to help learns of it too late.

Source:
    Google re:Work scores what is reached or not with 0 or 1. That such a result needs an
    indicator beside it is our reasoning: it says nothing until the end.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: The regulator grants the licence
            metric: {kind: milestone}

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: The regulator grants the licence
            metric:
              kind: milestone
              stages:
                - {title: Filed, share: 0.3}
                - {title: Questions answered, share: 0.7}
                - {title: Granted, share: 1}

Parameters:
    None.

Mend:
    Give it stages, or pair it with something that moves before.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document, MetricKind
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-T12",
    name="binary-without-warning",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.HINT,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find milestones that give no warning."""
    for _, key_result, item in key_results(document):
        metric = key_result.metric
        if metric is None or metric.kind is not MetricKind.MILESTONE:
            continue
        if not metric.stages and not key_result.pairs_with:
            yield found(RULE, item, Message("rules.binary_without_warning"), field="metric")

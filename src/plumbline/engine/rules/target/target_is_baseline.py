"""A target that equals its start.

What it finds:
    Key results of increase or decrease whose target is their baseline.

Why it matters:
    It is reached before anybody does anything, and progress divides by zero.

Source:
    DESIGN of progress: target = baseline is refused.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Renewal rate from 90% to 90%"

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Renewal rate from 90% to 93%"

Parameters:
    None.

Mend:
    Set a target that differs, or make it a limit that is to hold.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.metrics import HELD, metric_of
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-T04",
    name="target-is-baseline",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find targets that equal their start."""
    for _, key_result, item in key_results(document, guardrails=True):
        metric = metric_of(key_result)
        if metric is None or metric.baseline is None or metric.target is None:
            continue
        if metric.baseline == metric.target and metric.kind not in HELD:
            yield found(RULE, item, Message("rules.target_is_baseline"), field="metric")

"""A number without what it counts.

What it finds:
    Metrics with a target, without a unit, whose title does not say in words what is counted.

Why it matters:
    A 40 that one reads as percent and another as points is two targets.

Source:
    Field practice.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Get better from 20 to 40

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Renewal rate from 20% to 40%"

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Customers who pay by invoice from 20 to 40

Parameters:
    None.

Mend:
    Name the unit: %, days, customers, euros.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.language.line import line_read
from plumbline.engine.rules.language.vocabulary import NOUN
from plumbline.engine.rules.metrics import metric_of
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-T06",
    name="unit-missing",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.HINT,
    reads_wording=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find numbers that count nothing."""
    for _, key_result, item in key_results(document, guardrails=True):
        metric = metric_of(key_result)
        if metric is None or metric.unit or metric.target is None or metric.stages:
            continue
        if not _names(key_result.title):
            yield found(RULE, item, Message("rules.unit_missing"), field="metric")


def _names(title: str) -> bool:
    """Return whether any word of a title may name what is counted: a noun, or one not known."""
    return any(
        token.word and (token.kinds & NOUN or not token.kinds) and token.text not in _EMPTY
        for token in line_read(title).tokens
    )


_EMPTY = frozenset({"get", "getting", "be", "become"})

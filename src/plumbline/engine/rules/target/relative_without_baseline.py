"""A change by a share of nobody knows what.

What it finds:
    Targets such as by 20 % or 30 % less where the start is not known and no day is named by
    which it will be.

Why it matters:
    By how much it rose can only be said once the start was written down; afterwards everybody
    finds the start that suits.

Source:
    Our own reasoning: a relative target resolves when the baseline is known.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Increase organic leads by 20%"

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "30% fewer returns"

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Increase organic leads from 200 to 240 a month

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Increase organic leads by 20%"
            metric: {kind: increase, unit: leads, baseline: 200, target: 240}

Parameters:
    None.

Mend:
    Add the start, or the day by which it will be measured.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.language.line import line_read
from plumbline.engine.rules.metrics import metric_of
from plumbline.engine.rules.model import Context, Finding, Mend, Rule, Severity, Status
from plumbline.engine.rules.rewording import with_ends

RULE = Rule(
    code="PL-T10",
    name="relative-without-baseline",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    reads_wording=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find relative targets without a start."""
    for _, key_result, item in key_results(document, guardrails=True):
        metric = metric_of(key_result)
        if metric is None or metric.baseline is not None or metric.baseline_by is not None:
            continue
        if metric.relative_target is not None:
            place = line_read(key_result.title).measured.target_at
            title = with_ends(key_result, metric.relative_target)
            yield found(
                RULE,
                item,
                Message("rules.relative_without_baseline"),
                at=place,
                mend=Mend(Message("rules.relative_without_baseline.mend"), title)
                if title
                else None,
            )

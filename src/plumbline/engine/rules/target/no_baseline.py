"""A key result that does not say where it starts.

What it finds:
    Key results without a baseline, neither in the metric nor in the title, and no day by which
    one is to be measured. Where there is no number at all, or the line reads as work, it only
    hints: no-number or activity-as-result says first what is wrong.

Why it matters:
    Without the start nobody can tell an ambitious target from one that is already met, and
    progress cannot be computed.

Source:
    Field practice; progress of increase and decrease is (current − baseline) ÷ (target −
    baseline).

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Raise customer satisfaction to 90%"

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Time to first answer under 2 hours

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Raise customer satisfaction from 82% to 90%"

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Raise customer satisfaction to 90%"
            metric: {kind: increase, unit: "%", baseline: 82, target: 90}

Parameters:
    None.

Mend:
    Add from where it starts, or a day by which the baseline will be measured.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document, MetricKind
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.language.verdict import verdict_of
from plumbline.engine.rules.metrics import states_baseline, states_number
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-T02",
    name="no-baseline",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    reads_wording=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find key results without a start."""
    for _, key_result, item in key_results(document):
        metric = key_result.metric
        if metric is not None and metric.kind in _NEEDS_NONE:
            continue
        if states_baseline(key_result):
            continue
        # Without a number, and of work, another rule says first what is wrong.
        other = not states_number(key_result)
        other = other or (metric is None and verdict_of(key_result.title).is_work)
        yield found(RULE, item, Message("rules.no_baseline"), field="metric", only_hint=other)


_NEEDS_NONE = (MetricKind.RANGE, MetricKind.MILESTONE)

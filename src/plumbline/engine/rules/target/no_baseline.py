"""A key result that does not say where it starts.

What it finds:
    Key results without a baseline, neither in the metric nor in the title, and no day by which
    one is to be measured. Where there is no number at all, or the line reads as work, it only
    hints: no-number or activity-as-result says first what is wrong. A limit that is to be kept
    needs no start, and is one where its metric and its title say so ("at least 95 %", "under 2
    hours" without a verb that moves it there); where only
    the title tells of one ("keep at least 95 %") it hints.

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

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Keep at least 95% of the shops open on Sundays"
            metric: {kind: at_least, unit: "%", target: 95}

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Complaints in a month
            metric: {kind: at_most, target: 5}

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Minutes with a complete feed at least 99.5 %
            metric: {kind: at_least, unit: "%", target: 99.5}

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Time to first answer under 2 hours
            metric: {kind: at_most, unit: h, target: 2}

Parameters:
    None.

Mend:
    Add from where it starts, or a day by which the baseline will be measured.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document, KeyResult, MetricKind
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.language.line import line_read
from plumbline.engine.rules.language.stated import number_places
from plumbline.engine.rules.language.verdict import verdict_of
from plumbline.engine.rules.language.vocabulary import DOWN, REACH, UP
from plumbline.engine.rules.metrics import (
    holds_in_words,
    metric_of,
    states_baseline,
    states_number,
)
from plumbline.engine.rules.model import Context, Finding, Mend, Rule, Severity, Status
from plumbline.engine.rules.rewording import with_start

RULE = Rule(
    code="PL-T02",
    name="no-baseline",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    reads_wording=True,
)


_MESSAGE = Message("rules.no_baseline")


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
        if _is_kept_limit(key_result):
            if metric is not None:
                continue
            yield found(RULE, item, _MESSAGE, field="metric", only_hint=True)
            continue
        # Without a number, and of work, another rule says first what is wrong.
        other = not states_number(key_result)
        other = other or (metric is None and verdict_of(key_result.title).is_work)
        title = with_start(key_result)
        yield found(
            RULE,
            item,
            _MESSAGE,
            field="metric",
            only_hint=other,
            mend=Mend(Message("rules.no_baseline.mend"), title) if title else None,
        )


def _is_kept_limit(key_result: KeyResult) -> bool:
    """Return whether a key result keeps a limit rather than moves towards it.

    "Keep at least 95 %", or "Share of open shops" with a limit that only its metric states: where
    it stands today is inside the limit, or it would be no limit to keep.
    """
    metric = metric_of(key_result)
    if metric is None or metric.kind not in _LIMITS:
        return False
    if holds_in_words(key_result):
        return True
    if key_result.metric is None:
        return False
    # "Reach at least 50 customers" moves, whatever kind it was given.
    line = line_read(key_result.title)
    if line.head_kinds & (UP | DOWN | REACH):
        return False
    return all(_LIMIT.search(key_result.title, 0, start) for start, _ in number_places(line))


_LIMIT = re.compile(
    r"(?i)(?:\bat (?:least|most)|\bno (?:more|less|fewer) than|\b(?:under|below|within|over|above|less than|fewer than|more than)|[<>≤≥])\s*[$€£]?$"
)
_LIMITS = (MetricKind.AT_LEAST, MetricKind.AT_MOST)
_NEEDS_NONE = (MetricKind.RANGE, MetricKind.MILESTONE)

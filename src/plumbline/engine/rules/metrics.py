"""What a key result measures, by its metric or by the words of its title."""

import re
from collections.abc import Iterator
from decimal import Decimal

from plumbline.engine.documents.model import (
    CheckIn,
    Document,
    KeyResult,
    Metric,
    MetricKind,
    Style,
)
from plumbline.engine.rules.finding import Item, key_results
from plumbline.engine.rules.language.line import line_read
from plumbline.engine.rules.language.stated import baseline_place, number_places
from plumbline.engine.rules.language.vocabulary import HOLD
from plumbline.engine.rules.model import Context

HELD = (MetricKind.AT_LEAST, MetricKind.AT_MOST, MetricKind.RANGE, MetricKind.MILESTONE)
"""Kinds that hold rather than move: a target may equal its start."""

_NOTHING_BESIDE = Context()
_STYLES = {
    "committed": Style.COMMITTED,
    "commit": Style.COMMITTED,
    "aspirational": Style.ASPIRATIONAL,
    "stretch": Style.ASPIRATIONAL,
    "moonshot": Style.ASPIRATIONAL,
    "roofshot": Style.COMMITTED,
    "learning": Style.LEARNING,
}
_STYLE_IN_TITLE = re.compile(
    r"(?i)[(\[]\s*(committed|commit|aspirational|stretch|moonshot|roofshot|learning)(?: goal| target)?\s*[)\]]"
)
_HOLDS = re.compile(
    r"(?i)\b(?:stays?|remains?|never|without (?:raising|lowering|losing)|no (?:loss|decline|rise))\b"
)


def metric_of(key_result: KeyResult) -> Metric | None:
    """Return the metric a key result has, or else the one its title states."""
    if key_result.metric is not None:
        return key_result.metric
    return line_read(key_result.title).measured.metric


def states_number(key_result: KeyResult) -> bool:
    """Return whether a key result says how much, in its metric or in its title."""
    metric = key_result.metric
    if metric is not None and (
        metric.stages
        or any(
            value is not None
            for value in (metric.target, metric.low, metric.high, metric.relative_target)
        )
    ):
        return True
    return bool(number_places(line_read(key_result.title)))


def states_baseline(key_result: KeyResult) -> bool:
    """Return whether a key result says where it starts, or by when that will be known."""
    metric = key_result.metric
    if metric is not None and (metric.baseline is not None or metric.baseline_by is not None):
        return True
    return baseline_place(line_read(key_result.title)) is not None


def change_percent(key_result: KeyResult) -> Decimal:
    """Return the change a key result asks of its start in percent, 0 where it is not known."""
    metric = metric_of(key_result)
    if metric is None:
        return Decimal(0)
    if metric.relative_target is not None:
        return abs(metric.relative_target)
    if metric.baseline is None or metric.target is None or metric.baseline == 0:
        return Decimal(0)
    return abs((metric.target - metric.baseline) / metric.baseline) * 100


def holds(key_result: KeyResult) -> bool:
    """Return whether a key result asks that something not get worse: a guardrail in all but name."""
    if key_result.metric is not None and key_result.metric.kind in HELD[:3]:
        return True
    return holds_in_words(key_result)


def holds_in_words(key_result: KeyResult) -> bool:
    """Return whether the title of a key result says that something is to stay as it is."""
    line = line_read(key_result.title)
    return bool(line.head_kinds & HOLD) or bool(_HOLDS.search(line.text, 0, 2000))


def style_said(key_result: KeyResult) -> Style | None:
    """Return the style a key result calls itself by, in brackets or by a tag."""
    match = _STYLE_IN_TITLE.search(key_result.title, 0, 2000)
    if match:
        return _STYLES[match[1].lower()]
    return next((_STYLES[tag.lower()] for tag in key_result.tags if tag.lower() in _STYLES), None)


def check_ins_known(key_result: KeyResult, context: Context) -> tuple[CheckIn, ...]:
    """Return the check-ins of a key result, as many of them as are known."""
    return context.check_ins.get(key_result.id or "", ()) or key_result.check_ins


def last_reading(key_result: KeyResult, context: Context = _NOTHING_BESIDE) -> CheckIn | None:
    """Return the latest check-in, or the one reading the text states.

    Args:
        key_result: Whose.
        context: With its check-ins, where more is asked of the latest than its value.
    """
    check_ins = check_ins_known(key_result, context)
    if check_ins:
        return max(check_ins, key=lambda check_in: check_in.date)
    return key_result.current


def against_history(
    document: Document, context: Context
) -> Iterator[tuple[Item, Decimal, tuple[Decimal, ...]]]:
    """Yield key results with a known past: the change asked, and what earlier cycles brought.

    Changes are turned so that the way the target lies is positive.
    """
    if isinstance(context.history, dict) and not context.history:
        return  # nothing is known, and nothing has to be read to see that
    for _, key_result, item in key_results(document):
        metric = metric_of(key_result) if key_result.id else None
        if metric is None or metric.baseline is None or metric.target is None:
            continue
        asked = metric.target - metric.baseline
        # It may have to be read first: it is asked for last.
        past = context.history.get(key_result.id or "") if asked else None
        if past is None:
            continue
        sign = 1 if asked > 0 else -1
        yield item, abs(asked), tuple(change * sign for change in past.changes)


__all__ = [
    "HELD",
    "against_history",
    "change_percent",
    "holds",
    "holds_in_words",
    "last_reading",
    "metric_of",
    "states_baseline",
    "states_number",
    "style_said",
]

"""Making findings: subjects, places in the text, and severity by confidence."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple
from weakref import ref

from plumbline.engine.documents.model import Document, KeyResult, Objective, State
from plumbline.engine.documents.spans import Span
from plumbline.engine.messages import Message
from plumbline.engine.rules.model import (
    Finding,
    Mend,
    Rule,
    Severity,
    Subject,
    SubjectKind,
    Suppression,
    new_finding,
    new_subject,
)
from plumbline.engine.rules.thresholds import SURE

LIVING = (None, State.PROPOSED, State.DRAFT, State.IN_REVIEW, State.ACTIVE)
"""States in which wording and structure may still be mended."""
RUNNING = (None, State.ACTIVE)
"""States in which check-ins are asked for."""


class Item(NamedTuple):
    """An objective, or one of its key results, as the rules walk through a document."""

    objective: Objective
    key_result: KeyResult | None
    at: tuple[int, int]

    @property
    def node(self) -> Objective | KeyResult:
        """Return the key result, or the objective where there is none."""
        return self.objective if self.key_result is None else self.key_result

    @property
    def subject(self) -> Subject:
        """Return what a finding names."""
        kind = SubjectKind.OBJECTIVE if self.key_result is None else SubjectKind.KEY_RESULT
        return Subject(kind, self.node.id, self.node.title, self.at)


def objectives(document: Document) -> Iterator[Item]:
    """Yield the objectives that may still be mended."""
    for index, objective in enumerate(document.objectives):
        if objective.state in LIVING:
            yield Item(objective, None, (index, -1))


def key_results(
    document: Document, *, guardrails: bool = False
) -> Iterator[tuple[Objective, KeyResult, Item]]:
    """Yield the key results that may still be mended, with guardrails if asked."""
    walked = _walked.get(guardrails)
    if walked is None or walked[0]() is not document:
        of = ref(document, _forget)
        walked = _walked[guardrails] = of, tuple(_key_results(document, guardrails))
    return iter(walked[1])


_walked: dict[bool, tuple[ref[Document], tuple[tuple[Objective, KeyResult, Item], ...]]] = {}
"""The walk through the document of the last call: a dozen rules take the same one in turn.

That saves an eighth of a check. It ends with the document, which may be all that a server read.
"""


def _forget(of: ref[Document]) -> None:
    """Forget the walk through a document that is gone, if no other one was walked since."""
    for guardrails, walked in tuple(_walked.items()):
        if walked[0] is of:
            _walked.pop(guardrails, None)


def _key_results(
    document: Document, guardrails: bool
) -> Iterator[tuple[Objective, KeyResult, Item]]:
    for index, objective in enumerate(document.objectives):
        if objective.state not in LIVING:
            continue
        for number, key_result in enumerate(objective.key_results):
            if key_result.state in LIVING and (guardrails or not key_result.guardrail):
                yield objective, key_result, Item(objective, key_result, (index, number))


def standing(objective: Objective) -> tuple[tuple[int, KeyResult], ...]:
    """Return the key results of an objective that were not dropped, each with its index.

    One that was stopped is kept and counts no more: neither as one of them nor as their guardrail.
    """
    return tuple(
        (number, each)
        for number, each in enumerate(objective.key_results)
        if each.state is not State.STOPPED
    )


def found(
    rule: Rule,
    item: Item,
    message: Message,
    *,
    field: str = "title",
    at: tuple[int, int] | None = None,
    evidence: tuple[str, ...] = (),
    confidence: float = 1.0,
    mend: Mend | None = None,
    only_hint: bool = False,
) -> Finding:
    """Return a finding about an objective or key result.

    Args:
        rule: The rule that found it.
        item: What it is about.
        message: What is wrong and what to do.
        field: The field at fault; where it has no text, the title is marked.
        at: Stretch of that field; all of it without.
        evidence: The words that led to it.
        confidence: Below the threshold of `thresholds` the finding is only a hint.
        mend: A way to mend it.
        only_hint: Another rule has the first word here; this one only adds to it.
    """
    objective, key_result, where = item
    node = objective if key_result is None else key_result
    kind = SubjectKind.OBJECTIVE if key_result is None else SubjectKind.KEY_RESULT
    text, spans = node.title, node.spans
    start, end = at if at is not None else (0, len(text))
    sure = confidence >= SURE.ratio and not only_hint
    severity = rule.default_severity if sure else Severity.HINT
    subject = new_subject((kind, node.id, text, where))
    span = place(spans, field, text, start, end) if spans else None
    confidence = round(confidence, 4)
    return new_finding(
        (rule, message, subject, severity, field, start, end, span, evidence, confidence, mend)
    )


def found_in_document(rule: Rule, document: Document, message: Message) -> Finding:
    """Return a finding about a document as a whole."""
    span = document.spans.get("self")
    return Finding(
        rule=rule,
        message=message,
        subject=Subject(SubjectKind.DOCUMENT, None, ""),
        severity=rule.default_severity,
        field="self",
        span=span,
    )


def found_in_comment(
    rule: Rule,
    suppression: Suppression,
    message: Message,
    evidence: tuple[str, ...],
    mend: Mend | None = None,
) -> Finding:
    """Return a finding about a comment."""
    return Finding(
        rule=rule,
        message=message,
        subject=Subject(SubjectKind.DOCUMENT, None, ""),
        severity=rule.default_severity,
        field="comment",
        span=suppression.span,
        evidence=evidence,
        mend=mend,
    )


def place(spans: Mapping[str, Span], field: str, text: str, start: int, end: int) -> Span | None:
    """Return where a stretch of a field stands in the document.

    A title that stands on one line character by character as it was read is marked exactly. One
    that is quoted, or was cleaned of mark-up on the way, is marked whole: where the text is at hand
    `marks.marked_exactly` knows more.
    """
    span = spans.get(field) or spans.get("title") or spans.get("self")
    if span is None or field != "title" or "title" not in spans:
        return span
    if span.line != span.end_line or span.end - span.start != len(text):
        return span
    return within(span, start, max(end, start))


def within(span: Span, start: int, end: int) -> Span:
    """Return a stretch of a span that stands on one line."""
    return Span(
        start=span.start + start,
        end=span.start + end,
        line=span.line,
        column=span.column + start,
        end_line=span.line,
        end_column=span.column + end,
    )


def week_of(document: Document, today: date | None) -> int | None:
    """Return the week of the cycle `today` lies in, from 1; `None` outside it or unknown."""
    cycle = document.cycle
    if today is None or cycle is None or cycle.start is None or today < cycle.start:
        return None
    if cycle.end is not None and today > cycle.end:
        return None
    return (today - cycle.start).days // 7 + 1

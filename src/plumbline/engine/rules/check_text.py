"""Running the rules over a document with the text it was read from, whose comments may hide."""

from dataclasses import dataclass, replace

from plumbline.engine.documents.model import Document
from plumbline.engine.documents.reading import ReadResult
from plumbline.engine.documents.source import Source
from plumbline.engine.documents.yaml_reader import KEY_INSIDE
from plumbline.engine.rules.check import Report, Selection, document_check, findings_weighed
from plumbline.engine.rules.codes import CODES
from plumbline.engine.rules.folding import findings_folded
from plumbline.engine.rules.marks import marked_exactly
from plumbline.engine.rules.model import Context, Finding, SubjectKind
from plumbline.engine.rules.registry import registered
from plumbline.engine.rules.suppressions import (
    comments_in,
    hidden_by,
    may_hide,
    suppressions_read,
)

ON_COMMENTS = tuple(code for code, path in CODES.items() if path.startswith("suppression."))


@dataclass(frozen=True, slots=True)
class TextReport:
    """What the rules found in a text.

    Attributes:
        report: The findings, in order of line and column.
        hidden: How many findings comments hid.
    """

    report: Report
    hidden: int = 0


def text_check(
    source: Source, read: ReadResult, context: Context, selection: Selection
) -> TextReport:
    """Run the rules over a text.

    Args:
        source: The text.
        read: What was read from it.
        context: What is known beside it.
        selection: Which rules run, and with which parameters.
    """
    document = read.document
    if document is None:
        return TextReport(Report(()))
    report = document_check(document, context, selection)
    report = replace(report, findings=_stated_elsewhere_out(read, document, report.findings))
    exactly = (marked_exactly(source, document, each) for each in report.findings)
    report = replace(report, findings=tuple(exactly))
    text = source.text
    comments = suppressions_read(source, comments_in(read.kind, text)) if may_hide(text) else ()
    if not comments:
        folded = findings_folded(source, document, report.findings)
        return TextReport(replace(report, findings=_in_order(folded)))
    ran = CODES if selection.codes is None else selection.codes
    left, looked = hidden_by(report.findings, comments, document, ran)
    context = replace(context, suppressions=looked)
    on_comments = [
        finding
        for code in ON_COMMENTS
        if code in ran
        for one in (registered()[code],)
        for finding in one.check(document, one.params(), context)
    ]
    on_comments = list(findings_weighed(on_comments, selection.severities))
    findings = [*findings_folded(source, document, left), *on_comments]
    hidden = len(report.findings) - len(left)
    return TextReport(replace(report, findings=_in_order(findings)), hidden)


def _stated_elsewhere_out(
    read: ReadResult, document: Document, findings: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """Leave out that a key result has no number where its numbers stand, if in the wrong place.

    That they could not be read is said already, with the place in which they belong.
    """
    strays = [
        (problem.line, problem.column)
        for problem in read.problems
        if problem.message.id == KEY_INSIDE and problem.message.params["inside"] == "metric"
    ]
    if not strays:
        return findings
    spans = (
        (one, one.spans.get("self")) for each in document.objectives for one in each.key_results
    )
    stated = {
        (one.id, one.title)
        for one, span in spans
        if span is not None
        and any(
            (span.line, span.column) <= stray <= (span.end_line, span.end_column)
            for stray in strays
        )
    }
    return tuple(
        each
        for each in findings
        if each.rule.name not in _ON_NUMBERS
        or each.subject.kind is not SubjectKind.KEY_RESULT
        or (each.subject.id, each.subject.title) not in stated
    )


_ON_NUMBERS = frozenset(("no-number", "no-baseline", "unit-missing", "relative-without-baseline"))


def _in_order(findings: list[Finding] | tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return findings in order of their place in the text, then by code."""
    return tuple(sorted(findings, key=_place))


def _place(finding: Finding) -> tuple[int, int, str]:
    span = finding.span
    return (span.line, span.column, finding.code) if span else (0, 0, finding.code)

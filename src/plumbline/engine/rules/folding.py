"""Findings that a document has on every line, said once for all of it.

Whoever writes a text names the cycle, the owners and the style everywhere or nowhere: to hear it
again on each line tells nothing more. In the application each objective is looked at by itself, and there
each of them has its own finding.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.documents.source import Source
from plumbline.engine.documents.spans import Span
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found_in_document
from plumbline.engine.rules.model import Finding, SubjectKind

FEWEST = 2
"""Lines that lack the same before it is said of the document."""


def findings_folded(
    source: Source, document: Document, findings: Sequence[Finding]
) -> list[Finding]:
    """Return findings with those of owners, cycle and style said once, where none is named.

    Args:
        source: The text, at whose first words they are said.
        document: What was read from it.
        findings: What is left of the findings when comments have hidden theirs.
    """
    key_results = [one for each in document.objectives for one in each.key_results]
    folds: list[_Fold] = []
    if not any(one.owner for one in key_results):
        if not any(one.owner for one in document.objectives):
            folds.append(_Fold("rules.owner_missing", "rules.owner_missing.nobody"))
        else:
            lines = "rules.owner_missing.key_results"
            folds.append(_Fold("rules.owner_missing", lines, SubjectKind.KEY_RESULT))
    if document.cycle is None and not any(one.due for one in key_results):
        folds.append(_Fold("rules.not_time_bound", "rules.not_time_bound.document"))
    if not any(one.style for one in document.objectives):
        folds.append(_Fold("rules.style_missing", "rules.style_missing.document"))
    left = list(findings)
    for fold in folds:
        left = fold.applied(source, document, left)
    return left


@dataclass(frozen=True, slots=True)
class _Fold:
    """What is said of each line, and what of all together.

    Attributes:
        each: The message of the findings.
        together: The one in their place; it tells how many they are.
        kind: The kind of subject they are about; any without.
    """

    each: str
    together: str
    kind: SubjectKind | None = None

    def holds(self, finding: Finding) -> bool:
        """Return whether a finding is one of those."""
        return finding.message.id == self.each and self.kind in (None, finding.subject.kind)

    def applied(self, source: Source, document: Document, findings: list[Finding]) -> list[Finding]:
        """Put one finding in the place of those, where they are more than one."""
        alike = [one for one in findings if self.holds(one)]
        if len(alike) < FEWEST:
            return findings
        message = Message(self.together, {"count": len(alike)})
        whole = found_in_document(alike[0].rule, document, message)
        whole = whole._replace(span=_beginning(source), severity=alike[0].severity)
        return [whole, *(one for one in findings if not self.holds(one))]


def _beginning(source: Source) -> Span:
    """Return the place of the first line that says something."""
    start = len(source.text) - len(source.text.lstrip())
    line, column = source.position(start)
    return source.span(start, start + len(source.line(line)[column - 1 :].rstrip()))

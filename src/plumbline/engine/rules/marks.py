"""The words at fault in the text that a title was read from, whatever was cleaned off it."""

from plumbline.engine.documents.model import Document
from plumbline.engine.documents.source import Source
from plumbline.engine.rules.finding import within
from plumbline.engine.rules.model import Finding, SubjectKind


def marked_exactly(source: Source, document: Document, finding: Finding) -> Finding:
    """Return a finding whose span holds the words at fault and no more, where they can be found.

    A title may be quoted in the text, or hold an emoji or mark-up that is no part of it: its
    offsets are then not those of the text, and the words themselves are looked for.

    Args:
        source: The text.
        document: What was read from it.
        finding: A finding in it.
    """
    if finding.field != "title" or finding.subject.kind is SubjectKind.DOCUMENT:
        return finding
    index, number = finding.subject.at
    objective = document.objectives[index]
    node = objective if number < 0 else objective.key_results[number]
    span = node.spans.get("title")
    if span is None or span.line != span.end_line:
        return finding
    raw, title = source.text[span.start : span.end], node.title
    start, end = finding.start, max(finding.start, finding.end)
    if (start, end) == (0, len(title)) or raw == title:
        return finding
    at = _found_in(raw, title, start, end)
    return finding if at is None else finding._replace(span=within(span, at, at + end - start))


def _found_in(raw: str, title: str, start: int, end: int) -> int | None:
    """Return where the words at fault begin in what was read; `None` where that is not sure."""
    whole = raw.find(title)
    if whole >= 0:
        return whole + start
    words = title[start:end]
    # The same words may stand there more than once: the one with as many of them before it.
    before, at = title[:start].count(words), -1
    if not words or raw.count(words) != title.count(words):
        return None
    for _ in range(before + 1):
        at = raw.find(words, at + 1)
    return at if at >= 0 else None

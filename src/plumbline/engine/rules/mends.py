"""Mending a text: the edits that findings carry, made only where nothing else changes.

A mend replaces the characters of one span (ADR 0007). The text is read again before it is given
back: where anything but the mended titles would be read differently, the mend is left to a person.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass

from plumbline.engine.documents.edits import Edit, edit
from plumbline.engine.documents.model import Document, KeyResult, Objective
from plumbline.engine.documents.reading import ReadResult
from plumbline.engine.documents.source import Source
from plumbline.engine.documents.spans import Span
from plumbline.engine.documents.yaml_text import text_format, text_quote, text_quote_single
from plumbline.engine.rules.model import Finding

Reread = Callable[[str], ReadResult]
"""Reads a text as the document was read."""

Planned = tuple[Finding, Edit]
"""A finding with the edit that mends it."""

READ_AGAIN, FEWEST_TRIES = 300_000, 4
"""Characters of a text that are read again to try its mends, and how often one is read at least.

A count and no clock, so that the same text is mended alike on every machine.
"""

_COMMENT, _TITLE = "comment", "title"
_UNSAFE_IN_TABLES = frozenset('",;|\t\r\n')


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with mends made.

    Attributes:
        text: All of it.
        made: The findings that were mended, in order of their place.
    """

    text: str
    made: tuple[Finding, ...]


def tries_for(source: Source) -> int:
    """Return how often a text is read again to see which edits of it are sound."""
    return max(FEWEST_TRIES, READ_AGAIN // max(1, len(source.text)))


def mend_edit(source: Source, read: ReadResult, finding: Finding) -> Edit | None:
    """Return the edit that mends a finding; `None` where a person must do it.

    Args:
        source: The text.
        read: What was read from it.
        finding: A finding in it.
    """
    mend = finding.mend
    if mend is None or mend.replacement is None or read.document is None or finding.span is None:
        return None
    if mend.field == _COMMENT:
        return Edit(_comment_stretch(source, finding.span), "")
    node = _node(read.document, finding.subject.at)
    span = node.spans.get(_TITLE) if node is not None and mend.field == _TITLE else None
    if node is None or span is None:
        return None
    new = _rewritten(source.text[span.start : span.end], node.title, mend.replacement, read.kind)
    return None if new is None else Edit(span, new)


def mends_make(
    source: Source,
    read: ReadResult,
    findings: Iterable[Finding],
    reread: Reread,
    *,
    tries: int | None = None,
) -> Mended:
    """Make every mend that changes nothing else.

    Args:
        source: The text.
        read: What was read from it.
        findings: What the rules found in it.
        reread: Reads the mended text, to be sure.
        tries: How often it may be read; as its length allows where nothing is said.
    """
    planned: list[Planned] = []
    end = 0
    for finding, change in _in_order(source, read, findings):
        if change.span.start >= end:
            planned.append((finding, change))
            end = change.span.end
    tries = tries_for(source) if tries is None else tries
    kept = _kept(source, read, planned, reread, tries)
    text = edit(source.text, (change for _, change in kept))
    return Mended(text, tuple(finding for finding, _ in kept))


def _kept(
    source: Source, read: ReadResult, planned: Sequence[Planned], reread: Reread, tries: int
) -> list[Planned]:
    """Return the mends that change nothing else together, in order.

    All are tried at once; those that do not go together are halved until each is in or out. What
    is not settled when the text was read again often enough is left out.
    """
    kept: list[Planned] = []
    left = [list(planned)] if planned else []
    while left and tries:
        some = left.pop()
        tries -= 1
        if _is_sound(source, read, [*kept, *some], reread):
            kept += some
        elif len(some) > 1:
            half = len(some) // 2
            left += some[half:], some[:half]
    return kept


def what_is_said(read: ReadResult) -> object:
    """Return what was read without places: alike for two texts that are the same document."""
    return None if read.document is None else _shown(read.document, {}, ())


def _in_order(source: Source, read: ReadResult, findings: Iterable[Finding]) -> Iterator[Planned]:
    """Return findings with their edits, in order of place."""
    pairs = ((finding, mend_edit(source, read, finding)) for finding in findings)
    planned = [(finding, change) for finding, change in pairs if change is not None]
    return iter(sorted(planned, key=lambda pair: pair[1].span))


def _is_sound(source: Source, read: ReadResult, planned: Sequence[Planned], reread: Reread) -> bool:
    """Whether a text with edits made reads as before but for the titles that were mended."""
    if not planned or read.document is None:
        return False
    again = reread(edit(source.text, (change for _, change in planned))).document
    if again is None:
        return False
    wanted = {
        finding.subject.at: finding.mend.replacement
        for finding, _ in planned
        if finding.mend is not None and finding.mend.field == _TITLE
    }
    return _shown(again, {}, wanted) == _shown(read.document, wanted, wanted)


def _shown(
    document: Document, titles: dict[tuple[int, int], str | None], loose: Iterable[tuple[int, int]]
) -> object:
    """Return what a document says, without places.

    Args:
        document: Any document.
        titles: Titles that are to be taken for those that stand there.
        loose: Nodes of which only title, id and owner count: their numbers come out of the title.
    """
    left = set(loose)
    rows: list[object] = [_said(document, ("objectives", "spans"))]
    for index, objective in enumerate(document.objectives):
        nodes: list[Objective | KeyResult] = [objective, *objective.key_results]
        for number, node in enumerate(nodes, start=-1):
            at = (index, number)
            title = titles.get(at) or node.title
            rest = None if at in left else _said(node, ("title", "spans", "key_results"))
            rows.append((at, title, node.id, node.owner, rest))
    return rows


def _said(value: object, without: tuple[str, ...] = ("spans",)) -> object:
    """Return the values of a node and of what it holds, without places."""
    if isinstance(value, tuple):
        return tuple(map(_said, value))
    names = _names(type(value))
    if not names:
        return value
    return tuple(_said(getattr(value, name)) for name in names if name not in without)


_NAMES: dict[type, tuple[str, ...]] = {}


def _names(kind: type) -> tuple[str, ...]:
    """Return the fields of a kind of node; none of what is no node. Each is looked at once."""
    known = _NAMES.get(kind)
    if known is None:
        names = tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()
        known = _NAMES[kind] = names
    return known


def _node(document: Document, at: tuple[int, int]) -> Objective | KeyResult | None:
    """Return what a finding is about."""
    objective, key_result = at
    if objective < 0:
        return None
    found = document.objectives[objective]
    return found if key_result < 0 else found.key_results[key_result]


def _rewritten(raw: str, old: str, new: str, kind: str) -> str | None:
    """Return a title as it is written where another one stood; `None` where that is not plain.

    Args:
        raw: The characters that stand there.
        old: The title that was read from them.
        new: The title that is to stand there.
        kind: Of the document.
    """
    if kind == "json" or (raw[:1] == '"' and kind in ("yaml", "plumbline")):
        return text_quote(new) if raw[:1] == raw[-1:] == '"' else None
    if kind in ("yaml", "plumbline"):
        if raw[:1] == "'":
            return text_quote_single(new) or text_quote(new)
        return None if raw[:1] in "|>&*!" else text_format(new, in_flow=True)
    return new if raw == old and not (_UNSAFE_IN_TABLES & set(new)) else None


def _comment_stretch(source: Source, span: Span) -> Span:
    """Return a comment with the blanks before it, or its whole lines where it stands alone."""
    text = source.text
    start = span.start
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    alone = start == 0 or text[start - 1] in "\r\n"
    end = span.end
    while alone and end < len(text) and text[end] in " \t":
        end += 1
    if alone and text.startswith("\r\n", end):
        end += 2
    elif alone and text[end : end + 1] in ("\r", "\n"):
        end += 1
    elif alone:
        start, end = span.start, span.end
    return source.span(start, end)

"""Comments that hide findings, as they stand in YAML and Markdown.

`# plumbline: ignore PL-W01: reason` hides findings of its line, or of the next one when it has a
line of its own; `ignore-objective` those of an objective with its key results; `ignore-file` those
of the whole file. In Markdown the same stands in `<!-- … -->`. JSON and CSV know no comments.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from importlib import import_module

from plumbline.engine.documents.model import Document
from plumbline.engine.documents.nodes import BrokenText, Node, Scalar, Sequence
from plumbline.engine.documents.read import own_form
from plumbline.engine.documents.source import Source
from plumbline.engine.documents.spans import Span
from plumbline.engine.rules.model import Finding, Scope, Suppression
from plumbline.engine.rules.registry import code_of

YAML, MARKDOWN = "yaml", "markdown"

_ANY = re.compile(r"plumbline:\s{0,9}ignore")
_YAML_COMMENT = re.compile(r"#(?<![^ \t\r\n]#)[ \t]{0,3}plumbline:[ \t]*(?P<said>[^\r\n]*)")
_HTML_COMMENT = re.compile(r"<!--\s{0,9}plumbline:\s{0,9}(?P<said>.{0,2000}?)\s{0,9}-->", re.DOTALL)
_YAML_BLANK = re.compile(r"\s*(?:#.*)?")
_HTML_BLANK = re.compile(r"\s*(?:<!--.*-->\s*)?")
_SAID = re.compile(
    r"(?P<scope>ignore(?:-objective|-file)?)(?![\w-])[ \t]*(?P<codes>[^:]{0,500})"
    r"(?::(?P<reason>.*))?",
    re.DOTALL,
)
_FENCE = re.compile(r"(?m)^[ \t]{0,3}(```+|~~~+)")
_NOWHERE = -2
"""No index of an objective: a comment before the first one is about none."""

_SCOPES = {"ignore": Scope.LINE, "ignore-objective": Scope.OBJECTIVE, "ignore-file": Scope.FILE}


def comments_in(kind: str, text: str) -> str | None:
    """Return how comments are written in a document: `YAML`, `MARKDOWN`, or `None` for not at all.

    Args:
        kind: What the reader took it for.
        text: All of it.
    """
    if kind == "plumbline":
        return {None: YAML, "markdown": MARKDOWN}.get(own_form(text))
    return kind if kind in (YAML, MARKDOWN) else None


def may_hide(text: str) -> bool:
    """Say at a glance whether a text may hold such comments: most hold none."""
    return _ANY.search(text) is not None


def suppressions_read(source: Source, comments: str | None) -> tuple[Suppression, ...]:
    """Return the comments that hide findings, in order.

    Args:
        source: The document's text.
        comments: How comments are written in it.
    """
    if comments is None:
        return ()
    is_yaml = comments == YAML
    pattern, blank = (_YAML_COMMENT, _YAML_BLANK) if is_yaml else (_HTML_COMMENT, _HTML_BLANK)
    found = [
        (comment, said)
        for comment in pattern.finditer(source.text)
        if (said := _SAID.match(comment["said"])) is not None
    ]
    if not found:
        return ()
    texts = _yaml_texts(source) if is_yaml else _fenced(source.text)
    real = [(comment, said) for comment, said in found if not _is_inside(comment.start(), texts)]
    spans = [source.span(comment.start(), comment.end()) for comment, _ in real]
    alone = [span.end_line for span in spans if _is_alone(source, span)]
    following = _lines_following(source, alone, blank)
    return tuple(
        _suppression(said, span, following.get(span.end_line, span.line))
        for (_, said), span in zip(real, spans, strict=True)
    )


def _suppression(said: re.Match[str], span: Span, line: int) -> Suppression:
    """Return what one comment says."""
    words = [word for word in re.split(r"[\s,\[\]]+", said["codes"]) if word]
    codes = {word: code_of(word) for word in words}
    return Suppression(
        scope=_SCOPES[said["scope"]],
        codes=frozenset(code for code in codes.values() if code is not None),
        unknown=tuple(word for word, code in codes.items() if code is None),
        reason=" ".join((said["reason"] or "").split()),
        span=span,
        line=line,
    )


def _is_alone(source: Source, span: Span) -> bool:
    """Whether a comment has its lines to itself."""
    before = source.line(span.line)[: span.column - 1]
    return not (before + source.line(span.end_line)[span.end_column - 1 :]).strip()


def _lines_following(source: Source, lines: list[int], blank: re.Pattern[str]) -> dict[int, int]:
    """Return for each line, given in order, the next that holds more than blanks and a comment."""
    last = len(source.line_starts)
    following: dict[int, int] = {}
    for line in reversed(lines):
        number = line + 1
        while number <= last and number not in following and blank.fullmatch(source.line(number)):
            number += 1
        following[line] = following.get(number, min(number, last))
    return following


def _yaml_texts(source: Source) -> list[tuple[int, int]]:
    """Return where values stand, in which a hash begins no comment."""
    found: list[tuple[int, int]] = []
    try:
        waiting = list(source.roots) or _yaml_roots(source.text)
    except BrokenText:
        return [(0, len(source.text))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar):
            found.append((node.start, node.end))
        elif isinstance(node, Sequence):
            waiting.extend(node.items)
        else:
            for key, value in node.entries:
                waiting += key, value
    return sorted(found)


def _yaml_roots(text: str) -> list[Node]:
    """Return the root of a text that nobody has read yet, if it has one.

    Raises:
        BrokenText: It is no YAML.
    """
    root: Node | None = import_module("plumbline.engine.documents.yaml_nodes").yaml_nodes(text)
    return [] if root is None else [root]


def _fenced(text: str) -> list[tuple[int, int]]:
    """Return where code stands between fences."""
    found: list[tuple[int, int]] = []
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(text):
        if opened is None:
            opened = fence
        elif fence[1].startswith(opened[1]):
            found.append((opened.start(), fence.end()))
            opened = None
    return [*found, (opened.start(), len(text))] if opened else found


def _is_inside(offset: int, places: list[tuple[int, int]]) -> bool:
    """Whether an offset lies in one of the sorted stretches."""
    at = bisect_right(places, (offset, len(places) and places[-1][1] + 1)) - 1
    return at >= 0 and offset < places[at][1]


def hidden_by(
    findings: Iterable[Finding],
    suppressions: tuple[Suppression, ...],
    document: Document,
    ran: Collection[str],
) -> tuple[list[Finding], tuple[Suppression, ...]]:
    """Take away the findings that comments hide.

    A comment without a reason hides nothing: it is found fault with instead.

    Args:
        findings: What the rules found.
        suppressions: The comments.
        document: What was checked.
        ran: Codes of the rules that ran.

    Returns:
        What is left, and the comments with the codes that hid nothing.
    """
    hiding = _hiding(suppressions, sorted(_objective_starts(document)))
    used: set[tuple[int, str]] = set()
    left: list[Finding] = []
    for finding in findings:
        numbers = [number for place in _places(finding) for number in hiding.get(place, ())]
        used.update((number, finding.code) for number in numbers)
        if not numbers:
            left.append(finding)
    looked = tuple(
        replace(
            each,
            unused=tuple(
                code
                for code in sorted(each.codes)
                if each.reason and code in ran and (number, code) not in used
            ),
        )
        for number, each in enumerate(suppressions)
    )
    return left, looked


def _hiding(
    suppressions: tuple[Suppression, ...], starts: list[tuple[int, int]]
) -> dict[tuple[str, Scope, int], list[int]]:
    """Return the numbers of the comments by code, scope and line or index of the objective."""
    found: dict[tuple[str, Scope, int], list[int]] = {}
    for number, each in enumerate(suppressions):
        place = each.line
        if each.scope is Scope.OBJECTIVE:
            at = bisect_right(starts, (each.line, len(starts))) - 1
            place = starts[at][1] if at >= 0 else _NOWHERE
        for code in each.codes if each.reason else ():
            key = (code, each.scope, 0 if each.scope is Scope.FILE else place)
            found.setdefault(key, []).append(number)
    return found


def _places(finding: Finding) -> Iterator[tuple[str, Scope, int]]:
    """Yield where a comment must stand, or what it must be about, to hide a finding."""
    code, span = finding.code, finding.span
    yield code, Scope.FILE, 0
    yield code, Scope.OBJECTIVE, finding.subject.at[0]
    if span is not None:
        ends = {span.line, span.end_line} if finding.field == "title" else {span.line}
        yield from ((code, Scope.LINE, line) for line in ends)


def _objective_starts(document: Document) -> Iterator[tuple[int, int]]:
    """Yield line and index of each objective."""
    for index, objective in enumerate(document.objectives):
        span = objective.spans.get("self") or objective.spans.get("title")
        if span is not None:
            yield span.line, index

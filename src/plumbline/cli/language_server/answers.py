"""What the server tells an editor of a checked document: diagnostics, hovers, quick fixes."""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from plumbline.cli.checking.documents import Checked
from plumbline.cli.checking.limits import speaks_of_okrs
from plumbline.cli.language_server.comments import CommentPlaces
from plumbline.cli.language_server.positions import range_of, span_range
from plumbline.engine.documents.edits import Edit
from plumbline.engine.documents.reading import Problem, ReadResult
from plumbline.engine.documents.source import Source
from plumbline.engine.messages import render
from plumbline.engine.rules.examples import rule_text
from plumbline.engine.rules.mends import mend_edit, mends_make
from plumbline.engine.rules.model import Finding, Severity
from plumbline.engine.rules.parameters import parameters_of
from plumbline.engine.rules.registry import code_of, registered

SOURCE = "plumbline"
QUICK_FIX, FIX_ALL = "quickfix", "source.fixAll.plumbline"

_SEVERITIES = {Severity.BLOCK: 1, Severity.WARN: 2, Severity.HINT: 3}
_WARNING, _INFORMATION = 2, 3
_UNNECESSARY = 1
_OURS = re.compile(
    r"(?m)^[\"'{\s]{0,8}(?:plumbline|objectives?|okrs?|(?:- )?key[_ ]?results?)[\"']?\s{0,3}:"
)
"""What tells of a broken text that it was to hold OKRs: other files of an editor are let alone."""
_WORD = re.compile(r"[\w-]+")
_CODE_COMMENT = re.compile(r"plumbline:\s*ignore")
MOST_FINDINGS = 20
"""Findings of a stretch for which actions are offered: nobody reads a longer menu."""
READ_ANEW, READ_ANEW_NODES, MOST_READ = 200_000, 1_000, 60
"""Characters, and lines that say something, that are read anew for one menu, and how often.

To offer an edit is to have read the text with it, and an editor waits for its menu meanwhile.
"""
_LOOKED_AT = 500
"""Characters before and behind a place in which the word there is looked for."""


def diagnostics(checked: Checked) -> list[dict[str, Any]]:
    """Return what was found, and what could not be read; of a document too large only that."""
    if checked.beyond is not None:
        return _too_large(checked.source, checked.beyond)
    found = [_diagnostic(checked, finding) for finding in checked.report.findings]
    if checked.read.document is not None or _OURS.search(checked.source.text):
        found += [_problem(checked, problem) for problem in checked.read.problems]
    return found


def _diagnostic(checked: Checked, finding: Finding) -> dict[str, Any]:
    diagnostic: dict[str, Any] = {
        "range": _place(checked, finding),
        "severity": _SEVERITIES[finding.severity],
        "code": finding.code,
        "source": SOURCE,
        "message": render(finding.message),
    }
    if finding.field == "comment" and finding.mend is not None:
        diagnostic["tags"] = [_UNNECESSARY]
    return diagnostic


def _too_large(source: Source, beyond: str) -> list[dict[str, Any]]:
    """Return what is said of a document that is too large for an editor, if it is one of OKRs."""
    if not (_OURS.search(source.text) or speaks_of_okrs(source.text)):
        return []
    said = f"{beyond}: it is not checked while you type. Split it, or run plumbline check --large."
    first = range_of(source, 0, len(source.line(1)))
    about = {"range": first, "severity": _INFORMATION, "code": "too-large", "source": SOURCE}
    return [{**about, "message": said}]


def _place(checked: Checked, finding: Finding) -> dict[str, dict[str, int]]:
    """Return where a finding is shown: of what spans many lines the first alone."""
    span = finding.span
    if span is None:
        return range_of(checked.source, 0, 0)
    line = checked.source.line(span.line)
    start = checked.source.line_starts[span.line - 1]
    end = span.end if span.end_line == span.line else start + len(line.rstrip())
    return range_of(checked.source, span.start, max(span.start, end))


def _problem(checked: Checked, problem: Problem) -> dict[str, Any]:
    source = checked.source
    line = min(problem.line, len(source.line_starts))
    start = source.line_starts[line - 1] + problem.column - 1
    end = source.line_starts[line - 1] + len(source.line(line).rstrip())
    return {
        "range": range_of(source, start, max(start, end)),
        "severity": _WARNING,
        "code": "not-read",
        "source": SOURCE,
        "message": render(problem.message),
    }


def hover(checked: Checked, offset: int) -> dict[str, Any] | None:
    """Return the pages of the rules that found something at a place, or are named there."""
    named = _code_at(checked, offset)
    if named is not None:
        code, start, end = named
        return _hover(rule_page(code, ""), range_of(checked.source, start, end))
    here = [finding for finding in checked.report.findings if _is_at(checked, finding, offset)]
    if not here:
        return None
    pages = {finding.code: f"{render(finding.message)}\n\n" for finding in here}
    text = "\n\n---\n\n".join(rule_page(code, said) for code, said in pages.items())
    return _hover(text, _place(checked, here[0]))


def _hover(text: str, place: dict[str, dict[str, int]]) -> dict[str, Any]:
    return {"contents": {"kind": "markdown", "value": text}, "range": place}


def _is_at(checked: Checked, finding: Finding, offset: int) -> bool:
    """Whether a finding is shown at a place."""
    span = finding.span
    if span is None:
        return False
    line = checked.source.position(offset)[0]
    return line == span.line and span.start <= offset <= max(span.end, span.start)


def _code_at(checked: Checked, offset: int) -> tuple[str, int, int] | None:
    """Return the rule that a comment names at a place, and where."""
    text = checked.source.text
    line, column = checked.source.position(offset)
    start = offset - column + 1
    first = max(start, offset - _LOOKED_AT)
    end = min(start + len(checked.source.line(line)), offset + _LOOKED_AT)
    if not _CODE_COMMENT.search(text, first, end):
        return None
    for word in _WORD.finditer(text, first, end):
        code = code_of(word[0]) if word.start() <= offset <= word.end() else None
        if code is not None:
            return code, word.start(), word.end()
    return None


def rule_page(code: str, said: str) -> str:
    """Return the page of a rule in Markdown.

    Args:
        code: Of the rule.
        said: What it says here, to stand first.
    """
    one = registered()[code]
    text = rule_text(one.text)
    parts = [f"**{code} {one.rule.name}**", f"{said}{text.summary}"]
    parts += [
        f"**{heading}:** {text.sections[heading]}"
        for heading in ("What it finds", "Why it matters", "Mend", "Source")
    ]
    parts += [f"**Bad**\n\n```yaml\n{example}\n```" for example in text.bad[:1]]
    parts += [f"**Good**\n\n```yaml\n{example}\n```" for example in text.good[:1]]
    parts += [
        f"`{each.name}` = {each.default}: {each.about}." for each in parameters_of(one.params)
    ]
    return "\n\n".join(parts)


def menu_tries(checked: Checked) -> int:
    """Return how often a document may be read anew for one menu; never where it is too large."""
    read, report = checked.read, checked.report
    nodes = report.objectives + report.key_results + len(read.left_out)
    by_length = READ_ANEW // max(1, len(checked.source.text))
    return min(by_length, READ_ANEW_NODES // max(1, nodes), MOST_READ)


def actions(
    checked: Checked, uri: str, start: int, end: int, reread: Callable[[str], ReadResult]
) -> Iterator[dict[str, Any]]:
    """Yield what can be done about the findings of a stretch.

    Args:
        checked: The document.
        uri: How the editor names it.
        start: Offset of the stretch's first character.
        end: Offset behind its last.
        reread: Reads a text as the document was read.
    """
    first, last = checked.source.position(start)[0], checked.source.position(end)[0]
    here = (
        finding
        for finding in checked.report.findings
        if finding.span is not None and first <= finding.span.line <= last
    )
    left = menu_tries(checked)
    if not left:
        return

    def counted(text: str) -> ReadResult:
        nonlocal left
        left -= 1
        return reread(text)

    places = CommentPlaces(checked, counted)
    for finding in islice(here, MOST_FINDINGS):
        if left <= 0:
            return  # an editor waits for the menu
        mended = mends_make(checked.source, checked.read, [finding], counted)
        change = mend_edit(checked.source, checked.read, finding) if mended.made else None
        if change is not None and finding.mend is not None:
            replacement = finding.mend.replacement
            title = render(finding.mend.title) + (f": {replacement}" if replacement else "")
            yield _action(checked, uri, title, [change], finding, is_preferred=True)
        if finding.field == "comment":
            continue
        for title, change in places.edits(finding):
            yield _action(checked, uri, title, [change], finding)


def fix_all(
    checked: Checked, uri: str, reread: Callable[[str], ReadResult]
) -> dict[str, Any] | None:
    """Return the action that makes every safe mend; `None` where there is none."""
    findings, tries = checked.report.findings, menu_tries(checked)
    mended = mends_make(checked.source, checked.read, findings, reread, tries=tries)
    changes = [
        change
        for finding in mended.made
        if (change := mend_edit(checked.source, checked.read, finding)) is not None
    ]
    if not changes:
        return None
    return {
        "title": "Make all mends that are safe",
        "kind": FIX_ALL,
        "edit": {"changes": {uri: _text_edits(checked, changes)}},
    }


def _action(
    checked: Checked,
    uri: str,
    title: str,
    changes: list[Edit],
    finding: Finding,
    *,
    is_preferred: bool = False,
) -> dict[str, Any]:
    return {
        "title": title,
        "kind": QUICK_FIX,
        "isPreferred": is_preferred,
        "diagnostics": [_diagnostic(checked, finding)],
        "edit": {"changes": {uri: _text_edits(checked, changes)}},
    }


def _text_edits(checked: Checked, changes: list[Edit]) -> list[dict[str, Any]]:
    return [
        {"range": span_range(checked.source, change.span), "newText": change.replacement}
        for change in changes
    ]

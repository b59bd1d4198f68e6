"""What `plumbline check` writes: text for people, JSON for programs."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from plumbline.cli.checking.documents import Checked
from plumbline.cli.terminal import one_line
from plumbline.engine.messages import render
from plumbline.engine.rules.model import Finding, Severity

WIDEST = 160
"""Characters of a line that are shown."""

_COLOURS = {Severity.HINT: "36", Severity.WARN: "33", Severity.BLOCK: "31"}
_LANGUAGES = {
    "de": "German", "fr": "French", "es": "Spanish", "pt": "Portuguese", "it": "Italian",
    "nl": "Dutch", "ja": "Japanese", "ko": "Korean", "zh": "Chinese", "ru": "Russian",
    "ar": "Arabic", "he": "Hebrew", "el": "Greek", "hi": "Hindi", "th": "Thai",
}  # fmt: skip


def text_written(checked: Sequence[Checked], *, colours: bool) -> str:
    """Write what was found for people: place, line with the words marked, and what to do."""
    lines: list[str] = []
    for one in checked:
        for finding in one.report.findings:
            lines += [*_finding_lines(one, finding, colours), ""]
        lines += _unchecked_lines(one)
    return "\n".join([*lines, _summary(checked), ""])


def _finding_lines(one: Checked, finding: Finding, colours: bool) -> Iterator[str]:
    """Write one finding."""
    span = finding.span
    place = f"{one.path}:{span.line}:{span.column}" if span is not None else one.path
    severity = _coloured(finding.severity.value, _COLOURS[finding.severity], colours)
    sure = "" if finding.confidence >= 1 else f", {finding.confidence:.0%} sure"
    yield f"{place}: {finding.code} {finding.rule.name} ({severity}{sure})"
    if span is not None and span.line <= len(one.lines):
        yield from _marked(one.lines[span.line - 1], span.line, finding, colours)
    yield f"  {one_line(render(finding.message))}"
    if finding.mend is not None and finding.mend.replacement:
        yield f"  {render(finding.mend.title)}: {one_line(finding.mend.replacement)}"


def _marked(line: str, number: int, finding: Finding, colours: bool) -> Iterator[str]:
    """Show a line with the words at fault marked below it."""
    span = finding.span
    if span is None:
        return
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line.rstrip())
    begin = 0
    if end > WIDEST:
        begin = max(0, start - 40)
    shown = line[begin : begin + WIDEST].replace("\t", " ").rstrip()
    gutter = " " * len(str(number))
    marks = max(1, min(end, begin + WIDEST) - start)
    yield f"  {number} | {one_line(shown) if not shown.isprintable() else shown}"
    arrow = _coloured("^" * marks, _COLOURS[finding.severity], colours)
    yield f"  {gutter} | {' ' * (start - begin)}{arrow}"


def _unchecked_lines(one: Checked) -> Iterator[str]:
    """Say which titles were not checked for their wording."""
    counts = Counter(each.language for each in one.report.unchecked)
    for language, count in sorted(counts.items()):
        titles = "title" if count == 1 else "titles"
        name = _LANGUAGES.get(language, language)
        yield f"{one.path}: wording of {count} {titles} not checked: {name}"


def _summary(checked: Sequence[Checked]) -> str:
    """Say in one line what was found."""
    counts = Counter(finding.severity for one in checked for finding in one.report.findings)
    objectives = sum(one.report.objectives for one in checked)
    key_results = sum(one.report.key_results for one in checked)
    read = f"{_count(objectives, 'objective')}, {_count(key_results, 'key result')}"
    if not counts:
        return f"Nothing found in {read}."
    parts = [f"{counts[each]} {each.value}" for each in reversed(Severity) if counts[each]]
    said = ", ".join(parts)
    return (
        f"{_count(counts.total(), 'finding')} ({said}) in {read}. plumbline explain CODE says why."
    )


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _coloured(text: str, colour: str, colours: bool) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if colours else text


def json_written(checked: Sequence[Checked], *, colours: bool) -> str:
    """Write what was found for programs; see the reference of `plumbline check`."""
    del colours
    result = {
        "version": 1,
        "findings": [
            _finding(one.path, finding) for one in checked for finding in one.report.findings
        ],
        "summary": {
            "objectives": sum(one.report.objectives for one in checked),
            "key_results": sum(one.report.key_results for one in checked),
            "findings": sum(len(one.report.findings) for one in checked),
        },
    }
    return json.dumps(result, ensure_ascii=False, indent=2) + "\n"


def _finding(path: str, finding: Finding) -> dict[str, Any]:
    """Return one finding as it is written in JSON; places count from 1."""
    span, mend = finding.span, finding.mend
    return {
        "code": finding.code,
        "name": finding.rule.name,
        "severity": finding.severity.value,
        "message": render(finding.message),
        "path": path,
        "line": span.line if span is not None else None,
        "column": span.column if span is not None else None,
        "end_line": span.end_line if span is not None else None,
        "end_column": span.end_column if span is not None else None,
        "subject": {
            "kind": finding.subject.kind.value,
            "id": finding.subject.id,
            "title": finding.subject.title,
        },
        "evidence": list(finding.evidence),
        "confidence": finding.confidence,
        "mend": None
        if mend is None
        else {"title": render(mend.title), "replacement": mend.replacement},
        "url": f"reference/rules/{finding.rule.name}",
    }

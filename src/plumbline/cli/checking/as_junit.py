"""`plumbline check --format junit`: a suite a document, a case a finding, for CI services."""

import re
from collections.abc import Iterator

from plumbline.cli.checking.documents import Checked
from plumbline.cli.checking.look import Look
from plumbline.cli.checking.outcome import Outcome, path_for_services
from plumbline.cli.checking.refused import Told, told
from plumbline.cli.terminal import one_line
from plumbline.engine.messages import render
from plumbline.engine.rules.model import Finding, Severity

_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_ORDER = tuple(Severity)


def written(outcome: Outcome, look: Look) -> str:
    """Write the suites; what is below the severity that fails is a case that passes."""
    del look
    errors = len(outcome.refused)
    cases = errors + sum(max(len(one.report.findings), 1) for one in outcome.checked)
    failures = sum(_fails(one, finding) for one, finding in outcome.findings())
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="plumbline check" tests="{cases}" failures="{failures}" '
        f'errors="{errors}">',
    ]
    for one in outcome.checked:
        lines += _suite(one)
    for each in outcome.refused:
        lines += _refusal(told(each))
    return "\n".join([*lines, "</testsuites>", ""])


def _fails(one: Checked, finding: Finding) -> bool:
    return _ORDER.index(finding.severity) >= _ORDER.index(one.settings.fail_on)


def _suite(one: Checked) -> Iterator[str]:
    """Write the suite of one document; without findings it has one case, which passes."""
    path = _text(path_for_services(one.path))
    findings = one.report.findings
    failures = sum(_fails(one, finding) for finding in findings)
    yield (
        f'  <testsuite name="{path}" tests="{max(len(findings), 1)}" failures="{failures}" '
        'errors="0" skipped="0">'
    )
    if not findings:
        yield f'    <testcase classname="{path}" name="no findings"/>'
    for finding in findings:
        yield from _case(one, finding, path)
    yield "  </testsuite>"


def _refusal(one: Told) -> Iterator[str]:
    """Write the suite of a document that could not be checked."""
    name = _text(path_for_services(one.path) if one.path else "plumbline check")
    place = f' file="{name}" line="{one.line}"' if one.line else ""
    yield f'  <testsuite name="{name}" tests="1" failures="0" errors="1" skipped="0">'
    yield f'    <testcase classname="{name}" name="can be read"{place}>'
    yield f'      <error type="refused" message="{_text(one.reason)}"/>'
    yield "    </testcase>"
    yield "  </testsuite>"


def _case(one: Checked, finding: Finding, path: str) -> Iterator[str]:
    """Write one finding."""
    span = finding.span
    line = f' line="{span.line}"' if span is not None else ""
    place = f":{span.line}:{span.column}" if span is not None else ""
    name = _text(f"{finding.code} {finding.rule.name} {finding.subject.title}".strip())
    message = _text(render(finding.message))
    body = f"{path}{place}: {message}"
    mend = finding.mend
    if mend is not None and mend.replacement:
        body += f"\n{_text(f'{render(mend.title)}: {mend.replacement}')}"
    yield f'    <testcase classname="{path}" name="{name}" file="{path}"{line}>'
    if _fails(one, finding):
        yield f'      <failure type="{finding.severity.value}" message="{message}">{body}</failure>'
    else:
        yield f"      <system-out>{finding.severity.value}: {body}</system-out>"
    yield "    </testcase>"


def _text(text: str) -> str:
    """Write a text into XML; what XML cannot carry is escaped as in Python."""
    shown = _UNWRITABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", one_line(text))
    return re.sub(r'[&<>"]', lambda found: _ESCAPES[found[0]], shown)

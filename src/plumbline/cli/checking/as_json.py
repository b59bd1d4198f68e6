"""`plumbline check --format json`: what was found, for programs."""

import json
from typing import Any

from plumbline.cli.checking.look import Look
from plumbline.cli.checking.outcome import Outcome
from plumbline.cli.checking.refused import Told, told
from plumbline.engine.messages import render
from plumbline.engine.rules.model import Finding

VERSION = 1


def written(outcome: Outcome, look: Look) -> str:
    """Write what was found; see `docs/reference/check-output.md`."""
    del look
    findings = [_finding(one.path, finding) for one, finding in outcome.findings()]
    summary = {
        "objectives": outcome.objectives,
        "key_results": outcome.key_results,
        "findings": len(findings),
    }
    # One line a finding: readable, and ten times faster than an indented form.
    lines = ",\n  ".join(json.dumps(finding, ensure_ascii=False) for finding in findings)
    body = f"\n  {lines}\n " if findings else ""
    told_too = "".join(
        f',\n "{key}": {json.dumps(value, ensure_ascii=False)}'
        for key, value in _refusals(outcome).items()
    )
    head = f'{{"version": {VERSION},\n "findings": [{body}]'
    return f'{head},\n "summary": {json.dumps(summary)}{told_too}}}\n'


def _refusals(outcome: Outcome) -> dict[str, Any]:
    """Return what could not be checked; nothing where all could."""
    refused = [_refusal(told(each)) for each in outcome.refused]
    return {"refused": refused[0], "not_checked": refused} if refused else {}


def _refusal(one: Told) -> dict[str, Any]:
    return {"message": one.reason, "path": one.path, "line": one.line, "column": one.column}


def _finding(path: str, finding: Finding) -> dict[str, Any]:
    """Return one finding as it is written in JSON; places count from 1.

    The page of a rule has no address of its own until this documentation stands somewhere, and half
    an address leads nowhere: `url` is null, and `plumbline explain CODE` shows the page.
    """
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
        "url": None,
    }

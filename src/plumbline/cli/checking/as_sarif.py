"""`plumbline check --format sarif`: SARIF 2.1.0, which code scanning services read."""

import hashlib
import json
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from plumbline import __version__
from plumbline.cli.checking.documents import Checked
from plumbline.cli.checking.look import Look
from plumbline.cli.checking.outcome import Outcome, path_for_services
from plumbline.cli.checking.refused import Told, told
from plumbline.cli.document_files import PIPED
from plumbline.cli.refusals import USAGE
from plumbline.engine.documents.spans import Span
from plumbline.engine.messages import render
from plumbline.engine.rules.examples import rule_text
from plumbline.engine.rules.mends import mend_edit
from plumbline.engine.rules.model import Finding, Severity
from plumbline.engine.rules.registry import registered

_LEVELS = {Severity.HINT: "note", Severity.WARN: "warning", Severity.BLOCK: "error"}


def written(outcome: Outcome, look: Look) -> str:
    """Write one run with the rules that found something."""
    del look
    codes = sorted({finding.code for _, finding in outcome.findings()})
    results = [
        _result(one, finding, codes.index(finding.code)) for one, finding in outcome.findings()
    ]
    log = {
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "plumbline",
                        "semanticVersion": __version__,
                        "rules": [_rule(code) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "invocations": [_invocation(outcome)],
                "results": results,
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False) + "\n"


def _invocation(outcome: Outcome) -> dict[str, Any]:
    """Return how the run went: it failed where a document could not be checked."""
    if not outcome.refused:
        return {"executionSuccessful": True}
    return {
        "executionSuccessful": False,
        "exitCode": USAGE,
        "toolExecutionNotifications": [_notification(told(each)) for each in outcome.refused],
    }


def _notification(one: Told) -> dict[str, Any]:
    notification: dict[str, Any] = {"level": "error", "message": {"text": one.reason}}
    if one.path is not None:
        uri = sarif_uri(one.path, path_for_services(one.path))
        physical: dict[str, Any] = {"artifactLocation": {"uri": uri}}
        if one.line:
            physical["region"] = {"startLine": one.line, "startColumn": one.column}
        notification["locations"] = [{"physicalLocation": physical}]
    return notification


def _rule(code: str) -> dict[str, Any]:
    """Return what is said of a rule."""
    one = registered()[code]
    text = rule_text(one.text)
    said = text.sections
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in one.rule.name.split("-")),
        "shortDescription": {"text": text.summary},
        "fullDescription": {"text": said["What it finds"]},
        "help": {
            "text": f"{said['Why it matters']}\n\n{said['Mend']}",
            "markdown": f"{said['Why it matters']}\n\n**Mend:** {said['Mend']}",
        },
        "defaultConfiguration": {"level": _LEVELS[one.rule.default_severity]},
        "properties": {"tags": ["okr"]},
    }


def _result(one: Checked, finding: Finding, index: int) -> dict[str, Any]:
    """Return one finding."""
    place = path_for_services(one.path)
    artifact = {"uri": sarif_uri(one.path, place)}
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if finding.span is not None:
        physical["region"] = _region(finding.span)
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding.subject.title:
        kind = finding.subject.kind.value
        location["logicalLocations"] = [{"name": finding.subject.title, "kind": kind}]
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": render(finding.message)},
        "locations": [location],
        "partialFingerprints": {"plumbline/v1": _fingerprint(place, finding)},
        "rank": round(finding.confidence * 100, 2),
    }
    change = mend_edit(one.source, one.read, finding)
    if change is not None and finding.mend is not None:
        replacement = {
            "deletedRegion": _region(change.span),
            "insertedContent": {"text": change.replacement},
        }
        result["fixes"] = [
            {
                "description": {"text": render(finding.mend.title)},
                "artifactChanges": [{"artifactLocation": artifact, "replacements": [replacement]}],
            }
        ]
    return result


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def sarif_uri(path: str, place: str) -> str:
    """Return a path as a reference: relative below the folder the command runs in."""
    if path == PIPED:
        return "stdin"
    is_absolute = PurePath(place).is_absolute()
    return PurePath(place).as_uri() if is_absolute else quote(place, errors="surrogateescape")


def _fingerprint(place: str, finding: Finding) -> str:
    """Return what stays the same when lines move."""
    subject = finding.subject
    parts = (place, finding.code, subject.kind, subject.id or subject.title)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]

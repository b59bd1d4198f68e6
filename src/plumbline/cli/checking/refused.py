"""A refusal of `plumbline check` in the formats that programs read.

A step that uploads what was written must find something to upload, and shows people why.
"""

import json
from typing import Any
from xml.sax.saxutils import quoteattr

from plumbline import __version__
from plumbline.cli.checking.as_github import data_escaped, property_escaped
from plumbline.cli.checking.as_sarif import sarif_uri
from plumbline.cli.checking.documents import DocumentRefused
from plumbline.cli.checking.outcome import path_for_services
from plumbline.cli.refusals import USAGE, CommandRefused
from plumbline.cli.terminal import one_line


def refusal_written(refused: CommandRefused, form: str) -> str:
    """Write a refusal.

    Args:
        refused: It, of a place in a document or of all that was asked.
        form: One of the formats but text.
    """
    placed = refused if isinstance(refused, DocumentRefused) else None
    return _WRITERS[form](one_line(placed.reason if placed else str(refused)), placed)


def _as_json(reason: str, placed: DocumentRefused | None) -> str:
    summary = {"objectives": 0, "key_results": 0, "findings": 0}
    told = {
        "message": reason,
        "path": placed.path if placed else None,
        "line": placed.line if placed else None,
        "column": placed.column if placed else None,
    }
    written = {"version": 1, "findings": [], "summary": summary, "refused": told}
    return json.dumps(written, ensure_ascii=False) + "\n"


def _as_sarif(reason: str, placed: DocumentRefused | None) -> str:
    notification: dict[str, Any] = {"level": "error", "message": {"text": reason}}
    if placed:
        uri = sarif_uri(placed.path, path_for_services(placed.path))
        physical: dict[str, Any] = {"artifactLocation": {"uri": uri}}
        if placed.line:
            physical["region"] = {"startLine": placed.line, "startColumn": placed.column}
        notification["locations"] = [{"physicalLocation": physical}]
    invocation = {
        "executionSuccessful": False,
        "exitCode": USAGE,
        "toolExecutionNotifications": [notification],
    }
    driver = {"name": "plumbline", "semanticVersion": __version__, "rules": []}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": [],
    }
    return json.dumps({"version": "2.1.0", "runs": [run]}, ensure_ascii=False) + "\n"


def _as_github(reason: str, placed: DocumentRefused | None) -> str:
    values: dict[str, object] = {}
    if placed:
        values["file"] = path_for_services(placed.path)
        if placed.line:
            values |= {"line": placed.line, "col": placed.column}
    values["title"] = "plumbline check refused"
    said = ",".join(f"{name}={property_escaped(str(value))}" for name, value in values.items())
    return f"::error {said}::{data_escaped(reason)}\n"


def _as_junit(reason: str, placed: DocumentRefused | None) -> str:
    name = quoteattr(one_line(path_for_services(placed.path) if placed else "plumbline check"))
    place = f' file={name} line="{placed.line}"' if placed and placed.line else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="plumbline check" tests="1" failures="0" errors="1">\n'
        f'  <testsuite name={name} tests="1" failures="0" errors="1" skipped="0">\n'
        f'    <testcase classname={name} name="can be read"{place}>\n'
        f'      <error type="refused" message={quoteattr(reason)}/>\n'
        "    </testcase>\n  </testsuite>\n</testsuites>\n"
    )


_WRITERS = {"json": _as_json, "sarif": _as_sarif, "github": _as_github, "junit": _as_junit}

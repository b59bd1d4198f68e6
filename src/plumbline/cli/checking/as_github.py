"""`plumbline check --format github`: workflow commands, which GitHub shows beside the lines."""

from plumbline.cli.checking.look import Look
from plumbline.cli.checking.outcome import Outcome, path_for_services
from plumbline.cli.checking.refused import TITLE, Told, told
from plumbline.cli.terminal import one_line
from plumbline.engine.messages import render
from plumbline.engine.rules.model import Finding, Severity

_COMMANDS = {Severity.HINT: "notice", Severity.WARN: "warning", Severity.BLOCK: "error"}


def written(outcome: Outcome, look: Look) -> str:
    """Write one command a finding, and one a document that could not be checked."""
    del look
    found = (_command(one.path, finding) for one, finding in outcome.findings())
    refused = (_refusal(told(each)) for each in outcome.refused)
    return "".join(f"{command}\n" for command in (*found, *refused))


def _command(path: str, finding: Finding) -> str:
    span, mend = finding.span, finding.mend
    values: dict[str, object] = {"file": path_for_services(path)}
    if span is not None:
        values |= {"line": span.line, "endLine": span.end_line}
        if span.line == span.end_line:  # columns over several lines are refused
            values |= {"col": span.column, "endColumn": span.end_column}
    values["title"] = f"{finding.code} {finding.rule.name}"
    message = one_line(render(finding.message))
    if mend is not None and mend.replacement:
        message += f"\n{render(mend.title)}: {one_line(mend.replacement)}"
    return _written(_COMMANDS[finding.severity], values, message)


def _refusal(one: Told) -> str:
    values: dict[str, object] = {}
    if one.path is not None:
        values["file"] = path_for_services(one.path)
        if one.line:
            values |= {"line": one.line, "col": one.column}
    return _written("error", {**values, "title": TITLE}, one.reason)


def _written(command: str, values: dict[str, object], message: str) -> str:
    said = ",".join(f"{name}={_property_escaped(str(value))}" for name, value in values.items())
    return f"::{command} {said}::{_data_escaped(message)}"


def _data_escaped(text: str) -> str:
    """Escape what stands behind the command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property_escaped(text: str) -> str:
    """Escape the value of a property."""
    return _data_escaped(text).replace(":", "%3A").replace(",", "%2C")

"""`plumbline check --format github`: workflow commands, which GitHub shows beside the lines."""

from plumbline.cli.checking.look import Look
from plumbline.cli.checking.outcome import Outcome, path_for_services
from plumbline.cli.terminal import one_line
from plumbline.engine.messages import render
from plumbline.engine.rules.model import Finding, Severity

_COMMANDS = {Severity.HINT: "notice", Severity.WARN: "warning", Severity.BLOCK: "error"}


def written(outcome: Outcome, look: Look) -> str:
    """Write one command a finding."""
    del look
    return "".join(f"{_command(one.path, finding)}\n" for one, finding in outcome.findings())


def _command(path: str, finding: Finding) -> str:
    span, mend = finding.span, finding.mend
    values: dict[str, object] = {"file": path_for_services(path)}
    if span is not None:
        values |= {"line": span.line, "endLine": span.end_line}
        if span.line == span.end_line:  # columns over several lines are refused
            values |= {"col": span.column, "endColumn": span.end_column}
    values["title"] = f"{finding.code} {finding.rule.name}"
    said = ",".join(f"{name}={property_escaped(str(value))}" for name, value in values.items())
    message = one_line(render(finding.message))
    if mend is not None and mend.replacement:
        message += f"\n{render(mend.title)}: {one_line(mend.replacement)}"
    return f"::{_COMMANDS[finding.severity]} {said}::{data_escaped(message)}"


def data_escaped(text: str) -> str:
    """Escape what stands behind the command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_escaped(text: str) -> str:
    """Escape the value of a property."""
    return data_escaped(text).replace(":", "%3A").replace(",", "%2C")

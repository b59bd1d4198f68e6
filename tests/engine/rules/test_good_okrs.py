"""Good OKRs stay without a warning: the rules must not cry wolf."""

from datetime import date
from pathlib import Path

from plumbline.engine.documents.model import Cycle, Document, KeyResult, Objective, Style
from plumbline.engine.messages import render
from plumbline.engine.rules.check import document_check
from plumbline.engine.rules.model import Context, Severity


def good_document() -> Document:
    """Every objective of the file, each of a team of its own, with all that a rule asks for."""
    objectives: list[Objective] = []
    text = (Path(__file__).parent / "good_okrs.txt").read_text(encoding="utf-8")
    for part in text.split("\n* ")[1:]:
        title, *lines = part.strip().splitlines()
        results = tuple(
            KeyResult(
                title=line[2:], owner=f"person {number}@example.org", guardrail=line[0] == "!"
            )
            for number, line in enumerate(lines, start=len(objectives) * 10)
        )
        objectives.append(
            Objective(
                title=title,
                team=title,
                owner="ada@example.org",
                style=Style.ASPIRATIONAL,
                key_results=results,
            )
        )
    cycle = Cycle(name="2026-Q1", start=date(2026, 1, 1), end=date(2026, 3, 31))
    return Document(objectives=tuple(objectives), cycle=cycle)


def test_good_okrs_raise_no_warning() -> None:
    document = good_document()
    report = document_check(document, Context(today=date(2026, 1, 5)))
    assert report.key_results >= 300
    warned = [
        (finding.code, finding.subject.title, render(finding.message))
        for finding in report.findings
        if finding.severity is not Severity.HINT
    ]
    assert warned == []
    assert report.unchecked == ()

"""Flawed key results and objectives are told as what they are, whatever function wrote them."""

from pathlib import Path

from plumbline.engine.documents.model import Document, KeyResult, Objective
from plumbline.engine.rules.check import document_check

ABOVE = "Neighbours trust us with their evenings"


def lines() -> list[tuple[str, str]]:
    """Return each line of the file: the rule that must speak, and the title."""
    text = (Path(__file__).parent / "bad_okrs.txt").read_text(encoding="utf-8")
    rows = [row for row in text.splitlines() if row and not row.startswith("#")]
    return [(row.partition(": ")[0], row.partition(": ")[2]) for row in rows]


def named(rule: str, title: str) -> set[str]:
    """Return the names of the rules that speak of a title."""
    objective = Objective(title=title)
    if not rule.startswith("objective-"):
        objective = Objective(title=ABOVE, key_results=(KeyResult(title=title),))
    findings = document_check(Document(objectives=(objective,))).findings
    return {each.rule.name for each in findings if each.subject.title == title}


def test_each_flaw_is_named() -> None:
    rows = lines()
    assert len(rows) >= 60
    assert [row for row in rows if row[0] not in named(*row)] == []

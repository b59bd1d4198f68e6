"""Worked examples by function: bad, better, good, with what the rules say of each step.

The lines stand in `worked_examples.txt`. What is found in them is never written down: the rules are
asked each time, so that an example cannot say what they no longer do.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from plumbline.engine.documents.model import Cycle, Document, KeyResult, Objective, Style
from plumbline.engine.rules.check import Selection, document_check
from plumbline.engine.rules.codes import CODES
from plumbline.engine.rules.model import Context, Finding

FILE: Final = Path(__file__).with_suffix(".txt")
FIRST_DAY = date(2026, 1, 1)
_CYCLE = Cycle(name="2026-Q1", start=FIRST_DAY, end=date(2026, 3, 31))
_ASKED = Selection(
    tuple(code for code, module in CODES.items() if module != "balance.too_few_key_results")
)
"""All rules but the one that asks how many key results there are: an example shows one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedExample:
    """One idea in three steps.

    Attributes:
        function: What kind of work it is from: "Support".
        objective: What the key results are to prove.
        bad: Work, or nothing that can be seen.
        better: A result that still lacks something.
        good: A result with a start and a target.
        guardrail: What must not get worse meanwhile; empty where nothing is at stake.
        why: Why the last line proves more than the first.
    """

    function: str
    objective: str
    bad: str
    better: str
    good: str
    why: str
    guardrail: str = ""

    def findings(self, line: str) -> tuple[Finding, ...]:
        """Return what the rules find in a line as the key result of the objective."""
        results = [KeyResult(title=line, owner="ada@example.org")]
        if self.guardrail and line == self.good:
            held = KeyResult(title=self.guardrail, owner="mia@example.org", guardrail=True)
            results.append(held)
        objective = Objective(
            title=self.objective,
            owner="lena@example.org",
            style=Style.ASPIRATIONAL,
            key_results=tuple(results),
        )
        report = document_check(
            Document(objectives=(objective,), cycle=_CYCLE), Context(today=FIRST_DAY), _ASKED
        )
        return report.findings


@dataclass(frozen=True, slots=True)
class WorkedSteps:
    """An example with the names of the rules that speak of each step."""

    example: WorkedExample
    bad: tuple[str, ...]
    better: tuple[str, ...]
    good: tuple[str, ...]


@lru_cache(maxsize=1)
def worked_examples() -> tuple[WorkedExample, ...]:
    """Return all examples in the order of the file."""
    found: list[WorkedExample] = []
    function, fields = "", dict[str, str]()
    for line in [*FILE.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("["):
            function = line.strip("[]")
        elif line and not line.startswith("#"):
            name, _, words = line.partition(": ")
            fields[name] = words
        elif fields:
            found.append(WorkedExample(function=function, **fields))
            fields = {}
    return tuple(found)


@lru_cache(maxsize=1)
def worked_steps() -> tuple[WorkedSteps, ...]:
    """Return all examples with what the rules find; takes a third of a second the first time."""
    return tuple(
        WorkedSteps(each, *(_names(each, line) for line in (each.bad, each.better, each.good)))
        for each in worked_examples()
    )


def functions() -> tuple[str, ...]:
    """Return the functions that have examples, in their order."""
    return tuple(dict.fromkeys(each.function for each in worked_examples()))


def _names(example: WorkedExample, line: str) -> tuple[str, ...]:
    """Return the names of the rules that find something in a step, each once."""
    return tuple(dict.fromkeys(finding.rule.name for finding in example.findings(line)))

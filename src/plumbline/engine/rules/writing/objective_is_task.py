"""An objective that says what will be built or done instead of the better state.

What it finds:
    Objectives that begin with work and end when it is delivered: launch, migrate, hire,
    document.

Why it matters:
    A task as an objective leaves nothing for its key results to prove but that it was done.

Source:
    Doerr, Measure What Matters: the objective is what is to be achieved; litmus test on user
    or economic benefit.

Bad:
    objectives:
      - title: Implement a CRM system

Bad:
    objectives:
      - title: Launch the new website

Bad:
    objectives:
      - title: Shut down the coal boiler

Good:
    objectives:
      - title: Customers find what they need without asking us

Good:
    objectives:
      - title: Become the bank that young families trust

Good:
    objectives:
      - title: Set the standard for accessible museums

Parameters:
    least_confidence: How sure a verdict has to be before it is told, from 0.5 (all are) to 1

Mend:
    Say who will be better off and how, once the work is done.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, objectives
from plumbline.engine.rules.language.verdict import objective_verdict_of
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import number

RULE = Rule(
    code="PL-W02",
    name="objective-is-task",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    reads_wording=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    least_confidence: float = number(
        0.5, 0.5, 1.0, "How sure a verdict has to be before it is told, from 0.5 (all are) to 1"
    )


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find objectives that name a task."""
    for item in objectives(document):
        verdict = objective_verdict_of(item.node.title)
        if not verdict.is_work or verdict.confidence < params.least_confidence:
            continue
        yield found(
            RULE,
            item,
            Message("rules.objective_is_task"),
            at=verdict.marked,
            evidence=verdict.words(item.node.title),
            confidence=verdict.confidence,
        )

"""A field that is asked for is empty.

What it finds:
    Objectives, key results and, once grading has begun, grades that leave a field empty which
    the parameters ask for. Nothing is asked before the parameters say what.

Why it matters:
    What everybody needs and nobody has to say is missing where it is needed most.

Source:
    An organization's own policy: which fields it requires is for it to say.

Bad:
    # params: objective = why; key_result = owner
    objectives:
      - title: Buyers trust us before they call
        key_results: [{title: Renewal rate from 84% to 92%, owner: ada@example.org}]

Bad:
    # params: grade = learned_evidence
    objectives:
      - title: Buyers trust us before they call
        state: grading
        grade: {learned: Calls fell before trust grew}

Good:
    # params: objective = why; key_result = owner; grade = learned_evidence
    objectives:
      - title: Buyers trust us before they call
        why: Every second call asks whether we can be trusted
        state: draft
        key_results: [{title: Renewal rate from 84% to 92%, owner: ada@example.org}]

Good:
    objectives:
      - title: Buyers trust us before they call

Parameters:
    objective: Fields every objective fills in
    key_result: Fields every key result fills in
    grade: What is said at the end, asked once grading has begun

Mend:
    Fill the field in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plumbline.engine.documents.model import Document, Grade, State
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import Item, found, key_results, objectives
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import words

RULE = Rule(
    code="PL-G01",
    name="field-empty",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
)
OF_OBJECTIVE = ("why", "owner", "priority", "style", "supports", "tags")
OF_KEY_RESULT = ("owner", "metric", "evidence", "due", "tags")
OF_GRADE = ("note", "learned", "learned_evidence")
_SAID = {
    "why": Message("rules.field_empty.why"),
    "owner": Message("rules.field_empty.owner"),
    "priority": Message("rules.field_empty.priority"),
    "style": Message("rules.field_empty.style"),
    "supports": Message("rules.field_empty.supports"),
    "tags": Message("rules.field_empty.tags"),
    "metric": Message("rules.field_empty.metric"),
    "evidence": Message("rules.field_empty.evidence"),
    "due": Message("rules.field_empty.due"),
    "note": Message("rules.field_empty.note"),
    "learned": Message("rules.field_empty.learned"),
    "learned_evidence": Message("rules.field_empty.learned_evidence"),
}
#: What a field of a grade is called in the grade itself.
_KEPT_AS = {"learned_evidence": "evidence"}


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    objective: tuple[str, ...] = words("Fields every objective fills in", among=OF_OBJECTIVE)
    key_result: tuple[str, ...] = words("Fields every key result fills in", among=OF_KEY_RESULT)
    grade: tuple[str, ...] = words(
        "What is said at the end, asked once grading has begun", among=OF_GRADE
    )


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find empty fields that are asked for."""
    for item in objectives(document):
        for name in params.objective:
            if not getattr(item.objective, name):
                yield _empty(item, name)
    for _, one, item in key_results(document, guardrails=True):
        for name in params.key_result:
            if not getattr(one, name):
                yield _empty(item, name)
    yield from _in_grades(document, params.grade)


def _in_grades(document: Document, asked: Sequence[str]) -> Iterator[Finding]:
    for index, objective in enumerate(document.objectives):
        if objective.state in (State.GRADING, State.CLOSED):
            grade = objective.grade or Grade()
            for name in asked:
                if not getattr(grade, _KEPT_AS.get(name, name)):
                    yield _empty(Item(objective, None, (index, -1)), name)


def _empty(item: Item, name: str) -> Finding:
    return found(RULE, item, _SAID[name], field=name)

"""A strategic priority that no objective serves.

What it finds:
    Priorities of the document that no objective names. Asked of one objective by a practice, it
    finds an objective that serves no priority and supports nothing above, while a priority of the
    organization has nobody in its cycle.

Why it matters:
    Strategy that nobody works on this cycle is a wish, or the wrong objectives were chosen.

Source:
    Our own reasoning: a priority is a promise that somebody works towards it.

Bad:
    priorities: [{id: trust, title: Trust}, {id: reach, title: Reach}]
    objectives:
      - {title: Newcomers stay, priority: trust}

Good:
    priorities: [{id: trust, title: Trust}]
    objectives:
      - {title: Newcomers stay, priority: trust}

Parameters:
    None.

Mend:
    Choose an objective that serves it, or say that it waits.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, found_in_document, objectives
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-A05",
    name="priority-unserved",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.HINT,
    looks_at_all=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find priorities nobody serves."""
    served = {item.objective.priority for item in objectives(document)}
    for priority in document.priorities:
        if priority.id not in served:
            yield found_in_document(
                RULE, document, Message("rules.priority_unserved", {"title": priority.title[:120]})
            )
    free = [
        item
        for item in objectives(document)
        if not item.objective.priority and not item.objective.supports
    ]
    if not free or context.alongside is None:
        return
    for title in context.alongside.unserved()[:1]:
        for item in free:
            said = {"title": title[:120]}
            yield found(RULE, item, Message("rules.priority_unserved", said), field="priority")

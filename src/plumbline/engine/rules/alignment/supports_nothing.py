"""A team's objective that supports no objective of the organization.

What it finds:
    Objectives of teams without a link to a parent and without a strategic priority, where the
    organization has objectives. An objective with a shared key result that a company
    objective's key result names satisfies it, as do reliability, cost and internal
    satisfaction of platform teams through such a link.

Why it matters:
    Work that supports nothing is either unnecessary or hides that a company objective is
    missing.

Source:
    Doerr, Measure What Matters: objectives align and connect. That a co-owned shared key result
    connects as well is our reasoning: the team answers for part of a company result.

Bad:
    # company: company
    objectives:
      - {title: Be the first choice for hospitals, team: company}
      - {title: Newcomers stay, team: product}

Good:
    # company: company
    objectives:
      - {title: Be the first choice for hospitals, team: company, id: c1}
      - {title: Newcomers stay, team: product, supports: [c1]}

Parameters:
    None.

Mend:
    Link what it supports, or say to whom it matters.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, objectives
from plumbline.engine.rules.levels import level_of
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-A01",
    name="supports-nothing",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    looks_at_all=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find team objectives that support nothing."""
    items = list(objectives(document))
    above = any(level_of(item.objective, context)[0] == "company" for item in items)
    above = above or any(one.is_company for one in context.elsewhere.values())
    if not above:
        return
    for item in items:
        objective = item.objective
        if level_of(objective, context)[0] != "team":
            continue
        shared = any(one.shared and one.supports for one in objective.key_results)
        if not objective.supports and objective.priority is None and not shared:
            yield found(RULE, item, Message("rules.supports_nothing"), field="supports")

"""An objective in the words of its parent.

What it finds:
    Objectives whose title shares most of its words with the title of an objective they
    support.

Why it matters:
    A copy adds nothing to its parent: what is this team's own part in it?

Source:
    Field practice: alignment is support, not cascade by copy.

Bad:
    objectives:
      - {title: Customers trust our invoices, id: p}
      - {title: Our customers trust invoices, supports: [p]}

Good:
    objectives:
      - {title: Customers trust our invoices, id: p}
      - {title: The ledger never surprises an accountant, supports: [p]}

Parameters:
    least_share: Share of words in common from which on it counts as a copy.

Mend:
    Say what this team's own part is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, objectives
from plumbline.engine.rules.language.nearness import nearness
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import number

RULE = Rule(
    code="PL-A02",
    name="copied-from-parent",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    reads_wording=True,
    looks_at_all=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    least_share: float = number(
        0.7, 0.4, 1.0, "Share of words in common from which on it counts as a copy"
    )


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find objectives that copy their parents."""
    titles = {one.id: one.title for one in document.objectives if one.id is not None}
    titles |= {key: one.title for key, one in context.elsewhere.items() if key not in titles}
    for item in objectives(document):
        for link in item.objective.supports:
            parent = titles.get(link.id)
            if parent and nearness(item.node.title, parent) >= params.least_share:
                yield found(
                    RULE, item, Message("rules.copied_from_parent", {"title": parent[:120]})
                )
                break

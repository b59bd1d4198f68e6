"""A group as owner.

What it finds:
    Owners that are teams, departments, everybody, or two people joined by and.

Why it matters:
    A group cannot be asked on Monday how it stands. Several owners are each other's excuse.

Source:
    Doerr, Measure What Matters: one owner for each key result. That it is a person and no group
    is our reasoning: a group cannot be asked.

Bad:
    objectives:
      - {title: Buyers trust us before they call, owner: Sales team}

Bad:
    objectives:
      - {title: Buyers trust us before they call, owner: Ada and Carl}

Good:
    objectives:
      - {title: Buyers trust us before they call, owner: Ada Lovelace, contributors: [Carl Champion]}

Parameters:
    None.

Mend:
    Name one person, and the others as contributors.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import Item, found, key_results, objectives
from plumbline.engine.rules.language.owners import is_group
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-O02",
    name="group-as-owner",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    reads_wording=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find owners that are groups."""
    for item in objectives(document):
        yield from _in(item, context)
    for _, _, item in key_results(document, guardrails=True):
        yield from _in(item, context)


def _in(item: Item, context: Context) -> Iterator[Finding]:
    """Find a group as owner of one item."""
    owner = item.node.owner
    if owner and is_group(owner, context.groups, context.people):
        yield found(
            RULE,
            item,
            Message("rules.group_as_owner", {"owner": owner[:80]}),
            field="owner",
            at=(0, len(owner)),
            evidence=(owner[:80],),
        )

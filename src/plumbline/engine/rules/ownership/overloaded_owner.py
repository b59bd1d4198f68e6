"""One person who answers for too much.

What it finds:
    Persons who own more key results in one document than the limit.

Why it matters:
    A check-in is honest when it costs a minute. With ten of them it is copied.

Source:
    Field practice; Wodtke, Radical Focus: few objectives for each person.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - {title: Renewal rate from 84% to 92%, owner: ada@example.org}
          - {title: Disputes from 4% to 1%, owner: ada@example.org}
          - {title: Contacts for each order from 7 to 4, owner: ada@example.org}
          - {title: Referrals from 30 to 60, owner: ada@example.org}
          - {title: Returns from 9% to 6%, owner: ada@example.org}
          - {title: Late parcels from 5% to 2%, owner: ada@example.org}

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - {title: Renewal rate from 84% to 92%, owner: ada@example.org}
          - {title: Disputes from 4% to 1%, owner: ada@example.org}
          - {title: Contacts for each order from 7 to 4, owner: ada@example.org}

Parameters:
    most: Key results of one person.

Mend:
    Hand some of them to whoever is nearer.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import Item, found, key_results
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import Laxer, number

RULE = Rule(
    code="PL-O04",
    name="overloaded-owner",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.HINT,
    looks_at_all=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    most: int = number(5, 1, 30, "Key results of one person", laxer=Laxer.HIGHER)


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find people with too many key results."""
    owned: dict[str, list[Item]] = {}
    for _, one, item in key_results(document, guardrails=True):
        if one.owner:
            owned.setdefault(one.owner.casefold(), []).append(item)
    for items in owned.values():
        if len(items) > params.most:
            said = {"owner": items[0].node.owner or "", "count": len(items), "most": params.most}
            yield found(
                RULE, items[params.most], Message("rules.overloaded_owner", said), field="owner"
            )

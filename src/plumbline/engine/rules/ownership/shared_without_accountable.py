"""A shared key result without an accountable owner.

What it finds:
    Key results marked as shared without an owner, or owned by a group.

Why it matters:
    Shared means that several teams pull; one person still convenes them.

Source:
    Doerr, Measure What Matters: one owner for each key result, also where several teams share it.

Bad:
    objectives:
      - title: Buyers trust us before they call
        owner: ada@example.org
        key_results: [{title: Renewal rate from 84% to 92%, shared: true}]

Good:
    objectives:
      - title: Buyers trust us before they call
        owner: ada@example.org
        key_results: [{title: Renewal rate from 84% to 92%, shared: true, owner: carl@example.org}]

Parameters:
    None.

Mend:
    Name who convenes.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.language.owners import is_group
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-O03",
    name="shared-without-accountable",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find shared key results nobody convenes."""
    for _, one, item in key_results(document, guardrails=True):
        if one.shared and (not one.owner or is_group(one.owner, context.groups, context.people)):
            yield found(RULE, item, Message("rules.shared_without_accountable"), field="owner")

"""A comment hides findings and does not say why.

What it finds:
    Comments that name a rule and give no reason behind a colon. They hide nothing.

Why it matters:
    Whoever reads the document next cannot tell whether the flaw was accepted or overlooked.

Source:
    ESLint, require-description for directive comments.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Churn is lower # plumbline: ignore no-number

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Churn is lower # plumbline: ignore no-number: counted from week 3 on

Parameters:
    none

Mend:
    Write a colon and the reason behind the codes.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found_in_comment
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-S01",
    name="suppression-without-reason",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    looks_at_all=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """Nothing to set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find comments without a reason."""
    del document, params
    for each in context.suppressions:
        if not each.reason:
            message = Message("rules.suppression_without_reason")
            yield found_in_comment(RULE, each, message, tuple(sorted(each.codes)))

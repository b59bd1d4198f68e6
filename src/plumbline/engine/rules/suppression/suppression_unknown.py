"""A comment hides findings of a rule that does not exist.

What it finds:
    Comments that name no rule, or one that there is not.

Why it matters:
    A mistyped code hides nothing, and a rule that is gone need not be hidden any more.

Source:
    ruff, RUF102: a code in a noqa comment that is not known.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Churn is lower # plumbline: ignore no-nubmer: counted from week 3 on

Bad:
    objectives:
      - title: Buyers trust us before they call # plumbline: ignore: agreed with the board

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Churn is lower # plumbline: ignore no-number: counted from week 3 on

Parameters:
    none

Mend:
    Name the rules by code or name, with commas between; the findings say which.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found_in_comment
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-S03",
    name="suppression-unknown",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    looks_at_all=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """Nothing to set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find comments that name no rule."""
    del document, params
    for each in context.suppressions:
        if each.unknown:
            message = Message("rules.suppression_unknown", {"word": each.unknown[0][:60]})
            yield found_in_comment(RULE, each, message, each.unknown)
        elif not each.codes:
            yield found_in_comment(RULE, each, Message("rules.suppression_names_none"), ())

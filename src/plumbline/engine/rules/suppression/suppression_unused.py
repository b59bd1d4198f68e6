"""A comment hides a finding that is not there.

What it finds:
    Comments that name a rule which finds nothing where they stand. Rules that did not run are not
    counted.

Why it matters:
    What hides nothing today hides something new tomorrow, and nobody will have decided that.

Source:
    ESLint, reportUnusedDisableDirectives; ruff, RUF100.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          # plumbline: ignore no-number: we agreed to count in week 3
          - title: Cut churn from 5% to 3%

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          # plumbline: ignore no-number: we agreed to count in week 3
          - title: Churn is lower

Parameters:
    none

Mend:
    Take the code out of the comment, or the whole comment when it was the only one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found_in_comment
from plumbline.engine.rules.model import Context, Finding, Mend, Rule, Severity, Status

RULE = Rule(
    code="PL-S02",
    name="suppression-unused",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    looks_at_all=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """Nothing to set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find comments that hide nothing."""
    del document, params
    for each in context.suppressions:
        if each.unused:
            is_whole = len(each.unused) == len(each.codes) and not each.unknown
            mend = Mend(Message("rules.suppression_unused.mend"), "", field="comment")
            message = Message("rules.suppression_unused", {"codes": ", ".join(each.unused)})
            yield found_in_comment(RULE, each, message, each.unused, mend if is_whole else None)

"""An activity whose day has passed.

What it finds:
    Key results that read as work, or whose baseline was to be measured, whose due day has
    passed while the cycle goes on.

Why it matters:
    An activity is allowed as a stand-in until its result can be measured. Past its day it has
    become the goal.

Source:
    Our own reasoning: work may stand in for a result until the result can be measured, and no
    longer; so it carries the day on which that is.

Bad:
    # today: 2026-02-20
    objectives:
      - title: Buyers trust us before they call
        state: active
        key_results:
          - {title: Publish 24 customer stories, state: active, due: 2026-02-10}

Good:
    # today: 2026-02-01
    objectives:
      - title: Buyers trust us before they call
        state: active
        key_results:
          - {title: Publish 24 customer stories, state: active, due: 2026-02-10}

Parameters:
    None.

Mend:
    Replace it by the result it stood for.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.language.verdict import verdict_of
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-R02",
    name="proxy-date-passed",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    reads_wording=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find stand-ins whose day has passed."""
    if context.today is None:
        return
    for _, one, item in key_results(document):
        if one.due is None or one.due >= context.today:
            continue
        if verdict_of(one.title).is_work:
            yield found(
                RULE,
                item,
                Message("rules.proxy_date_passed", {"due": one.due.isoformat()}),
                field="due",
            )

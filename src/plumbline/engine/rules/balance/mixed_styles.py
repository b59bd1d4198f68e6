"""Committed and aspirational mixed in one objective.

What it finds:
    Key results that call themselves committed, aspirational, stretch or moonshot, by title or
    tag, against the style of their objective or of each other.

Why it matters:
    A committed target missed is a miss, an aspirational one at 0.7 a success. Mixed, the mean
    says nothing.

Source:
    Google, OKR Playbook: committed and aspirational told apart.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Renewal rate from 84% to 92% (committed)
          - title: Referrals from 30 to 300 (moonshot)

Bad:
    objectives:
      - title: Buyers trust us before they call
        style: committed
        key_results:
          - title: Renewal rate from 84% to 98% (stretch)

Good:
    objectives:
      - title: Buyers trust us before they call
        style: committed
        key_results:
          - title: Renewal rate from 84% to 92% (committed)

Parameters:
    None.

Mend:
    Make two objectives of it, or settle on one style.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document, Style
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.metrics import style_said
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-B06",
    name="mixed-styles",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    reads_wording=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find key results of another style than their objective."""
    style: Style | None = None
    seen = -1
    for objective, key_result, item in key_results(document, guardrails=True):
        if item.at[0] != seen:
            seen, style = item.at[0], objective.style
        own = style_said(key_result)
        if own is None:
            continue
        if style is not None and own is not style:
            said = {"own": own.value, "style": style.value}
            yield found(RULE, item, Message("rules.mixed_styles", said))
        style = style or own

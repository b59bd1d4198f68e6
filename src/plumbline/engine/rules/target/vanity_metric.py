"""A measure that looks good and decides nothing.

What it finds:
    Views, visits, followers, subscribers, sign-ups, downloads, reach and raw mentions as what
    a key result is after. It is silent where the line says what these people do ("readers sign
    up for a trial") and where the same objective has a key result on what they do next.

Why it matters:
    Such counts go up with effort and money whether anybody is better off or not.

Source:
    Ries, The Lean Startup, on vanity and actionable metrics.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Reach 10,000 followers on LinkedIn

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Double newsletter subscribers

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "25% of webinar attendees book a demo"

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: 10,000 followers on LinkedIn
          - title: "Followers who become customers from 1% to 3%"

Good:
    objectives:
      - title: Buyers find us before they need us
        key_results:
          - title: "Readers sign up for a trial after reading: from 40 to 120"

Parameters:
    None.

Mend:
    Measure what these people do next: buy, return, recommend.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document, Objective
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.language.line import line_read
from plumbline.engine.rules.language.vanity import vanity_place
from plumbline.engine.rules.language.verdict import verdict_of
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-T11",
    name="vanity-metric",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.HINT,
    reads_wording=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find vanity measures that stand alone."""
    for objective, key_result, item in key_results(document):
        title = key_result.title
        if verdict_of(title).is_work:
            continue
        place = vanity_place(line_read(title))
        if place is None or _is_paired(objective, title):
            continue
        word = title[place[0] : place[1]]
        yield found(
            RULE, item, Message("rules.vanity_metric", {"word": word}), at=place, evidence=(word,)
        )


def _is_paired(objective: Objective, title: str) -> bool:
    """Return whether a share or rate of people stands beside it in the same objective."""
    return any(
        other.title != title
        and _RATE.search(other.title)
        and vanity_place(line_read(other.title)) is None
        and not verdict_of(other.title).is_work
        for other in objective.key_results
    )


_RATE = re.compile(
    r"(?i)%|\b(?:rate|conversion|convert\w*|retention|revenue|paying|customers?|book|buy|return|renew\w*|activat\w*)\b"
)

"""A result that also says how it will be brought about.

What it finds:
    Key results with a result and, behind by or through, the work that is to bring it about.

Why it matters:
    The work will change while the result stays. With both in one line, a better way looks like
    a breach.

Source:
    Doerr, Measure What Matters: initiatives are apart from key results.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Cut churn from 5% to 3% by launching a loyalty programme"

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Cut churn from 5% to 3%"

Parameters:
    None.

Mend:
    Cut the sentence before by or through, and keep the work as an initiative.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document
from plumbline.engine.documents.roles import OWNER_NAMED
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.language.features import features_of
from plumbline.engine.rules.language.line import line_read
from plumbline.engine.rules.language.verdict import verdict_of
from plumbline.engine.rules.model import Context, Finding, Mend, Rule, Severity, Status

RULE = Rule(
    code="PL-W11",
    name="work-in-result",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.HINT,
    reads_wording=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find results with their means."""
    for _, key_result, item in key_results(document):
        line = line_read(key_result.title)
        place = features_of(line).get("work as the means")
        if place is None or verdict_of(key_result.title).is_work:
            continue
        before = key_result.title[: place[0]].rstrip()
        start = max(before.rfind(" "), 0)
        kept = before[:start].rstrip(" ,;–-") + _name_behind(key_result.title)
        yield found(
            RULE,
            item,
            Message("rules.work_in_result"),
            at=(start + 1 if start else 0, len(key_result.title)),
            evidence=(key_result.title[start:].strip(),),
            mend=Mend(Message("rules.work_in_result.mend"), kept) if start > 8 else None,
        )


def _name_behind(title: str) -> str:
    """Return a name in brackets that a title ends with: it is no part of the work."""
    match = OWNER_NAMED.search(title)
    return match.group().rstrip(" .") if match else ""

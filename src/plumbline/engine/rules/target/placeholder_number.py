"""A gap where a number is to stand.

What it finds:
    X %, N customers, TBD, [$N], ?? and the like in titles.

Why it matters:
    A gap is a decision put off. A cycle that begins with it ends without a grade.

Source:
    Field practice.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Raise conversion from X% to Y%"

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Win N new customers

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Grow renewals by TBD

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Raise conversion from 3% to 5%"

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Reach Generation Z in 4 cities

Parameters:
    None.

Mend:
    Fill it in, or name the day by which the baseline will be measured.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document, KeyResult
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.language.placeholders import placeholders_in
from plumbline.engine.rules.model import Context, Finding, Mend, Rule, Severity, Status
from plumbline.engine.rules.rewording import filled

RULE = Rule(
    code="PL-T03",
    name="placeholder-number",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    reads_wording=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find gaps in titles."""
    for _, key_result, item in key_results(document, guardrails=True):
        places = placeholders_in(key_result.title)
        if places:
            words = tuple(key_result.title[start:end] for start, end in places)
            yield found(
                RULE,
                item,
                Message("rules.placeholder_number", {"gap": words[0]}),
                at=places[0],
                evidence=words,
                mend=_mend(key_result, places),
            )


def _mend(key_result: KeyResult, places: tuple[tuple[int, int], ...]) -> Mend | None:
    """Fill the gaps with what the metric beside the title says already."""
    title = filled(key_result.title, places, key_result.metric)
    return Mend(Message("rules.placeholder_number.mend"), title) if title else None

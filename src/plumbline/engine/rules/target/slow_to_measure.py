"""A measure that cannot be read within two weeks.

What it finds:
    Key results that are read monthly or more seldom, or whose title names a yearly or half-
    yearly survey or report.

Why it matters:
    A cycle has thirteen weeks. With one reading in it nobody can steer.

Source:
    Doerr, Measure What Matters: check-ins every week. What cannot be read within two weeks gives
    them nothing to say; the two weeks are our reasoning, and a setting.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Score in the annual engagement survey from 68 to 76

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Churn from 5% to 3%"
            cadence: monthly

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Weekly pulse of engagement from 68 to 76

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Churn from 5% to 3%"
            cadence: weekly

Parameters:
    None.

Mend:
    Find an indicator that moves earlier, or measure more often.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.caseless import Caseless
from plumbline.engine.documents.model import Cadence, Document
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.language.tokens import LONGEST
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-T13",
    name="slow-to-measure",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.HINT,
    reads_wording=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find measures that are read too seldom."""
    for _, key_result, item in key_results(document):
        match = _SELDOM.search(key_result.title[:LONGEST])
        if match:
            start, end = match.span()
            yield found(
                RULE,
                item,
                Message("rules.slow_to_measure"),
                at=(start, end),
                evidence=(key_result.title[start:end],),
            )
        elif key_result.cadence is Cadence.MONTHLY:
            yield found(RULE, item, Message("rules.slow_to_measure"), field="cadence")


_SELDOM = Caseless(
    r"\b(?:annual|yearly|half-yearly|biannual|semi-annual|quarterly)\s(?:\w+\s){0,3}?(?:survey|report|audit|study|review|index|census)\b",
    holds=("annual", "yearly", "quarterly"),
)

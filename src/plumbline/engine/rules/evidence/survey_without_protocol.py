"""A survey that does not say who is asked and how.

What it finds:
    Key results on NPS, CSAT, engagement and other scores from surveys, active, without a
    protocol of the measurement.

Why it matters:
    A score moves as easily by asking other people as by serving them better.

Source:
    Field practice of surveys: who was asked, how and when moves the result as much as the work
    does.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: NPS from 30 to 45
            state: active

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: NPS from 30 to 45
            state: active
            measurement: {protocol: "Every buyer, seven days after delivery"}

Parameters:
    None.

Mend:
    Say who is asked, when, and how many answers count.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document, State
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.language.tokens import LONGEST
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status

RULE = Rule(
    code="PL-E03",
    name="survey-without-protocol",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.HINT,
    reads_wording=True,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find surveys without a protocol."""
    for objective, one, item in key_results(document, guardrails=True):
        if State.ACTIVE not in (one.state, objective.state):
            continue
        match = _SURVEY.search(one.title[:LONGEST])
        if match and (one.measurement is None or not one.measurement.protocol):
            yield found(
                RULE,
                item,
                Message("rules.survey_without_protocol"),
                at=match.span(),
                evidence=(match.group(),),
            )


_SURVEY = re.compile(
    r"(?i)\b(?:e?nps|csat|ces|sus score|net promoter score|satisfaction (?:score|rate|index)?|engagement (?:score|index)|survey)\b"
)

"""A key result that names work instead of what the work is to change.

What it finds:
    Key results whose sentence reads as something to be done: a verb of work (launch, write,
    hire, run), a thing to be delivered, or a count of what the team itself produces. The
    verdict comes with a confidence; below the threshold it is a hint.

Why it matters:
    Work can be done in full and change nothing. A result keeps the team free to find the work
    that brings it about, and says when to stop.

Source:
    Google, OKR Playbook in Measure What Matters: key results describe outcomes, not
    activities.

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Publish 24 customer stories

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Launch the new website

Bad:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Train 45 account executives on value selling

Bad:
    objectives:
      - title: Every site is safe to work on
        key_results:
          - title: Write evacuation plans for 90% of the sites

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: "Lift the win rate in mid-market deals from 21% to 28%"

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Launch the planner with 200 paying customers

Good:
    objectives:
      - title: Giving is easy
        key_results:
          - title: The spring appeal brings in 4,000 new donors

Good:
    objectives:
      - title: Buyers trust us before they call
        key_results:
          - title: Release frequency
            metric: {kind: increase, unit: per month, baseline: 1, target: 4}

Parameters:
    least_confidence: How sure a verdict has to be before it is told, from 0.5 (all are) to 1

Mend:
    Ask what will be different for whom when the work is done, and measure that. Keep the work
    as an initiative.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document, KeyResult
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.language.line import line_read
from plumbline.engine.rules.language.stated import number_places
from plumbline.engine.rules.language.verdict import verdict_of
from plumbline.engine.rules.model import Context, Finding, Mend, Rule, Severity, Status
from plumbline.engine.rules.parameters import number

RULE = Rule(
    code="PL-W01",
    name="activity-as-result",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
    reads_wording=True,
)


_MESSAGE = Message("rules.activity_as_result")
_MEND = Mend(Message("rules.activity_as_result.mend"))


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    least_confidence: float = number(
        0.5, 0.5, 1.0, "How sure a verdict has to be before it is told, from 0.5 (all are) to 1"
    )


def measured_confidence(key_result: KeyResult) -> float:
    """Return how sure it is that a key result is work once its measure is read along.

    In a table, and in the fields of a form, the numbers stand beside the title: "Deploy frequency"
    reads as work, "Deploy frequency from 2 to 10 a week" does not.

    Returns:
        0 where the whole is no work; 1 where nothing is measured beside the title.
    """
    metric = key_result.metric
    if metric is None or metric.baseline is None or metric.target is None:
        return 1.0
    if number_places(line_read(key_result.title)):
        return 1.0
    words = f"{key_result.title.rstrip(' .:')} from {metric.baseline} to {metric.target}"
    whole = verdict_of(f"{words} {metric.unit or ''}".rstrip())
    return whole.confidence if whole.is_work else 0.0


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find key results that name work."""
    for _, key_result, item in key_results(document, guardrails=True):
        verdict = verdict_of(key_result.title)
        if not verdict.is_work:
            continue
        confidence = min(verdict.confidence, measured_confidence(key_result))
        if confidence < params.least_confidence:
            continue
        yield found(
            RULE,
            item,
            _MESSAGE,
            at=verdict.marked,
            evidence=verdict.words(key_result.title),
            confidence=confidence,
            mend=_MEND,
        )

"""Not measured by the end of week two.

What it finds:
    Active key results without any reading of their own from the third week of the cycle on,
    and baselines to be measured whose day has passed.

Why it matters:
    What cannot be read by then will not be read in time to steer.

Source:
    Our own reasoning: in a cycle of thirteen weeks a measure that is first read in week 3 leaves
    too little time to act on it.

Bad:
    # today: 2026-01-20
    objectives:
      - title: Buyers trust us before they call
        state: active
        key_results:
          - {title: Renewal rate to 92%, state: active}

Good:
    # today: 2026-01-20
    objectives:
      - title: Buyers trust us before they call
        state: active
        key_results:
          - {title: Renewal rate to 92%, state: active, check_ins: [{date: 2026-01-12, value: 85}]}

Good:
    # today: 2026-01-08
    objectives:
      - title: Buyers trust us before they call
        state: active
        key_results:
          - {title: Renewal rate to 92%, state: active}

Parameters:
    weeks: Weeks in which the measuring is to be set up.

Mend:
    Set up the measuring now, or measure something else.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document, State
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results, week_of
from plumbline.engine.rules.metrics import last_reading
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import number

RULE = Rule(
    code="PL-R03",
    name="instrumentation-late",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    weeks: int = number(2, 1, 8, "Weeks in which the measuring is to be set up")


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find key results that are not measured yet."""
    week = week_of(document, context.today)
    if week is None or context.today is None:
        return
    for objective, one, item in key_results(document, guardrails=True):
        if one.state is not State.ACTIVE and objective.state is not State.ACTIVE:
            continue
        if last_reading(one) is not None:
            continue
        by = one.metric.baseline_by if one.metric is not None else None
        late = by < context.today if by is not None else week > params.weeks
        if late:
            yield found(
                RULE, item, Message("rules.instrumentation_late", {"week": week}), field="check_ins"
            )

"""No check-in for too long.

What it finds:
    Active key results whose latest check-in is older than their cadence and three days.

Why it matters:
    Silence reads as green and is not. What nobody looks at every week is not steered.

Source:
    DESIGN: stale is more than 3 days past the cadence; Doerr and Wodtke: weekly.

Bad:
    # today: 2026-02-10
    objectives:
      - title: Buyers trust us before they call
        state: active
        key_results:
          - title: Renewal rate from 84% to 92%
            state: active
            cadence: weekly
            check_ins: [{date: 2026-01-12, value: 85}]

Good:
    # today: 2026-02-10
    objectives:
      - title: Buyers trust us before they call
        state: active
        key_results:
          - title: Renewal rate from 84% to 92%
            state: active
            cadence: weekly
            check_ins: [{date: 2026-02-05, value: 86}]

Parameters:
    None.

Mend:
    Check in, or change the cadence.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Cadence, Document, State
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, key_results
from plumbline.engine.rules.metrics import last_reading
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.scoring.staleness import CheckInState, check_in_state

RULE = Rule(
    code="PL-R01",
    name="check-in-stale",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.WARN,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find key results without a recent check-in."""
    cycle = document.cycle
    if context.today is None or cycle is None or cycle.start is None:
        return
    for objective, one, item in key_results(document, guardrails=True):
        if one.state is not State.ACTIVE and objective.state is not State.ACTIVE:
            continue
        last = last_reading(one)
        state = check_in_state(
            one.cadence or Cadence.WEEKLY,
            last.date if last else None,
            one.start or cycle.start,
            context.today,
            end=one.due or cycle.end,
            pauses=(*objective.pauses, *one.pauses),
        )
        if state in (CheckInState.STALE, CheckInState.OVERDUE):
            yield found(RULE, item, Message("rules.check_in_stale"), field="check_ins")

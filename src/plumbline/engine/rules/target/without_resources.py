"""A target that nobody works for.

What it finds:
    Objectives that are active, with key results, whose key results and which themselves name
    no initiative, from the third week of the cycle on.

Why it matters:
    A wish without work is no plan. Either something is missing here, or the work goes
    elsewhere.

Source:
    Google, OKR Playbook: for a committed objective schedules and resources are adjusted so that
    it is reached.

Bad:
    # today: 2026-02-10
    objectives:
      - title: Buyers trust us before they call
        state: active
        key_results:
          - title: Renewal rate from 84% to 92%

Good:
    # today: 2026-02-10
    objectives:
      - title: Buyers trust us before they call
        state: active
        key_results:
          - title: Renewal rate from 84% to 92%
            initiatives: [Call every customer a month before renewal]

Parameters:
    from_week: Week of the cycle from which on it is said.

Mend:
    Name what is done for it, or take it out of the cycle.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.engine.documents.model import Document, State
from plumbline.engine.messages import Message
from plumbline.engine.rules.finding import found, objectives, week_of
from plumbline.engine.rules.model import Context, Finding, Rule, Severity, Status
from plumbline.engine.rules.parameters import number

RULE = Rule(
    code="PL-T14",
    name="without-resources",
    since="0.1",
    status=Status.STABLE,
    default_severity=Severity.HINT,
)


@dataclass(frozen=True, slots=True)
class Params:
    """What an organization may set."""

    from_week: int = number(3, 1, 13, "Week of the cycle from which on it is said")


def check(document: Document, params: Params, context: Context) -> Iterator[Finding]:
    """Find objectives without work."""
    week = week_of(document, context.today)
    if week is None or week < params.from_week:
        return
    for item in objectives(document):
        objective = item.objective
        if objective.state is not State.ACTIVE or not objective.key_results:
            continue
        if not objective.initiatives and not any(one.initiatives for one in objective.key_results):
            yield found(RULE, item, Message("rules.without_resources"))

"""What the practices make of one objective, for its own page: read once for all that tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from plumbline.domain.governance.choices import WaiverState
from plumbline.domain.governance.judging import Judged, judge
from plumbline.domain.governance.selectors.applying import holding_at, practices_in_use
from plumbline.domain.okrs.models import Alignment, KeyResult, Objective
from plumbline.domain.okrs.selectors.approvals import ApprovalsOf, approvals_known
from plumbline.domain.okrs.selectors.approved import approved_of, practices_approving
from plumbline.domain.okrs.selectors.matters import matter_of, place_of
from plumbline.domain.okrs.selectors.waivers import WaiverFacts, waivers_facts, waivers_standing
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.context import organization_bound


@dataclass(frozen=True, slots=True)
class Governed:
    """What the practices make of an objective today.

    Attributes:
        findings: What the rules find, the most severe first; nothing where that was not asked.
        approvals: Of whom it is to be approved; `None` where nobody asks for that.
        waivers: What it need not keep, or asks not to.
    """

    findings: tuple[Judged, ...]
    approvals: ApprovalsOf | None
    waivers: Sequence[WaiverFacts]


NOT_GOVERNED = Governed((), None, ())


def objective_governed(
    *,
    viewer: Viewer,
    objective: Objective,
    key_results: Sequence[KeyResult],
    ties: Sequence[Alignment],
    at: datetime,
    is_judged: bool,
    is_approved: bool,
) -> Governed:
    """Return what the practices make of an objective that the viewer sees.

    Four queries where it is judged, each for a fact of its own that rules compare with: practices,
    waivers, what runs beside it, and what key results of the same title brought earlier; one more
    of what is not committed, for earlier grades of its owner. One each for the rules of
    `ASKED_WHERE_BOUND` that a practice is bound to. Up to five more where it is to be approved.

    Args:
        viewer: Who asks, with governance switched on.
        objective: From `objective_details`, with its team, cycle, owner and priority.
        key_results: Its own, with owners and scores.
        ties: Its links upwards, as `ObjectiveDetails` has them.
        at: Now.
        is_judged: Whether the rules are asked.
        is_approved: Whether approvals are told of.
    """
    on = organization_day(organization_bound(), at)
    practices = holding_at(practices_in_use(on=on), place_of(objective))
    rows = waivers_standing(objective, on=on)
    waivers = waivers_facts(viewer, rows, known=[objective])
    approving = () if objective.is_personal else practices_approving(practices)
    tells = bool(approving) and is_approved
    if not (is_judged or tells):
        return Governed((), None, waivers)
    approved = approved_of([objective], practices)
    matter = matter_of(objective, on=on, approved=approved, key_results=key_results, ties=ties)
    leave: Mapping[int, date] = {
        row.practice_id: row.expires_on
        for row in sorted(rows, key=lambda row: row.expires_on)
        if row.state == WaiverState.GRANTED
    }
    return Governed(
        judge(matter, practices, leave=leave) if is_judged else (),
        approvals_known(viewer, objective, approving, matter, at=at) if tells else None,
        waivers,
    )

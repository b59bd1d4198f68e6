"""Asking for the approvals that practices ask for, until an objective begins or is sent back."""

from collections.abc import Sequence
from datetime import datetime

from plumbline.domain.approvals.choices import ANSWERED, ApprovalState
from plumbline.domain.approvals.models import Approval
from plumbline.domain.governance.models import Practice
from plumbline.domain.okrs.models import Objective
from plumbline.domain.okrs.selectors.approved import asked_of
from plumbline.domain.okrs.selectors.approvers import approvers_asked
from plumbline.domain.okrs.selectors.matters import matter_of
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.tenancy.context import organization_bound
from plumbline.engine.rules.stating import stated_mark


def approvals_ask(objective: Objective, practices: Sequence[Practice], *, at: datetime) -> int:
    """Ask whoever approves a locked objective and has not as it stands.

    Without practices it asks nobody and takes no query.

    Args:
        objective: Locked, with owner and team fetched.
        practices: Those that ask for an approval where it stands.
        at: Now.

    Returns:
        How many are asked by it.
    """
    asks = asked_of(practices)
    if not asks:
        return 0
    asked = approvers_asked(objective, asks, at=at)
    mark = objective_mark(objective, at=at)
    rows = Approval.objects.filter(objective_public_id=objective.public_id)
    latest = {
        row.person_id: row.state == ApprovalState.APPROVED and row.stated == mark
        for row in rows.filter(state__in=ANSWERED).order_by("answered_at", "pk")
    }
    waiting = rows.filter(state=ApprovalState.ASKED).values_list("person_id", flat=True)
    done = {person for person, stands in latest.items() if stands} | set(waiting)
    fresh = [(person, roles) for person, roles in sorted(asked.items()) if person not in done]
    for person, roles in fresh:
        Approval(
            objective_public_id=objective.public_id,
            person_id=person,
            roles=sorted(roles),
            asked_at=at,
        ).save(force_insert=True)
    return len(fresh)


def objective_mark(objective: Objective, *, at: datetime) -> str:
    """Return the mark of what an objective says now (five queries at most)."""
    on = organization_day(organization_bound(), at)
    return stated_mark(matter_of(objective, on=on).document.objectives[0])


def approvals_drop(objective: Objective) -> None:
    """Let nobody be asked any more: it begins, or was sent back (one query)."""
    waiting = Approval.objects.filter(
        objective_public_id=objective.public_id, state=ApprovalState.ASKED
    )
    waiting.update(state=ApprovalState.DROPPED)

"""Reading the approvals of an objective: whoever sees it sees of whom they are asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from plumbline.domain.approvals.choices import ApprovalState
from plumbline.domain.approvals.models import Approval
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES
from plumbline.domain.okrs.models import Objective, State, Visibility
from plumbline.domain.okrs.permissions import approval_thing
from plumbline.domain.okrs.selectors.approved import approval_params, practices_asking
from plumbline.domain.okrs.selectors.approvers import roles_to
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.selectors.matters import matter_of
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.permissions import standing_granting
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.context import organization_bound
from plumbline.engine.rules.agreement.not_approved import OF_PRIVATE
from plumbline.engine.rules.stating import stated_mark

# Words come along: interfaces read no models.
__all__ = ["ApprovalFacts", "ApprovalState", "ApprovalsOf", "AskedBy", "approvals_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalFacts:
    """Of whom an approval was asked, and what they answered.

    Attributes:
        roles: `parent_lead`, `champion` or `manager`.
        stands_in: Name of who answered for them; empty where they did themselves.
        counts: Whether it is their latest answer, a yes, and to the words as they stand.
    """

    person: Name
    stands_in: str
    roles: tuple[str, ...]
    state: ApprovalState
    asked_at: datetime
    answered_at: datetime | None
    words: str
    counts: bool


@dataclass(frozen=True, slots=True)
class AskedBy:
    """A practice that asks for approvals.

    Attributes:
        by: Whose count, as the rule calls them; of a private objective the manager's.
        given: How many count today.
        changes: Whether a change of what runs needs a new one.
    """

    practice: Name
    by: tuple[str, ...]
    count: int
    given: int
    changes: bool


@dataclass(frozen=True, slots=True)
class ApprovalsOf:
    """The approvals of one objective.

    Attributes:
        asked_by: The practices that ask for them where it stands.
        approvals: The latest first.
        may_answer: Whether the viewer may approve it, or send it back.
        is_planned: Whether it has not begun yet.
        version: Of the objective.
    """

    asked_by: tuple[AskedBy, ...]
    approvals: tuple[ApprovalFacts, ...]
    may_answer: bool
    is_planned: bool
    version: int


def approvals_of(*, viewer: Viewer, objective: Objective, at: datetime) -> ApprovalsOf:
    """Return the approvals of an objective that the viewer sees (nine queries at most).

    Args:
        viewer: Who asks.
        objective: From `objective_get`, which asked whether they see it.
        at: Now.
    """
    today = organization_day(organization_bound(), at)
    mark = stated_mark(matter_of(objective, on=today).document.objectives[0])
    rows = Approval.objects.filter(objective_public_id=objective.public_id)
    found = list(rows.select_related("person", "answered_by").order_by("-asked_at", "-pk"))
    facts = tuple(_facts(found, mark))
    practices = practices_asking(objective, at=at)
    is_private = objective.visibility == Visibility.PRIVATE
    is_planned = objective.state in EDITABLE_STATES
    asked_by = tuple(
        AskedBy(
            Name(each.public_id, each.name),
            (OF_PRIVATE,) if is_private else params.by,
            1 if is_private else params.count,
            _given(
                found,
                {OF_PRIVATE} if is_private else {*params.by},
                mark if params.changes or is_planned else "",
            ),
            params.changes,
        )
        for each in practices
        for params in approval_params(each)
    )
    own = {each.person_id for each in viewer.standings}
    waiting = [row for row in found if row.state == ApprovalState.ASKED and row.person_id in own]
    by = {role for each in asked_by for role in each.by}
    by |= {role for row in waiting for role in row.roles}
    may = bool(by) and objective.state in (State.IN_REVIEW, State.ACTIVE)
    may = may and _may_answer(viewer, objective, by | {OF_PRIVATE}, at=at)
    return ApprovalsOf(asked_by, facts, may, is_planned, objective.version)


def _latest(rows: Sequence[Approval]) -> dict[int, Approval]:
    """Return the latest answer of each person."""
    answered = [row for row in rows if row.answered_at is not None]
    ordered = sorted(answered, key=lambda row: (row.answered_at or row.asked_at, row.pk))
    return {row.person_id: row for row in ordered}


def _given(rows: Sequence[Approval], roles: set[str], mark: str) -> int:
    return sum(
        row.state == ApprovalState.APPROVED
        and bool(roles & {*row.roles})
        and (not mark or row.stated == mark)
        for row in _latest(rows).values()
    )


def _facts(rows: Sequence[Approval], mark: str) -> Sequence[ApprovalFacts]:
    latest = _latest(rows)
    return [
        ApprovalFacts(
            person=Name(row.person.public_id, row.person.name),
            stands_in=row.answered_by.name
            if row.answered_by and row.answered_by_id != row.person_id
            else "",
            roles=tuple(row.roles),
            state=ApprovalState(row.state),
            asked_at=row.asked_at,
            answered_at=row.answered_at,
            words=row.words,
            counts=row.state == ApprovalState.APPROVED
            and row.stated == mark
            and latest[row.person_id] is row,
        )
        for row in rows
        if row.state != ApprovalState.DROPPED
    ]


def _may_answer(viewer: Viewer, objective: Objective, roles: set[str], *, at: datetime) -> bool:
    standing = standing_granting(viewer, Act.ANSWER, approval_thing(objective))
    if standing is None or objective.owner_id in {viewer.person_id, standing.person_id}:
        return False
    today = organization_day(organization_bound(), at)
    return bool(roles_to(standing, objective, today=today) & roles)

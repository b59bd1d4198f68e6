"""Reading the approvals of an objective: whoever sees it sees of whom they are asked."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from plumbline.domain.approvals.choices import ANSWERED, ApprovalState
from plumbline.domain.approvals.models import Approval
from plumbline.domain.governance.judging import Matter
from plumbline.domain.governance.models import Practice
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES
from plumbline.domain.okrs.models import Objective, State, Visibility
from plumbline.domain.okrs.permissions import approval_request_thing, approval_thing, visible_to
from plumbline.domain.okrs.selectors.approved import (
    approval_asking,
    approval_due,
    approval_params,
    asked_of,
    practices_holding,
)
from plumbline.domain.okrs.selectors.approvers import (
    approvers_asked,
    named_people,
    names_in,
    roles_to,
    stood_in,
)
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.selectors.matters import matter_of
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.permissions import permitted, standing_granting
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.context import organization_bound
from plumbline.engine.rules.agreement.not_approved import OF_PRIVATE
from plumbline.engine.rules.stating import stated_mark

# Words come along: interfaces read no models.
__all__ = ["NAMED", "ApprovalFacts", "ApprovalState", "ApprovalsOf", "AskedBy", "approvals_of"]

#: What somebody is to an objective who is named for it.
NAMED: Final = "named"
#: When it can be approved: before it begins, and anew when it changed.
ANSWERABLE: Final = (State.IN_REVIEW, State.ACTIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalFacts:
    """Of whom an approval was asked, and what they answered.

    Attributes:
        roles: `parent_lead`, `champion`, `manager`, or `named`.
        stands_in: Name of who answered for them; empty where they did themselves.
        counts: Whether it is their latest answer, a yes, and to the words as they stand.
        is_replaced: Whether they gave another answer later.
    """

    person: Name
    stands_in: str
    roles: tuple[str, ...]
    state: ApprovalState
    asked_at: datetime
    answered_at: datetime | None
    words: str
    counts: bool
    is_replaced: bool


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
    people: tuple[Name, ...]
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
        to_ask: Whom it is asked of once somebody asks, by name; nobody while it is asked.
        may_ask: Whether the viewer may ask for it.
        due_on: By when its practices want it approved, while it has not begun.
        is_planned: Whether it has not begun yet.
        version: Of the objective.
        own_answers: How many answers the viewer gave, or whoever they stand in for.
    """

    asked_by: tuple[AskedBy, ...]
    approvals: tuple[ApprovalFacts, ...]
    may_answer: bool
    to_ask: tuple[Name, ...]
    may_ask: bool
    due_on: date | None
    is_planned: bool
    version: int
    own_answers: int = 0

    @property
    def is_lacking(self) -> bool:
        """Whether a practice asks for more than it has."""
        return any(each.given < each.count for each in self.asked_by)

    @property
    def waiting(self) -> tuple[ApprovalFacts, ...]:
        """Return of whom it is asked who has not answered yet."""
        return tuple(each for each in self.approvals if each.state is ApprovalState.ASKED)


def approvals_of(*, viewer: Viewer, objective: Objective, at: datetime) -> ApprovalsOf:
    """Return the approvals of an objective that the viewer sees (twelve queries at most).

    Args:
        viewer: Who asks.
        objective: From `objective_get`, which asked whether they see it.
        at: Now.
    """
    today = organization_day(organization_bound(), at)
    matter = matter_of(objective, on=today)
    return approvals_known(viewer, objective, practices_holding(objective, at=at), matter, at=at)


def approvals_known(
    viewer: Viewer,
    objective: Objective,
    holding: Sequence[Practice],
    matter: Matter,
    *,
    at: datetime,
) -> ApprovalsOf:
    """Return the approvals of an objective of which the rest is known (six queries at most).

    Args:
        viewer: Who asks, and sees it.
        objective: With its team and cycle.
        holding: From `practices_approving`, of those that hold where it stands.
        matter: The objective as the rules look at it.
        at: Now.
    """
    mark = stated_mark(matter.document.objectives[0])
    rows = Approval.objects.filter(objective_public_id=objective.public_id)
    found = list(rows.select_related("person", "answered_by").order_by("-asked_at", "-pk"))
    facts = tuple(_facts(found, mark))
    asked_by = _asked_by(objective, approval_asking(holding), found, mark)
    own = {each.person_id for each in viewer.standings}
    waiting = [row for row in found if row.state == ApprovalState.ASKED]
    asks = (
        *asked_of(holding),
        *(frozenset(row.roles) for row in waiting if row.person_id in own),
    )
    is_planned = objective.state in EDITABLE_STATES
    lacks = any(each.given < each.count for each in asked_by)
    to_ask = _to_ask(objective, holding, facts, at=at) if lacks and not waiting else ()
    return ApprovalsOf(
        asked_by,
        facts,
        may_answer=bool(asks) and _may_answer(viewer, objective, asks, at=at),
        to_ask=to_ask,
        may_ask=bool(to_ask) and _may_ask(viewer, objective),
        due_on=approval_due(objective, holding) if lacks and is_planned else None,
        is_planned=is_planned,
        version=objective.version,
        own_answers=sum(row.person_id in own and row.state in ANSWERED for row in found),
    )


@dataclass(frozen=True, slots=True)
class ApprovalAsked:
    """An approval that waits for the viewer's answer."""

    objective: Name
    roles: tuple[str, ...]
    asked_at: datetime


def approvals_waiting(*, viewer: Viewer) -> Sequence[ApprovalAsked]:
    """Return what waits for the viewer's approval, the oldest first (two queries)."""
    asked = Approval.objects.filter(person_id=viewer.person_id, state=ApprovalState.ASKED)
    rows = list(asked.order_by("asked_at", "pk"))
    seen = Objective.objects.filter(
        visible_to(viewer),
        public_id__in={row.objective_public_id for row in rows},
        state__in=ANSWERABLE,
    )
    titles = dict(seen.values_list("public_id", "title"))
    return [
        ApprovalAsked(
            Name(row.objective_public_id, titles[row.objective_public_id]),
            roles_shown(row.roles),
            row.asked_at,
        )
        for row in rows
        if row.objective_public_id in titles
    ]


def _asked_by(
    objective: Objective, practices: Iterable[Practice], rows: Sequence[Approval], mark: str
) -> tuple[AskedBy, ...]:
    """Return the practices that ask for approvals, each with how many of them count."""
    is_private = objective.visibility == Visibility.PRIVATE
    is_planned = objective.state in EDITABLE_STATES
    asked = [(each, params) for each in practices for params in approval_params(each)]
    ids = {name for _, params in asked for name in params.people}
    named = Person.objects.filter(public_id__in=ids).order_by("name", "pk") if ids else ()
    people = [Name(each.public_id, each.name) for each in named]
    return tuple(
        AskedBy(
            Name(each.public_id, each.name),
            (OF_PRIVATE,) if is_private else params.by,
            () if is_private else tuple(one for one in people if one.public_id in params.people),
            1 if is_private else params.count,
            _given(
                rows,
                frozenset({OF_PRIVATE}) if is_private else params.asked,
                mark if params.changes or is_planned else "",
            ),
            params.changes,
        )
        for each, params in asked
    )


def _to_ask(
    objective: Objective,
    practices: Iterable[Practice],
    facts: Iterable[ApprovalFacts],
    *,
    at: datetime,
) -> tuple[Name, ...]:
    """Return of whom it would be asked: whoever approves it and has not as it stands."""
    asked = approvers_asked(objective, asked_of(practices), at=at)
    done = {each.person.public_id for each in facts if each.counts}
    people = Person.objects.filter(pk__in=asked).exclude(public_id__in=done)
    return tuple(Name(each.public_id, each.name) for each in people.order_by("name", "pk"))


def _latest(rows: Sequence[Approval]) -> dict[int, Approval]:
    """Return the latest answer of each person."""
    answered = [row for row in rows if row.answered_at is not None]
    ordered = sorted(answered, key=lambda row: (row.answered_at or row.asked_at, row.pk))
    return {row.person_id: row for row in ordered}


def _given(rows: Sequence[Approval], roles: frozenset[str], mark: str) -> int:
    return sum(
        row.state == ApprovalState.APPROVED
        and bool(roles & {*row.roles, row.person.public_id})
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
            roles=roles_shown(row.roles),
            state=ApprovalState(row.state),
            asked_at=row.asked_at,
            answered_at=row.answered_at,
            words=row.words,
            counts=row.state == ApprovalState.APPROVED
            and row.stated == mark
            and latest[row.person_id] is row,
            is_replaced=row.answered_at is not None and latest[row.person_id] is not row,
        )
        for row in rows
        if row.state != ApprovalState.DROPPED
    ]


def roles_shown(roles: Iterable[str]) -> tuple[str, ...]:
    """Return as what somebody is asked, with `named` for their own public id."""
    return tuple(sorted({NAMED if each in names_in([each]) else each for each in roles}))


def _may_answer(
    viewer: Viewer, objective: Objective, asks: Collection[frozenset[str]], *, at: datetime
) -> bool:
    if objective.state not in ANSWERABLE:
        return False
    by = frozenset({OF_PRIVATE}).union(*asks)
    named = named_people(objective, by, at=at)
    thing = approval_thing(objective, named_ids=named)
    standing = standing_granting(viewer, Act.ANSWER, thing)
    if standing is None or objective.owner_id in {viewer.person_id, standing.person_id}:
        return False
    today = organization_day(organization_bound(), at)
    instead = stood_in(asks, named)
    return bool(by & roles_to(standing, objective, today=today, named=named, instead=instead))


def _may_ask(viewer: Viewer, objective: Objective) -> bool:
    """Whether somebody may ask for the approval of what waits for it, or runs without."""
    if objective.state not in (State.DRAFT, State.IN_REVIEW, State.ACTIVE):
        return False
    return permitted(viewer, Act.ASK, approval_request_thing(objective))

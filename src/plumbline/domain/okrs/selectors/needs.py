"""What waits for somebody: grades, proposals, drafts of a cycle that runs already."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import reduce
from operator import or_

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery

from plumbline.domain.approvals.choices import ApprovalState
from plumbline.domain.approvals.models import Approval
from plumbline.domain.okrs.models import Objective, State
from plumbline.domain.okrs.models.objective import WAITING_STATES
from plumbline.domain.okrs.permissions import approval_thing, objective_acts, visible_to
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.selectors.names import team_name
from plumbline.domain.okrs.selectors.objectives import with_key_results
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.permissions import permitted
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.domain.tenancy.scoping import asked_alike
from plumbline.domain.tenancy.selectors import switched_on

#: So many are told one by one; more come as these are done.
NEEDS_UP_TO = 6
#: So many are asked whether they are the viewer's to do; most are.
LOOKED_THROUGH = 30


class NeedKind(StrEnum):
    """What is to be done."""

    GRADE_START = "grade_start"
    GRADE_SELF = "grade_self"
    GRADE_FINAL = "grade_final"
    ACCEPT = "accept"
    APPROVE = "approve"
    ACTIVATE = "activate"
    FINISH = "finish"  # a draft of one's own, while its cycle runs


#: What must still be the viewer's to do, so that nobody is sent where they are refused.
_ACTS = {
    NeedKind.GRADE_START: Act.GRADE_START,
    NeedKind.GRADE_SELF: Act.GRADE_SELF,
    NeedKind.GRADE_FINAL: Act.GRADE_FINAL,
    NeedKind.ACCEPT: Act.ACCEPT,
    NeedKind.ACTIVATE: Act.ACTIVATE,
    NeedKind.FINISH: Act.EDIT,
}
_APPROVED_IN = (State.IN_REVIEW, State.ACTIVE)
_OVER = (State.ACTIVE, State.PAUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that waits for the viewer.

    Attributes:
        cycle: What its cycle is called.
    """

    kind: NeedKind
    objective: Name
    team: Name | None
    owner: Name | None
    cycle: str


def needs_of(*, viewer: Viewer, at: datetime) -> tuple[Need, ...]:
    """Return what waits for the viewer, what is over first; two queries.

    As an owner: to end what its cycle has left behind, to say whether the better state is true, to
    finish a draft while its cycle runs. As a lead: proposals, what is in review, final grades.
    As one who is asked for it: an approval.

    Args:
        viewer: Who asks; what they may not do is not asked of them.
        at: Now; a cycle is over from the organization's day after its last.
    """
    today = organization_day(organization_bound(), at)
    return tuple(_needs(viewer, _asked(viewer, today)))[:NEEDS_UP_TO]


@asked_alike(128)
def _asked(viewer: Viewer, today: date) -> QuerySet[Objective]:
    """Return what may wait for somebody on a day of the organization's."""
    asking = Approval.objects.filter(person_id=viewer.person_id, state=ApprovalState.ASKED)
    waits = Q(public_id__in=asking.values("objective_public_id"), state__in=_APPROVED_IN)
    waits &= switched_on(ModuleKey.GOVERNANCE)
    # Each part is found by an index of its own; one condition for all would read every objective.
    parts = [_owned(viewer, today), waits & Q(cycle__end__gte=today)]
    if viewer.led_team_paths:
        parts.append(_led(viewer, today))
    first, *others = (Objective.objects.filter(part).values("pk") for part in parts)
    wanted = Q(pk__in=first.union(*others))
    rows = with_key_results(Objective.objects.filter(visible_to(viewer), wanted))
    rows = rows.annotate(
        waits_for_yes=ExpressionWrapper(waits, output_field=BooleanField()),
        asked_as=Subquery(
            asking.filter(objective_public_id=OuterRef("public_id")).values("roles")[:1]
        ),
    )
    rows = rows.select_related("team", "cycle", "owner")
    return rows.order_by("cycle__end", "pk")[:LOOKED_THROUGH]


def _owned(viewer: Viewer, today: date) -> Q:
    """Return the condition of what waits for its owner."""
    runs = Q(cycle__start__lte=today, cycle__end__gte=today)
    over = Q(state__in=_OVER, cycle__end__lt=today)
    asked = over | Q(state=State.GRADING, better_state="") | (Q(state=State.DRAFT) & runs)
    return Q(owner=viewer.person_id) & asked


def _led(viewer: Viewer, today: date) -> Q:
    """Return the condition of what waits for whoever leads its team or one above."""
    led = reduce(or_, (Q(team__path__startswith=path) for path in viewer.led_team_paths))
    asked = Q(state__in=(State.PROPOSED, State.IN_REVIEW), cycle__end__gte=today)
    asked |= Q(state=State.GRADING) & ~Q(better_state="")
    # The states alone once more: by these an index finds them.
    return led & Q(is_personal=False, state__in=WAITING_STATES) & asked


def _needs(viewer: Viewer, rows: Iterable[Objective]) -> Iterable[Need]:
    for row in rows:
        kind = _kind(row)
        owners = frozenset(part.owner_id for part in row.key_results.all() if part.owner_id)
        if _is_theirs(viewer, row, kind, owners):
            yield Need(
                kind=kind,
                objective=Name(row.public_id, row.title),
                team=team_name(row.team),
                owner=Name(row.owner.public_id, row.owner.name) if row.owner else None,
                cycle=row.cycle.name,
            )


def _is_theirs(
    viewer: Viewer, row: Objective, kind: NeedKind, participant_ids: frozenset[int]
) -> bool:
    if kind is NeedKind.APPROVE:
        is_own = row.owner_id == viewer.person_id
        is_named = viewer.person_public_id in (getattr(row, "asked_as", None) or ())
        thing = approval_thing(row, named_ids={viewer.person_id} if is_named else ())
        return not is_own and permitted(viewer, Act.ANSWER, thing)
    return _ACTS[kind] in objective_acts(viewer, row, participant_ids=participant_ids)


def _kind(row: Objective) -> NeedKind:
    if getattr(row, "waits_for_yes", False):
        return NeedKind.APPROVE
    if row.state == State.GRADING:
        return NeedKind.GRADE_FINAL if row.better_state else NeedKind.GRADE_SELF
    if row.state == State.PROPOSED:
        return NeedKind.ACCEPT
    if row.state == State.IN_REVIEW:
        return NeedKind.ACTIVATE
    return NeedKind.FINISH if row.state == State.DRAFT else NeedKind.GRADE_START

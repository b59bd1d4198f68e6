"""What the rules say of objectives under the practices of the organization."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from plumbline.domain.governance.choices import Gate, Tier
from plumbline.domain.governance.judging import SEVERITY, Judged, judge
from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.selectors.applying import holding_at, practices_in_use
from plumbline.domain.governance.selectors.waived import practices_waived
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES
from plumbline.domain.okrs.models import Objective, State, Visibility
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.okrs.selectors.approved import approved_of, asked_of
from plumbline.domain.okrs.selectors.approvers import left_without_approver
from plumbline.domain.okrs.selectors.facts import Name
from plumbline.domain.okrs.selectors.matters import levels_now, matter_of, matters_of, place_of
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.modules import ModuleKey
from plumbline.domain.tenancy.selectors import organization_modules
from plumbline.engine.rules.model import Severity

# Words come along: interfaces read no models.
__all__ = [
    "AT_ONCE",
    "Broken",
    "Effect",
    "Gate",
    "Judged",
    "Severity",
    "objective_findings",
    "practice_effect",
]

#: Objectives whose documents are made at a time.
AT_ONCE = 400
#: A preview looks at no more than these, of the latest cycles first.
MOST = 2_000
#: Of more than these a preview names none further.
NAMED = 50
#: What a practice could still stop, or would be mended under it.
LIVING = (*sorted(EDITABLE_STATES), State.ACTIVE)


def objective_findings(*, viewer: Actor, public_id: str, at: datetime) -> tuple[Judged, ...]:
    """Return what the rules find in an objective, the most severe first (nine queries at most).

    Raises:
        NotFound: There is none with this id, or the viewer may not know of it.
    """
    row: Objective | None = _rows(viewer).filter(public_id=public_id).first()
    if row is None:
        raise NotFound("okrs.objective.not_found")
    on = organization_day(organization_bound(), at)
    place = place_of(row)
    practices = holding_at(practices_in_use(on=on), place)
    if practices and ModuleKey.GOVERNANCE not in organization_modules():
        practices = ()
    leave = practices_waived(row.public_id, place, on=on) if practices else {}
    approved = approved_of([row], practices)
    return judge(matter_of(row, on=on, approved=approved), practices, leave=leave)


@dataclass(frozen=True, slots=True)
class Broken:
    """An objective that does not keep a practice."""

    objective: Name
    team: str
    state: State


@dataclass(frozen=True, slots=True)
class Effect:
    """What a practice would do today, over objectives that everybody sees.

    Attributes:
        looked_at: How many were asked.
        broken: How many do not keep it.
        begun: How many of these run already; they go on, and are asked at their next gate.
        drafts: How many of these are drafts: under a policy they could not be activated.
        named: The first of those that do not keep it.
        is_partial: There are more than were looked at.
        without_approver: How many of those that do not keep it nobody could approve.
    """

    looked_at: int
    broken: int
    begun: int
    drafts: int
    named: tuple[Broken, ...]
    without_approver: int = 0
    is_partial: bool = False


def practice_effect(*, viewer: Actor, practice: Practice, at: datetime) -> Effect:
    """Return which objectives would not keep a practice if it were a policy today.

    Only what everybody sees is counted, so that the number is the same for everyone. A finding
    that its rule is not sure of counts for nothing, as it never blocks.

    Args:
        viewer: Who asks.
        practice: As it is or is to be; it need not be saved.
        at: Now.
    """
    asked = Practice(
        tier=Tier.POLICY, gates=list(Gate), bindings=practice.bindings, team=practice.team
    )
    rows = _rows(viewer).filter(visibility=Visibility.ORGANIZATION, state__in=LIVING)
    if practice.team is not None:
        rows = rows.filter(team__path__startswith=practice.team.path, is_personal=False)
    ordered = rows.order_by("-cycle__end", "team__path", "rank", "pk").values_list("pk", flat=True)
    ids = list(ordered[: MOST + 1])
    is_partial = len(ids) > MOST
    ids = ids[:MOST]
    on = organization_day(organization_bound(), at)
    broken: list[Objective] = []
    levels = levels_now()
    for start in range(0, len(ids) if asked.bindings else 0, AT_ONCE):
        part = {row.pk: row for row in rows.filter(pk__in=ids[start : start + AT_ONCE])}
        there = [part[pk] for pk in ids[start : start + AT_ONCE] if pk in part]
        approved = approved_of(there, [asked])
        matters = matters_of(there, on=on, approved=approved, levels=levels)
        for row, matter in zip(there, matters, strict=True):
            found = judge(matter, [asked], unbound=False)
            if any(each.severity is SEVERITY[Tier.POLICY] for each in found):
                broken.append(row)
    begun = sum(each.state == State.ACTIVE for each in broken)
    asks = asked_of([asked])
    return Effect(
        looked_at=len(ids),
        broken=len(broken),
        begun=begun,
        drafts=len(broken) - begun,
        named=tuple(map(_broken, broken[:NAMED])),
        without_approver=left_without_approver(broken, asks, at=at) if asks else 0,
        is_partial=is_partial,
    )


def _rows(viewer: Actor) -> QuerySet[Objective]:
    rows: QuerySet[Objective] = Objective.objects.filter(visible_to(viewer))
    return rows.select_related("team", "cycle", "owner", "priority")


def _broken(row: Objective) -> Broken:
    team = row.team.name if row.team and not row.is_personal else ""
    return Broken(Name(row.public_id, row.title), team, State(row.state))

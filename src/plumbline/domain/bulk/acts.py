"""One act on one objective: through the service of that act, and back again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from plumbline.domain.bulk.models import BulkAct
from plumbline.domain.cycles.selectors import cycle_get
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES, RUNNING_STATES
from plumbline.domain.okrs.models import Descent, Objective, State
from plumbline.domain.okrs.services.adjustments import objective_adjust
from plumbline.domain.okrs.services.carrying_over import objective_carry_over
from plumbline.domain.okrs.services.objectives import (
    objective_accept,
    objective_activate,
    objective_delete,
    objective_edit,
    objective_submit,
)
from plumbline.domain.okrs.services.putting_back import Kept, draft_kept
from plumbline.domain.okrs.values import ObjectiveValues, Style, Visibility, objective_values
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.selectors.people import person_get
from plumbline.domain.orgs.selectors.teams import team_get
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.strategy.selectors import priority_get
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import Refused

#: Acts that change what an objective says.
CHANGES: Final = frozenset(
    {
        BulkAct.OWNER,
        BulkAct.TEAM,
        BulkAct.CYCLE,
        BulkAct.VISIBILITY,
        BulkAct.STYLE,
        BulkAct.PRIORITY,
        BulkAct.TAG_ADD,
        BulkAct.TAG_REMOVE,
    }
)
#: Those that are adjustments of what runs, with a reason.
ADJUSTMENTS: Final = frozenset(
    {BulkAct.OWNER, BulkAct.TEAM, BulkAct.CYCLE, BulkAct.VISIBILITY, BulkAct.STYLE}
)
#: Those that need a value; an owner and a priority may be taken away by an empty one.
WITH_VALUE: Final = frozenset(
    {
        BulkAct.TEAM,
        BulkAct.CYCLE,
        BulkAct.VISIBILITY,
        BulkAct.STYLE,
        BulkAct.TAG_ADD,
        BulkAct.TAG_REMOVE,
        BulkAct.CARRY_OVER,
    }
)
#: Steps of a life by the act of the table of rights that they are.
STEPS: Final[Mapping[BulkAct, Act]] = {
    BulkAct.SUBMIT: Act.SUBMIT,
    BulkAct.ACCEPT: Act.ACCEPT,
    BulkAct.ACTIVATE: Act.ACTIVATE,
}
_STEP_SERVICES: Final[Mapping[BulkAct, Callable[..., Objective]]] = {
    BulkAct.SUBMIT: objective_submit,
    BulkAct.ACCEPT: objective_accept,
    BulkAct.ACTIVATE: objective_activate,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be done to each row, as `Batch` keeps it."""

    act: BulkAct
    value: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What an act did; see `BatchRow`. `None` in its place says that there was nothing to do."""

    version: int
    before: str = ""
    is_adjusted: bool = False
    made: str = ""
    kept: Kept = ()


def row_act(
    *, actor: Viewer, objective: Objective, wanted: Wanted, expected: int, at: datetime
) -> Changed | None:
    """Do an act to one objective, in the caller's `writing`.

    Args:
        actor: Under whose rights.
        objective: With owner, team, cycle and priority fetched.
        wanted: What is to be done.
        expected: The version it was decided on.
        at: Now.

    Raises:
        DomainError: As the service of the act refuses it.
    """
    if wanted.act in CHANGES:
        return _change(actor, objective, wanted, expected, at)
    if wanted.act in STEPS:
        before = objective.state
        step = _STEP_SERVICES[wanted.act]
        step(actor=actor, objective=objective, expected=expected, at=at)
        return Changed(version=_version_now(objective), before=before)
    if wanted.act is BulkAct.DELETE:
        kept = draft_kept(objective)
        objective_delete(actor=actor, objective=objective, expected=expected, at=at)
        return Changed(version=expected, kept=kept)
    made = objective_carry_over(
        actor=actor,
        objective=objective,
        cycle=cycle_get(viewer=actor, public_id=wanted.value),
        descent=Descent.CARRIED_OVER,
        at=at,
    )
    return Changed(version=_version_now(made), made=made.public_id)


def _version_now(objective: Objective) -> int:
    """Return the version an act left, whatever it wrote beside."""
    return int(Objective.objects.values_list("version", flat=True).get(pk=objective.pk))


def _change(
    actor: Viewer, objective: Objective, wanted: Wanted, expected: int, at: datetime
) -> Changed | None:
    values = objective_values(objective)
    changed = value_set(actor, values, wanted)
    if changed == values:
        return None
    state = State(objective.state)
    before = value_of(values, wanted)
    if state in EDITABLE_STATES or wanted.act not in ADJUSTMENTS:
        objective_edit(actor=actor, objective=objective, values=changed, expected=expected, at=at)
        return Changed(version=_version_now(objective), before=before)
    if state not in RUNNING_STATES:
        raise Refused("bulk.over", state=state.label)
    objective_adjust(
        actor=actor,
        objective=objective,
        values=changed,
        reason=wanted.reason,
        effective_on=organization_day(organization_bound(), at),
        expected=expected,
        at=at,
    )
    return Changed(version=_version_now(objective), before=before, is_adjusted=True)


def value_set(viewer: Viewer, values: ObjectiveValues, wanted: Wanted) -> ObjectiveValues:
    """Return what an objective would say after an act that changes it.

    Raises:
        NotFound: There is no such person, team, cycle or priority.
        Refused: A personal objective belongs to no team.
    """
    value, tags = wanted.value, values.tags
    match wanted.act:
        case BulkAct.OWNER:
            owner = person_get(viewer=viewer, public_id=value) if value else None
            return replace(values, owner=owner)
        case BulkAct.TEAM:
            if values.is_personal:
                raise Refused("bulk.personal")
            return replace(values, team=team_get(viewer=viewer, public_id=value))
        case BulkAct.CYCLE:
            return replace(values, cycle=cycle_get(viewer=viewer, public_id=value))
        case BulkAct.VISIBILITY:
            return replace(values, visibility=Visibility(value))
        case BulkAct.STYLE:
            return replace(values, style=Style(value) if value else None)
        case BulkAct.PRIORITY:
            priority = priority_get(viewer=viewer, public_id=value) if value else None
            return replace(values, priority=priority)
        case BulkAct.TAG_ADD:
            return values if value in tags else replace(values, tags=(*tags, value))
        case BulkAct.TAG_REMOVE:
            return replace(values, tags=tuple(tag for tag in tags if tag != value))
    raise Refused("bulk.act_unknown")


def value_of(values: ObjectiveValues, wanted: Wanted) -> str:
    """Return what an objective says now of what an act would change, as a value of that act."""
    match wanted.act:
        case BulkAct.OWNER:
            return values.owner.public_id if values.owner else ""
        case BulkAct.TEAM:
            return values.team.public_id if values.team else ""
        case BulkAct.CYCLE:
            return values.cycle.public_id
        case BulkAct.VISIBILITY:
            return values.visibility.value
        case BulkAct.STYLE:
            return values.style.value if values.style else ""
        case BulkAct.PRIORITY:
            return values.priority.public_id if values.priority else ""
    return wanted.value  # a tag: it was there, or was not

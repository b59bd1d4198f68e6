"""Moving a cycle through its phases together with what lies in it.

`cycles` knows nothing of objectives, so a cycle that has any is moved through here: it closes only
once everything in it that the whole organization or a team may see is over. What is private or
personal is its owner's alone to end: it never stands in the way, so that nobody learns of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet

from plumbline.domain.cycles.models import Cycle, CyclePhase
from plumbline.domain.cycles.services import cycle_phase_set
from plumbline.domain.okrs.lifecycle import OPEN_STATES, RUNNING_STATES
from plumbline.domain.okrs.models import Descent, Objective, Visibility
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.okrs.selectors.objectives import objective_get
from plumbline.domain.okrs.services.alignment import links_lock
from plumbline.domain.okrs.services.carrying_over import Carried, objectives_carry_over
from plumbline.domain.okrs.services.grading import grading_start
from plumbline.domain.okrs.services.objectives import objective_stop
from plumbline.domain.orgs.permissions import manage_permit
from plumbline.domain.orgs.rights import Kind
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound, Refused, ValidationRefused
from plumbline.domain.tenancy.transactions import writing
from plumbline.domain.tenancy.versions import version_check
from plumbline.engine.messages import Message


class Fate(StrEnum):
    """What becomes of an objective whose cycle ends."""

    GRADE = "grade"
    CARRY_OVER = "carry_over"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Decided:
    """What becomes of one objective, decided on one version of it."""

    public_id: str
    version: int
    fate: Fate


def cycle_move(
    *, actor: Actor, cycle: Cycle, phase: CyclePhase, expected: int, at: datetime
) -> Cycle:
    """Move a cycle to another phase; it closes only when nothing in it is open any more.

    Raises:
        StaleVersion: Somebody else changed it since version `expected`.
        PermissionRefused: The actor does not run cycles.
        Refused: The phase lies further back than one step, an objective still runs or waits for
            its grade, or a cycle inside this one is not closed.
    """
    with writing(organization_bound()):
        moved = cycle_phase_set(actor=actor, cycle=cycle, phase=phase, expected=expected, at=at)
        if phase is CyclePhase.CLOSED:
            _refuse_open(moved)
        return moved


def cycle_wrap_up(
    *,
    actor: Actor,
    cycle: Cycle,
    decided: Sequence[Decided],
    into: Cycle | None,
    reason: str,
    expected: int,
    at: datetime,
) -> tuple[Carried, ...]:
    """Do what was decided about objectives of a cycle that ends, all or nothing.

    What is carried over is graded as well: how far it came in this cycle is said at its end. What
    is being graded already keeps on waiting for its grade.

    Args:
        actor: Who runs the cycle.
        cycle: Whose objectives.
        decided: What becomes of which.
        into: The cycle that what is carried over goes on in.
        reason: Why those that are stopped are stopped.
        expected: The version of the cycle that it was decided on.
        at: Now.

    Returns:
        What goes on elsewhere.

    Raises:
        StaleVersion: Somebody else changed the cycle or one of the objectives meanwhile.
        PermissionRefused: The actor does not run cycles, or may not do this to one of them.
        NotFound: One of them is not in the cycle, or not for the actor's eyes.
        Refused: One cannot be carried over, or the state of one does not allow it.
        ValidationRefused: The reason is missing, or the cycle to carry over into.
    """
    with writing(organization_bound()):
        manage_permit(actor, Kind.CYCLE)
        links_lock()
        row: Cycle = Cycle.objects.select_for_update(of=("self",)).get(pk=cycle.pk)
        version_check(row, expected=expected)
        _decidable(decided, into, reason)
        found = _found_locked(actor, row, decided)
        going_on = [objective for each, objective in found if each.fate is Fate.CARRY_OVER]
        carried: tuple[Carried, ...] = ()
        if into is not None and going_on:
            carried = objectives_carry_over(
                actor=actor,
                objectives=going_on,
                cycle=into,
                descent=Descent.CARRIED_OVER,
                at=at,
            )
        for each, objective in sorted(found, key=lambda pair: pair[1].pk):
            _end(actor, each, objective, reason, at=at)
        return carried


def objectives_in_the_way(cycle: Cycle) -> QuerySet[Objective]:
    """Return the objectives that keep a cycle from being closed."""
    rows: QuerySet[Objective] = Objective.objects.filter(
        cycle=cycle,
        state__in=OPEN_STATES,
        visibility__in=(Visibility.ORGANIZATION, Visibility.TEAM),
        is_personal=False,
        is_staged=False,
    )
    return rows


def _refuse_open(cycle: Cycle) -> None:
    inside = Cycle.objects.filter(parent=cycle).exclude(phase=CyclePhase.CLOSED)
    child = inside.order_by("start", "pk").first()
    if child is not None:
        raise Refused("okrs.cycle.child_open", child=child.name, cycle=cycle.name)
    if objectives_in_the_way(cycle).exists():
        raise Refused("okrs.cycle.still_open", cycle=cycle.name)


def _found_locked(
    actor: Actor, cycle: Cycle, decided: Sequence[Decided]
) -> list[tuple[Decided, Objective]]:
    """Return what was decided about with its objectives, all locked in the order of everybody.

    Raises:
        NotFound: One is not in the cycle, or not for the actor's eyes.
    """
    ids = {each.public_id for each in decided}
    rows = Objective.objects.filter(visible_to(actor), public_id__in=ids, cycle=cycle)
    found = rows.order_by("pk").select_for_update(of=("self",)).values_list("pk")
    if len(found) < len(ids):
        raise NotFound("okrs.objective.not_found")
    return [(each, objective_get(viewer=actor, public_id=each.public_id)) for each in decided]


def _decidable(decided: Sequence[Decided], into: Cycle | None, reason: str) -> None:
    errors: dict[str, list[Message]] = {}
    fates = {each.fate for each in decided}
    if Fate.STOP in fates and not reason.strip():
        errors["reason"] = [Message("okrs.reason_missing")]
    if Fate.CARRY_OVER in fates and into is None:
        errors["into"] = [Message("okrs.carry.no_cycle")]
    if errors:
        raise ValidationRefused(errors)


def _end(
    actor: Actor, decided: Decided, objective: Objective, reason: str, *, at: datetime
) -> None:
    """Let an objective wait for its grade, or stop it."""
    version_check(objective, expected=decided.version)
    if decided.fate is Fate.STOP:
        objective_stop(
            actor=actor, objective=objective, reason=reason, expected=decided.version, at=at
        )
    elif objective.state in RUNNING_STATES:
        grading_start(actor=actor, objective=objective, expected=decided.version, at=at)

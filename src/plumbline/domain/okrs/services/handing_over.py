"""Handing over what somebody owns, all at once, as far as whoever does it may."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet

from plumbline.domain.okrs.lifecycle import EDITABLE_STATES, RUNNING_STATES
from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.okrs.permissions import (
    key_result_changes_hands,
    objective_changes_hands,
    visible_to,
)
from plumbline.domain.okrs.services.adjustments import key_result_adjust, objective_adjust
from plumbline.domain.okrs.services.key_results import key_result_edit
from plumbline.domain.okrs.services.objectives import objective_edit
from plumbline.domain.okrs.services.scores import ancestry_lock
from plumbline.domain.okrs.values import key_result_values, objective_values
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.services.people import person_deactivate
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import Refused, ValidationRefused
from plumbline.domain.tenancy.transactions import writing
from plumbline.engine.messages import Message

_CHANGED_IN = EDITABLE_STATES | RUNNING_STATES


@dataclass(frozen=True, slots=True)
class HandedOver:
    """How much went over to somebody else."""

    objectives: int
    key_results: int


def ownership_hand_over(
    *, actor: Actor, person: Person, to: Person, reason: str, at: datetime
) -> HandedOver:
    """Hand over what a person owns that is planned or runs, as far as the actor may change it.

    What runs changes by an adjustment with the reason. What the actor may not see or not change
    stays where it is; personal objectives are nobody else's.

    Raises:
        ValidationRefused: There is no reason.
        Refused: It would go to the same person, or to one who is not there.
    """
    with writing(organization_bound()):
        if not reason.strip():
            raise ValidationRefused({"reason": [Message("okrs.reason_missing")]})
        to = Person.objects.get(pk=to.pk)
        if to.pk == person.pk or not to.active or to.is_service:
            raise Refused("okrs.hand_over.to_nobody")
        today = organization_day(organization_bound(), at)
        _lock(actor, person)
        objectives = [
            row
            for row in _objectives(actor, person)
            if _objective_handed(actor, row, to, reason, today, at)
        ]
        key_results = [
            row
            for row in _key_results(actor, person)
            if _key_result_handed(actor, row, to, reason, today, at)
        ]
        return HandedOver(len(objectives), len(key_results))


def person_leave(
    *,
    actor: Actor,
    person: Person,
    to: Person | None,
    reason: str,
    expected: int,
    at: datetime,
) -> Person:
    """Deactivate a person, and hand over before what they own, all or nothing.

    Args:
        actor: Who manages people.
        person: Who leaves.
        to: Who owns from now on what the actor may hand over; `None` leaves it all.
        reason: Why it changes hands.
        expected: The version of the person that it was decided on.
        at: Now.

    Raises:
        PermissionRefused: The actor may not manage people.
        StaleVersion: Somebody else changed them meanwhile.
        ValidationRefused: Something is handed over without a reason.
        Refused: Nobody would be admin any more, or it would be handed to nobody.
    """
    with writing(organization_bound()):
        left = person_deactivate(actor=actor, person=person, at=at, expected=expected)
        if to is not None:
            ownership_hand_over(actor=actor, person=left, to=to, reason=reason, at=at)
        return left


def _lock(actor: Actor, person: Person) -> None:
    """Lock all that may change hands in the order of everybody, before any of it does."""
    ids = set(_objectives(actor, person).values_list("pk", flat=True))
    ids |= set(_key_results(actor, person).values_list("objective_id", flat=True))
    rows = Objective.objects.filter(pk__in=ids).order_by("pk")
    list(rows.select_for_update(of=("self",)).values_list("pk"))
    if ids:
        ancestry_lock(*sorted(ids))


def _objectives(actor: Actor, person: Person) -> QuerySet[Objective]:
    rows: QuerySet[Objective] = Objective.objects.filter(
        visible_to(actor), owner=person, state__in=_CHANGED_IN, is_personal=False
    )
    return rows.select_related("team", "cycle", "owner", "priority").order_by("pk")


def _key_results(actor: Actor, person: Person) -> QuerySet[KeyResult]:
    seen = Objective.objects.filter(visible_to(actor), is_personal=False).values("pk")
    rows: QuerySet[KeyResult] = KeyResult.objects.filter(
        objective__in=seen, owner=person, state__in=_CHANGED_IN
    )
    return rows.select_related(
        "objective__team", "objective__cycle", "objective__owner", "owner"
    ).order_by("objective_id", "pk")


def _objective_handed(
    actor: Actor, row: Objective, to: Person, reason: str, today: date, at: datetime
) -> bool:
    if not objective_changes_hands(actor, row, to_id=to.pk):
        return False
    values = replace(objective_values(row), owner=to)
    if row.state in EDITABLE_STATES:
        objective_edit(actor=actor, objective=row, values=values, expected=row.version, at=at)
    else:
        objective_adjust(
            actor=actor,
            objective=row,
            values=values,
            reason=reason,
            effective_on=today,
            expected=row.version,
            at=at,
        )
    return True


def _key_result_handed(
    actor: Actor, row: KeyResult, to: Person, reason: str, today: date, at: datetime
) -> bool:
    if not key_result_changes_hands(actor, row):
        return False
    values = replace(key_result_values(row), owner=to)
    if row.state in EDITABLE_STATES:
        key_result_edit(actor=actor, key_result=row, values=values, expected=row.version, at=at)
    else:
        key_result_adjust(
            actor=actor,
            key_result=row,
            values=values,
            reason=reason,
            effective_on=today,
            expected=row.version,
            at=at,
        )
    return True

"""Asking for an objective to be let off a practice, and answering: both as private as it is."""

from datetime import date, datetime

from plumbline.domain.governance.choices import WaiverState
from plumbline.domain.governance.models import Practice, Waiver
from plumbline.domain.governance.permissions import team_waiver_permit
from plumbline.domain.governance.services.waivers import (
    waiver_locked,
    waiver_state_set,
    waiver_take_back,
    waiver_write,
)
from plumbline.domain.journal.recording import Author
from plumbline.domain.okrs.models import Objective
from plumbline.domain.okrs.permissions import objective_permit, waiver_thing
from plumbline.domain.okrs.selectors.rows import objective_locked
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import NotFound, PermissionRefused


def waiver_ask(
    *,
    actor: Viewer,
    objective: Objective,
    practice: Practice,
    reason: str,
    expires_on: date,
    at: datetime,
) -> Waiver:
    """Ask for an objective to be let off a practice until a day.

    Raises:
        NotFound: The actor may not know of the objective.
        PermissionRefused: They neither own it nor lead its team nor run the practices.
        Refused: The practice is put away, or the same is asked for already.
        ValidationRefused: The reason is missing, or the last day is past or too far.
    """
    with acting(actor) as organization:
        row = objective_locked(objective.pk)
        objective_permit(actor, Act.VIEW, row)
        author = _permit(actor, Act.ASK, row)
        return waiver_write(
            author,
            practice=practice,
            objective_public_id=row.public_id,
            reason=reason,
            expires_on=expires_on,
            on=organization_day(organization, at),
            at=at,
        )


def waiver_answer(
    *,
    actor: Viewer,
    waiver: Waiver,
    state: WaiverState,
    answer: str,
    expected: int,
    at: datetime,
) -> Waiver:
    """Grant or decline what was asked for, or end early what was granted, with a reason.

    Raises:
        NotFound: The actor may not know of the objective it is for.
        PermissionRefused: They may not answer.
        Refused: They asked for it themselves, or it is over.
        StaleVersion: Somebody answered it since version `expected`.
        ValidationRefused: The reason is missing.
    """
    with acting(actor) as organization:
        row = waiver_locked(waiver, expected=expected)
        author = _author(actor, Act.ANSWER, row)
        on = organization_day(organization, at)
        return waiver_state_set(author, row, state, answer=answer, on=on, at=at)


def waiver_withdraw(*, actor: Viewer, waiver: Waiver, expected: int, at: datetime) -> Waiver:
    """Take back what one asked for, while nobody has answered it.

    Raises:
        NotFound: The actor may not know of the objective it is for.
        PermissionRefused: Somebody else asked for it.
        Refused: It is answered, or taken back already.
        StaleVersion: Somebody answered it since version `expected`.
    """
    with acting(actor):
        row = waiver_locked(waiver, expected=expected)
        return waiver_take_back(_author(actor, Act.ASK, row), row, at=at)


def _author(actor: Viewer, act: Act, row: Waiver) -> Author:
    """Refuse an act on a waiver; of an objective only to whom may know of that."""
    if row.team is not None:
        return team_waiver_permit(actor, act, row.team.path)
    about = Objective.objects.filter(public_id=row.objective_public_id).first()
    if about is None:
        raise NotFound("governance.waiver_not_found")
    objective = objective_locked(about.pk)
    objective_permit(actor, Act.VIEW, objective)
    return _permit(actor, act, objective)


def _permit(actor: Viewer, act: Act, objective: Objective) -> Author:
    """Refuse an act on a waiver of an objective that the actor sees."""
    try:
        return permit(actor, act, waiver_thing(objective))
    except NotFound as error:
        raise PermissionRefused("okrs.waiver.refused") from error

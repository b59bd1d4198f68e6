"""A dependency that comes in with a document, as far as it was there."""

from dataclasses import dataclass
from datetime import date, datetime

from plumbline.domain.dependencies.models import Dependency
from plumbline.domain.dependencies.permissions import Side, ask_permit
from plumbline.domain.dependencies.services.dependencies import (
    dependency_history,
    dependency_journal,
    lead_standing,
    sight_check,
)
from plumbline.domain.dependencies.states import PromiseState
from plumbline.domain.journal.recording import Author, Change
from plumbline.domain.okrs.permissions import objective_permit
from plumbline.domain.orgs.models import Person
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.services.acting import acting, row_check
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.engine.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class DependencyImported:
    """What a document says of a dependency; `changed_by` is who did what its state says."""

    title: str
    needed_by: date
    state: PromiseState
    reason: str
    changed_by: Person | None
    asked_at: datetime


def dependency_import(
    *,
    actor: Actor,
    author: Author,
    waiting: Side,
    delivering: Side,
    values: DependencyImported,
    for_anybody: bool,
    at: datetime,
) -> Dependency:
    """Keep a dependency as a document tells it; its day may be over, and nobody is told of it.

    Args:
        actor: Who imports.
        author: In whose name it is recorded.
        waiting: Who waits, all of it fetched; of a team without a person its lead stands for it.
        delivering: Who delivers, likewise.
        values: What, when, and how far it was.
        for_anybody: Whether the actor imports for whomever, and not only where they may ask.
        at: Now.

    Raises:
        PermissionRefused: It is not the actor's to ask for the side that waits, or to see a side.
        ValidationRefused: A side waits for itself, nobody stands for one, or whoever does may not
            see the other.
    """
    with acting(actor):
        for side in (waiting, delivering):
            if side.key_result is not None:
                objective_permit(actor, Act.VIEW, side.key_result.objective)
        if not for_anybody:
            ask_permit(actor, Side(waiting.key_result, waiting.team))
        waiting = _standing(waiting, "waiting", at)
        delivering = _standing(delivering, "delivering", at)
        if (waiting.key_result, waiting.team) == (delivering.key_result, delivering.team):
            raise ValidationRefused({"delivering": [Message("dependencies.itself", {})]})
        sight_check(waiting, delivering, at)
        row = Dependency(
            title=values.title.strip(),
            needed_by=values.needed_by,
            state=values.state,
            reason=values.reason,
            changed_by=values.changed_by,
            waiting_key_result=waiting.key_result,
            waiting_team=waiting.team,
            waiting_person=waiting.person,
            delivering_key_result=delivering.key_result,
            delivering_team=delivering.team,
            delivering_person=delivering.person,
            asked_at=values.asked_at,
        )
        row_check(row)
        row.save(force_insert=True)
        dependency_history(row, at=at)
        dependency_journal(author, row, "import", at, title=Change(None, row.title))
        return row


def _standing(side: Side, name: str, at: datetime) -> Side:
    if side.team is None:
        return side
    return Side(team=side.team, person=side.person or lead_standing(side.team, name, at))

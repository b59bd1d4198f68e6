"""Asking for something by a day, answering, moving the day, delivering, withdrawing."""

from dataclasses import dataclass
from datetime import date, datetime

from plumbline.domain.dependencies.lifecycle import ANSWERS, DependencyAct, transition
from plumbline.domain.dependencies.models import Dependency, DependencyFields, DependencyState
from plumbline.domain.dependencies.permissions import (
    Side,
    answer_permit,
    ask_permit,
    delivering_side,
    waiting_side,
)
from plumbline.domain.dependencies.selectors.dependencies import dependency_get
from plumbline.domain.dependencies.states import OPEN_STATES, PromiseState
from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.okrs.models import State
from plumbline.domain.okrs.permissions import objective_permit
from plumbline.domain.okrs.selectors.readers import reads
from plumbline.domain.okrs.selectors.rows import key_result_locked, objective_locked
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.models import Person, Team, TeamMembership
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.services.acting import acting, row_check
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import Refused, ValidationRefused
from plumbline.domain.tenancy.history import state_record
from plumbline.domain.tenancy.versions import version_check, version_save
from plumbline.engine.messages import Message

_OVER = frozenset({State.CLOSED, State.STOPPED})


@dataclass(frozen=True, slots=True, kw_only=True)
class DependencyValues:
    """What is needed, and by which day."""

    title: str
    needed_by: date


def dependency_ask(
    *, actor: Actor, waiting: Side, delivering: Side, values: DependencyValues, at: datetime
) -> Dependency:
    """Ask another side for something by a day.

    Args:
        actor: Who asks: an owner or lead of the side that waits. They see the other one.
        waiting: Who waits; of a team without a person its lead stands for it.
        delivering: Who is to deliver, likewise.
        values: What and when.
        at: Now.

    Raises:
        NotFound: A side is not for the actor's eyes.
        PermissionRefused: It is not theirs to ask for the side that waits.
        ValidationRefused: No words, a day that is over, nobody who stands for a side, or somebody
            who may not see the other one.
        Refused: A side is over, waits for itself, or it is asked for already.
    """
    with acting(actor):
        _lock_in_order(waiting, delivering)
        waiting = _side(actor, waiting, "waiting", at)
        # Naming somebody for a team gives nobody the right to ask in its name.
        author = ask_permit(actor, Side(waiting.key_result, waiting.team))
        delivering = _side(actor, delivering, "delivering", at)
        _check(values, waiting, delivering, at)
        sight_check(waiting, delivering, at)
        row = Dependency(
            title=values.title.strip(),
            needed_by=values.needed_by,
            changed_by_id=actor.person_id,
            waiting_key_result=waiting.key_result,
            waiting_team=waiting.team,
            waiting_person=waiting.person,
            delivering_key_result=delivering.key_result,
            delivering_team=delivering.team,
            delivering_person=delivering.person,
            asked_at=at,
        )
        row_check(row)
        row.save(force_insert=True)
        dependency_history(row, at=at)
        dependency_journal(
            author,
            row,
            "ask",
            at,
            title=Change(None, row.title),
            needed_by=Change(None, row.needed_by.isoformat()),
        )
        return row


def dependency_accept(
    *, actor: Actor, dependency: Dependency, expected: int, at: datetime
) -> Dependency:
    """Promise to deliver by the day that was asked for.

    Raises:
        NotFound: It is gone, or a side of it is not for the actor's eyes.
        PermissionRefused: The actor does not answer for the side that delivers.
        Refused: It is settled, or accepted already.
        StaleVersion: It changed meanwhile.
    """
    return _step(actor, dependency, DependencyAct.ACCEPT, expected, at)


def dependency_decline(
    *, actor: Actor, dependency: Dependency, reason: str, expected: int, at: datetime
) -> Dependency:
    """Say that it will not be delivered by that day, and why; a promise is taken back likewise.

    Raises:
        NotFound: It is gone, or a side of it is not for the actor's eyes.
        PermissionRefused: The actor does not answer for the side that delivers.
        Refused: It is settled.
        StaleVersion: It changed meanwhile.
        ValidationRefused: There is no reason.
    """
    return _step(actor, dependency, DependencyAct.DECLINE, expected, at, reason=_reason(reason))


def dependency_deliver(
    *, actor: Actor, dependency: Dependency, expected: int, at: datetime
) -> Dependency:
    """Say that it is there.

    Raises:
        NotFound: It is gone, or a side of it is not for the actor's eyes.
        PermissionRefused: The actor does not answer for the side that delivers.
        Refused: It is settled.
        StaleVersion: It changed meanwhile.
    """
    return _step(actor, dependency, DependencyAct.DELIVER, expected, at)


def dependency_move(
    *,
    actor: Actor,
    dependency: Dependency,
    needed_by: date,
    reason: str,
    expected: int,
    at: datetime,
) -> Dependency:
    """Ask for another day, and say why; whoever delivers answers anew.

    Raises:
        NotFound: It is gone, or a side of it is not for the actor's eyes.
        PermissionRefused: The actor does not ask for the side that waits.
        Refused: It is settled.
        StaleVersion: It changed meanwhile.
        ValidationRefused: There is no reason, or the day is over; or it is the same, and nobody
            has declined it.
    """
    _day_check(needed_by, at)
    return _step(
        actor,
        dependency,
        DependencyAct.MOVE,
        expected,
        at,
        reason=_reason(reason),
        needed_by=needed_by,
    )


def dependency_withdraw(
    *, actor: Actor, dependency: Dependency, reason: str = "", expected: int, at: datetime
) -> Dependency:
    """Say that it is not needed any more.

    Raises:
        NotFound: It is gone, or a side of it is not for the actor's eyes.
        PermissionRefused: The actor does not ask for the side that waits.
        Refused: It is settled.
        StaleVersion: It changed meanwhile.
    """
    return _step(actor, dependency, DependencyAct.WITHDRAW, expected, at, reason=reason.strip())


def dependency_history(row: Dependency, *, at: datetime) -> None:
    """Record what a dependency is now."""
    state_record(row=row, versioned=DependencyFields, state_model=DependencyState, at=at)


def _step(
    actor: Actor,
    dependency: Dependency,
    act: DependencyAct,
    expected: int,
    at: datetime,
    *,
    reason: str = "",
    needed_by: date | None = None,
) -> Dependency:
    with acting(actor):
        Dependency.objects.select_for_update(of=("self",)).filter(pk=dependency.pk).first()
        row = dependency_get(viewer=actor, public_id=dependency.public_id)
        if act in ANSWERS:
            author = answer_permit(actor, delivering_side(row))
        else:
            author = ask_permit(actor, waiting_side(row))
        version_check(row, expected=expected)
        old, row.state = row.state, transition(row.state, act).value
        changes = {"state": Change(old, row.state)}
        if needed_by is not None:
            if needed_by == row.needed_by and old != PromiseState.DECLINED:
                raise ValidationRefused({"needed_by": [Message("dependencies.same_day", {})]})
            changes["needed_by"] = Change(row.needed_by.isoformat(), needed_by.isoformat())
            row.needed_by = needed_by
        if reason:
            changes["reason"] = Change(None, reason)
        row.reason = reason
        row.changed_by_id = actor.person_id
        row_check(row)
        fields = ("state", "needed_by", "reason", "changed_by")
        version_save(row, expected=expected, update_fields=fields)
        dependency_history(row, at=at)
        dependency_journal(author, row, act.value, at, **changes)
        return row


def _lock_in_order(*sides: Side) -> None:
    """Lock what both sides hang on in one order, so that two who ask each other do not wait."""
    results = [side.key_result for side in sides if side.key_result is not None]
    for objective_id in sorted({row.objective_id for row in results}):
        objective_locked(objective_id)
    # Two who ask the same of a team at once: the second one finds the first.
    teams = sorted({side.team.pk for side in sides if side.team is not None})
    list(Team.objects.select_for_update(of=("self",)).filter(pk__in=teams).order_by("pk"))


def _side(actor: Actor, side: Side, name: str, at: datetime) -> Side:
    """Return a side with fresh rows, of what the actor sees and what is not over."""
    if (side.key_result is None) == (side.team is None):
        raise ValidationRefused({name: [Message("dependencies.one_end", {})]})
    if side.team is not None:
        if side.team.archived_on is not None:
            raise ValidationRefused({name: [Message("orgs.team.archived", {})]})
        if side.person is not None and not side.person.active:
            raise ValidationRefused({f"{name}_person": [Message("orgs.person.inactive", {})]})
        return Side(team=side.team, person=side.person or lead_standing(side.team, name, at))
    if side.person is not None:
        raise ValidationRefused({f"{name}_person": [Message("dependencies.person_of_team", {})]})
    key_result = key_result_locked(side.key_result.pk)  # type: ignore[union-attr]  # one of the two
    objective_permit(actor, Act.VIEW, key_result.objective)
    for row in (key_result.objective, key_result):
        if State(row.state) in _OVER:
            raise Refused("dependencies.over", title=row.title, state=State(row.state).label)
    if key_result.owner_id is None:
        raise Refused("dependencies.nobody", title=key_result.title)
    return Side(key_result=key_result)


def lead_standing(team: Team, name: str, at: datetime) -> Person:
    """Return who leads a team today, the longest first."""
    today = organization_day(organization_bound(), at)
    rows = TeamMembership.objects.filter(team=team, is_lead=True, since__lte=today)
    rows = rows.exclude(until__lte=today).select_related("person")
    lead = rows.filter(person__active=True).order_by("since", "pk").first()
    if lead is None:
        message = Message("dependencies.nobody_leads", {"team": team.name})
        raise ValidationRefused({f"{name}_person": [message]})
    person: Person = lead.person
    return person


def _check(values: DependencyValues, waiting: Side, delivering: Side, at: datetime) -> None:
    if not values.title.strip():
        raise ValidationRefused({"title": [Message("dependencies.title", {})]})
    _day_check(values.needed_by, at)
    if (waiting.key_result, waiting.team) == (delivering.key_result, delivering.team):
        raise ValidationRefused({"delivering": [Message("dependencies.itself", {})]})
    twice = Dependency.objects.filter(
        waiting_key_result=waiting.key_result,
        waiting_team=waiting.team,
        delivering_key_result=delivering.key_result,
        delivering_team=delivering.team,
        title=values.title.strip(),
        state__in=OPEN_STATES,
    )
    if twice.exists():
        raise Refused("dependencies.twice")


def sight_check(waiting: Side, delivering: Side, at: datetime) -> None:
    """Refuse what one who stands for a side could never see, so never answer or hear of."""
    for side, other in ((delivering, waiting), (waiting, delivering)):
        key_result = other.key_result
        person = side.person if side.key_result is None else side.key_result.owner
        if key_result is None or person is None:
            continue
        if not reads(person, key_result.objective, at=at):
            params = {"name": person.name, "title": key_result.title}
            raise ValidationRefused({"delivering": [Message("dependencies.unseen", params)]})


def _day_check(needed_by: date, at: datetime) -> None:
    if needed_by < organization_day(organization_bound(), at):
        raise ValidationRefused({"needed_by": [Message("dependencies.needed_by", {})]})


def _reason(reason: str) -> str:
    if not reason.strip():
        raise ValidationRefused({"reason": [Message("dependencies.reason", {})]})
    return reason.strip()


def dependency_journal(
    author: Author, row: Dependency, act: str, at: datetime, **changes: Change
) -> None:
    """Write the entry of what somebody did."""
    journal_record(
        author=author,
        act=f"dependency.{act}",
        subject=Subject("dependency", row.pk, row.public_id),
        at=at,
        changes=changes,
    )

"""Writing objectives: create, edit while a draft, and the acts of their life."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import QuerySet

from plumbline.domain.journal.recording import Author, Change
from plumbline.domain.okrs.history import objective_begin
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES, transition
from plumbline.domain.okrs.models import (
    KeyResult,
    Objective,
    Origin,
    State,
)
from plumbline.domain.okrs.permissions import objective_permit
from plumbline.domain.okrs.recording import objective_journal
from plumbline.domain.okrs.selectors.approved import practices_asking
from plumbline.domain.okrs.selectors.rows import objective_locked
from plumbline.domain.okrs.services.approval_asking import approvals_ask
from plumbline.domain.okrs.services.custom_writing import custom_write
from plumbline.domain.okrs.services.gates import act_asked, change_gated, passed_note
from plumbline.domain.okrs.services.key_result_scores import key_results_move, key_results_rescore
from plumbline.domain.okrs.services.objective_changes import (
    objective_change,
    objective_save,
    seen_by_parents,
)
from plumbline.domain.okrs.services.past_marking import past_mark
from plumbline.domain.okrs.services.pauses import pause_begin, pauses_end, pauses_end_all
from plumbline.domain.okrs.services.scores import (
    ancestry_lock,
    objective_links_refresh,
    score_create,
)
from plumbline.domain.okrs.services.tree_tops import children_ids, family_lock, ties_refresh
from plumbline.domain.okrs.services.writing_values import (
    OBJECTIVE_ADJUSTED,
    OBJECTIVE_FIELDS,
    adjusted,
    changes_between,
    objective_check,
    objective_set,
    place_check,
    snapshot,
)
from plumbline.domain.okrs.values import ObjectiveValues
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import Refused, ValidationRefused
from plumbline.domain.tenancy.transactions import writing
from plumbline.domain.tenancy.versions import version_check
from plumbline.engine.messages import Message


def objective_create(
    *, actor: Actor, values: ObjectiveValues, at: datetime, proposed: bool = False
) -> Objective:
    """Write a new objective as a draft, or as a proposal from below.

    Args:
        actor: Who writes it.
        values: What it says.
        at: Now.
        proposed: Ask the team's lead for it instead of writing a draft of the team.

    Raises:
        PermissionRefused: The actor may not write objectives there.
        ValidationRefused: A value cannot stand.
    """
    with writing(organization_bound()):
        objective = Objective(state=State.PROPOSED if proposed else State.DRAFT, created_at=at)
        objective_set(objective, values)
        if proposed:
            objective.origin = Origin.BOTTOM_UP
        objective_check(objective)
        author = objective_permit(actor, Act.PROPOSE if proposed else Act.CREATE, objective)
        place_check(objective)
        custom = custom_write(objective, values.custom)
        objective.save(force_insert=True)
        objective_begin(objective, at=at)
        score_create(objective, at=at)
        objective_journal(
            author,
            objective,
            act="propose" if proposed else "create",
            at=at,
            changes={
                **changes_between(
                    {}, snapshot(objective, OBJECTIVE_FIELDS), about_person_id=objective.owner_id
                ),
                **custom,
            },
        )
        return objective


def objective_edit(
    *, actor: Actor, objective: Objective, values: ObjectiveValues, expected: int, at: datetime
) -> Objective:
    """Change what an objective says; once it runs, why it is there and its tags only.

    Raises:
        StaleVersion: Somebody else changed it since version `expected`.
        Refused: It runs, and its title, place, owner, style or visibility would change: adjust it.
        GateRefused: It runs, and the change breaks a policy.
        PermissionRefused: The actor may not edit it, or not write it where it would go.
        ValidationRefused: A value cannot stand.
    """
    with writing(organization_bound()):
        if values.cycle.pk != objective.cycle_id:
            family_lock(objective.pk)
        objective = objective_locked(objective.pk)
        author = objective_permit(actor, Act.EDIT, objective)
        version_check(objective, expected=expected)
        before = snapshot(objective, OBJECTIVE_FIELDS)
        ancestry = ancestry_lock(objective.pk)
        seen = seen_by_parents(objective, ancestry)
        objective_set(objective, values)
        objective_check(objective)
        after = snapshot(objective, OBJECTIVE_FIELDS)
        if objective.state not in EDITABLE_STATES and adjusted(before, after, OBJECTIVE_ADJUSTED):
            raise Refused("okrs.objective.adjust_instead", state=State(objective.state).label)
        objective_permit(actor, Act.EDIT, objective)
        if adjusted(before, after, ("team_id", "is_personal")):
            _place_permit(actor, objective)
        custom = custom_write(objective, values.custom)
        with change_gated(objective, author=author, at=at):
            objective_change(actor, objective, before, ancestry=ancestry, seen=seen, at=at)
        objective_journal(
            author,
            objective,
            act="edit",
            at=at,
            changes={
                **changes_between(before, after, about_person_id=objective.owner_id),
                **custom,
            },
        )
        return objective


def _place_permit(actor: Actor, objective: Objective) -> None:
    """Refuse a place in which the actor could not have written it: they would propose it there.

    Raises:
        NotFound: The actor could not know of it there.
        PermissionRefused: They may neither write nor, of a proposal, propose it there.
    """
    is_proposed = objective.state == State.PROPOSED
    act, state = (Act.PROPOSE, State.PROPOSED) if is_proposed else (Act.CREATE, State.DRAFT)
    objective_permit(actor, act, objective, state=state)


def objective_activate(
    *, actor: Actor, objective: Objective, expected: int, at: datetime
) -> Objective:
    """Let an objective begin: from now on its numbers count and its changes are adjustments.

    Raises:
        ValidationRefused: Something is missing; the messages say what, at objective or key result.
        Refused: It is not a draft.
        GateRefused: A policy blocks it; the findings say what to mend.
        PermissionRefused: The actor may not activate it.
    """
    return objective_move(actor, objective, Act.ACTIVATE, expected=expected, at=at)


def objective_accept(
    *, actor: Actor, objective: Objective, expected: int, at: datetime
) -> Objective:
    """Take a proposed objective among the team's drafts."""
    return objective_move(actor, objective, Act.ACCEPT, expected=expected, at=at)


def objective_submit(
    *, actor: Actor, objective: Objective, expected: int, at: datetime
) -> Objective:
    """Hand a draft in for review."""
    return objective_move(actor, objective, Act.SUBMIT, expected=expected, at=at)


def objective_pause(
    *, actor: Actor, objective: Objective, reason: str, since: date, expected: int, at: datetime
) -> Objective:
    """Stop the clock of an active objective, with a reason; days do not count until it resumes.

    Raises:
        StaleVersion: Somebody else changed it since version `expected`.
        Refused: It is not active.
        PermissionRefused: The actor may not pause it.
        ValidationRefused: No reason, or a day that has not come yet.
    """
    with writing(organization_bound()):
        objective = objective_locked(objective.pk)
        author = objective_permit(actor, Act.PAUSE, objective)
        version_check(objective, expected=expected)
        target = transition(objective.state, Act.PAUSE)
        reason = _reason(reason)
        pause_begin(objective, since=since, reason=reason, at=at)
        return objective_state_set(
            author, objective, target, act="pause", reason=reason, at=at, rescore=True
        )


def objective_resume(
    *, actor: Actor, objective: Objective, until: date, expected: int, at: datetime
) -> Objective:
    """Let a paused objective go on from the day `until`.

    Raises:
        StaleVersion: Somebody else changed it since version `expected`.
        Refused: It is not paused.
        PermissionRefused: The actor may not resume it.
        ValidationRefused: A day that has not come yet.
    """
    with writing(organization_bound()):
        objective = objective_locked(objective.pk)
        author = objective_permit(actor, Act.PAUSE, objective)
        version_check(objective, expected=expected)
        if objective.state != State.PAUSED:
            raise Refused("okrs.objective.not_paused", state=State(objective.state).label)
        pauses_end(objective, until=until, at=at)
        return objective_state_set(
            author, objective, State.ACTIVE, act="resume", reason="", at=at, rescore=True
        )


def objective_stop(
    *, actor: Actor, objective: Objective, reason: str, expected: int, at: datetime
) -> Objective:
    """Drop an objective in mid-cycle, with a reason; it is kept and leaves every mean."""
    return objective_move(
        actor, objective, Act.STOP, expected=expected, at=at, reason=_reason(reason)
    )


def objective_delete(*, actor: Actor, objective: Objective, expected: int, at: datetime) -> None:
    """Throw a draft away. What was ever active is stopped instead, and kept.

    Raises:
        Refused: It is no draft any more.
        PermissionRefused: The actor may not delete it.
    """
    with writing(organization_bound()):
        family_lock(objective.pk)
        objective = objective_locked(objective.pk)
        author = objective_permit(actor, Act.DELETE, objective)
        version_check(objective, expected=expected)
        if objective.state not in EDITABLE_STATES:
            raise Refused("okrs.objective.stop_instead", state=State(objective.state).label)
        # Whoever checks in below holds these rows until their own state rows are in.
        ancestry_lock(objective.pk)
        objective_journal(
            author,
            objective,
            act="delete",
            at=at,
            changes=changes_between(
                snapshot(objective, OBJECTIVE_FIELDS),
                dict.fromkeys(OBJECTIVE_FIELDS),
                about_person_id=objective.owner_id,
            ),
        )
        values = [objective.custom_values, *(row.custom_values for row in _with_values(objective))]
        loosened = children_ids(objective.pk)
        past_mark([objective.pk])  # the map counts drafts, too
        objective.delete()
        ties_refresh(loosened)
        for value_set in filter(None, values):
            value_set.delete()


def _with_values(objective: Objective) -> QuerySet[KeyResult]:
    return objective.key_results.filter(custom_values__isnull=False).select_related("custom_values")


def objective_move(
    actor: Actor,
    objective: Objective,
    act: Act,
    *,
    expected: int,
    at: datetime,
    reason: str = "",
) -> Objective:
    """Do an act of an objective's life that needs nothing but, perhaps, a reason.

    Raises:
        StaleVersion: Somebody else changed it since version `expected`.
        Refused: The act is not possible in its state.
        PermissionRefused: The actor may not do it.
        ValidationRefused: It is to be activated and something is missing.
        GateRefused: A policy blocks it.
    """
    with writing(organization_bound()):
        objective = objective_locked(objective.pk)
        author = objective_permit(actor, act, objective)
        version_check(objective, expected=expected)
        target = transition(objective.state, act)
        if target == State.ACTIVE:
            place_check(objective)
        passed = act_asked(act, objective, begins=target == State.ACTIVE, at=at)
        # What begins is judged from now on; where pauses end, other days count.
        rescore = target == State.ACTIVE
        if target == State.GRADING:
            rescore = bool(pauses_end_all(objective, at=at))
        if target == State.IN_REVIEW:
            approvals_ask(objective, practices_asking(objective, at=at), at=at)
        return objective_state_set(
            author,
            objective,
            target,
            act=act.value,
            reason=reason,
            at=at,
            rescore=rescore,
            noted=passed_note(passed),
        )


def objective_state_set(
    author: Author,
    objective: Objective,
    state: State,
    *,
    act: str,
    reason: str,
    at: datetime,
    rescore: bool = False,
    noted: Mapping[str, Change] | None = None,
) -> Objective:
    """Move a locked objective and its key results to a state and tell its parents.

    Args:
        author: Who moves it, for the journal.
        objective: Locked.
        state: Where to.
        act: For the journal.
        reason: Kept on the objective.
        at: Now.
        rescore: Its key results are scored anew: they begin, or other days count.
        noted: What else the journal keeps of the act.
    """
    ancestry = ancestry_lock(objective.pk)
    seen = seen_by_parents(objective, ancestry)
    names = ("state", "state_reason")
    before = snapshot(objective, names)
    objective.state, objective.state_reason = state, reason
    if state == State.ACTIVE and objective.activated_at is None:
        objective.activated_at = at
    objective_save(objective, at=at)
    own = key_results_move(objective, state, at=at)
    if rescore:
        own += key_results_rescore(objective, at=at)
    objective_links_refresh(objective=objective, ancestry=ancestry, before=seen, at=at, own=own)
    objective_journal(
        author,
        objective,
        act=act,
        at=at,
        changes=changes_between(
            before, snapshot(objective, names), about_person_id=objective.owner_id
        )
        | dict(noted or {}),
    )
    return objective


def _reason(reason: str) -> str:
    if not reason.strip():
        raise ValidationRefused({"reason": [Message("okrs.reason_missing")]})
    return reason.strip()

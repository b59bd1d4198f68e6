"""Moving a key result to another objective: its sums, its history and why."""

from datetime import date, datetime

from plumbline.domain.journal.recording import Change
from plumbline.domain.okrs.contributions import NOTHING, key_result_contribution
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES, RUNNING_STATES
from plumbline.domain.okrs.models import (
    Adjustment,
    Alignment,
    KeyResult,
    KeyResultState,
    Objective,
    State,
)
from plumbline.domain.okrs.permissions import (
    key_result_permit,
    objective_permit,
    seen_by_no_more_people,
)
from plumbline.domain.okrs.recording import key_result_journal
from plumbline.domain.okrs.selectors.rows import (
    key_result_locked,
    key_result_score_locked,
    objective_locked,
)
from plumbline.domain.okrs.services.adjustments import held_from_check
from plumbline.domain.okrs.services.gates import change_gated
from plumbline.domain.okrs.services.key_result_scores import key_result_rescore
from plumbline.domain.okrs.services.key_results import key_result_save, rank_behind
from plumbline.domain.okrs.services.past_marking import past_mark
from plumbline.domain.okrs.services.pauses import pauses_take_along
from plumbline.domain.okrs.services.scores import ancestry_lock, score_apply
from plumbline.domain.okrs.services.writing_values import key_result_check, place_check
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import Refused, ValidationRefused
from plumbline.domain.tenancy.transactions import writing
from plumbline.domain.tenancy.versions import version_check
from plumbline.engine.messages import Message


def key_result_put_below(
    *,
    actor: Actor,
    key_result: KeyResult,
    objective: Objective,
    reason: str,
    effective_on: date,
    expected: int,
    at: datetime,
) -> KeyResult:
    """Put a key result below another objective; both sums follow.

    Between drafts it is free; between two that are active it is an adjustment of both, with a
    reason. What said something of it on a past day still stands below the objective it was below,
    and the pauses of that one still count for the days before the move.

    Args:
        actor: Who may take it away there and add it here.
        key_result: What is moved.
        objective: Where to.
        reason: Why; asked for where it runs.
        effective_on: From which day on, where it runs.
        expected: The version it was looked at on.
        at: Now.

    Raises:
        NotFound: The actor may not know of one of them.
        PermissionRefused: The actor may not take it away there, or not add it here.
        GateRefused: The move breaks a policy at one end that was kept until now.
        Refused: One is planned and the other is not, the two run in different cycles, a link
            hangs on it, or fewer people see the other objective.
        StaleVersion: Somebody else changed it since version `expected`.
        ValidationRefused: It lies there already, no reason was given, or a value cannot stand.
    """
    with writing(organization_bound()):
        key_result = key_result_locked(key_result.pk, beside=objective.pk)
        before, after = key_result.objective, objective_locked(objective.pk)
        objective_permit(actor, Act.VIEW, before)
        objective_permit(actor, Act.VIEW, after)
        _states_check(before, after)
        runs = before.state not in EDITABLE_STATES
        if runs:
            author = objective_permit(actor, Act.ADJUST, before)
            objective_permit(actor, Act.ADJUST, after)
        else:
            author = key_result_permit(actor, Act.DELETE, key_result)
            key_result_permit(actor, Act.CREATE, KeyResult(objective=after))
        version_check(key_result, expected=expected)
        _places_check(key_result, before, after)
        if runs and not reason.strip():
            raise ValidationRefused({"reason": [Message("okrs.reason_missing")]})
        if runs:
            held_from_check(before, effective_on, at=at)
        with change_gated(before, author=author, at=at), change_gated(after, author=author, at=at):
            _hang(key_result, before, after, at=at)
        changes = {"objective": Change(before.public_id, after.public_id)}
        key_result_journal(author, key_result, act="move", at=at, changes=changes)
        if runs:
            _adjusted(actor, key_result, before, reason, effective_on=effective_on, at=at)
        return key_result


def _states_check(before: Objective, after: Objective) -> None:
    states = {before.state, after.state}
    if not states <= EDITABLE_STATES and states != {State.ACTIVE}:
        raise Refused("okrs.key_result.move_states")


def _places_check(key_result: KeyResult, before: Objective, after: Objective) -> None:
    if before.pk == after.pk:
        raise ValidationRefused({"objective": [Message("okrs.key_result.move_same")]})
    planned = after.state in EDITABLE_STATES
    if not planned and key_result.state not in RUNNING_STATES:
        raise Refused("okrs.key_result.not_running", state=State(key_result.state).label)
    if not planned and before.cycle_id != after.cycle_id:
        raise Refused("okrs.key_result.move_cycle")
    if planned:
        place_check(after)
    if not seen_by_no_more_people(before, than=after):
        raise Refused("okrs.key_result.move_hidden", title=after.title)
    linked = Alignment.objects.filter(is_removed=False)
    if (
        linked.filter(child_key_result=key_result).exists()
        or linked.filter(parent_key_result=key_result).exists()
    ):
        raise Refused("okrs.key_result.move_linked")


def _hang(key_result: KeyResult, before: Objective, after: Objective, *, at: datetime) -> None:
    """Save it below its new objective and carry what that changes upwards, on both sides."""
    ancestry = ancestry_lock(*sorted((before.pk, after.pk)))
    score = key_result_score_locked(key_result)
    contributed = key_result_contribution(key_result, score)
    # What it said until now it said below the other one.
    states = KeyResultState.objects.filter(subject=key_result, valid_from__lt=at)
    states.filter(left=None).update(left=before)
    states.filter(valid_to=None).update(valid_to=at)
    past_mark([before.pk, after.pk])
    on = organization_day(organization_bound(), at)
    pauses_take_along(key_result, on=on, at=at)
    key_result.rank, key_result.below_since = rank_behind(after), on
    key_result.objective = after
    if after.state in EDITABLE_STATES:
        key_result.state = after.state
    key_result_check(key_result, complete=after.state in RUNNING_STATES)
    key_result_save(key_result, at=at)
    # What was adjusted about it goes with it.
    Adjustment.objects.filter(key_result=key_result).update(objective=after)
    key_result_rescore(key_result, score, at=at)
    score_apply(
        ancestry=ancestry,
        differences={
            before.pk: NOTHING - contributed,
            after.pk: key_result_contribution(key_result, score),
        },
        at=at,
        judged=[before.pk, after.pk],
    )


def _adjusted(
    actor: Actor,
    key_result: KeyResult,
    before: Objective,
    reason: str,
    *,
    effective_on: date,
    at: datetime,
) -> None:
    """Record with both what went and came."""
    for objective, part, change in (
        (before, None, {"old": key_result.title, "new": None}),
        (key_result.objective, key_result, {"old": None, "new": key_result.title}),
    ):
        Adjustment(
            objective=objective,
            key_result=part,
            reason=reason.strip(),
            changes={"key_result": change},
            author_id=actor.person_id,
            effective_on=effective_on,
            recorded_at=at,
        ).save()

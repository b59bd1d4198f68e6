"""Writing key results: create, edit while a draft, delete, stop."""

from dataclasses import replace
from datetime import datetime

from django.db.models import Max

from plumbline.domain.journal.recording import Author
from plumbline.domain.okrs.contributions import NOTHING, key_result_contribution
from plumbline.domain.okrs.history import (
    key_result_begin,
    key_result_history,
    key_result_score_begin,
)
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES, MEASURED_STATES, RUNNING_STATES
from plumbline.domain.okrs.models import KeyResult, KeyResultScore, Objective, State
from plumbline.domain.okrs.permissions import key_result_changes_hands, key_result_permit
from plumbline.domain.okrs.recording import key_result_journal
from plumbline.domain.okrs.selectors.rows import (
    key_result_locked,
    key_result_score_locked,
    objective_locked,
)
from plumbline.domain.okrs.services.custom_writing import custom_write
from plumbline.domain.okrs.services.gates import change_gated
from plumbline.domain.okrs.services.key_result_scores import (
    contribution_carried,
    key_result_rescore,
)
from plumbline.domain.okrs.services.scores import ancestry_lock, score_apply
from plumbline.domain.okrs.services.tree_tops import children_ids, family_lock, ties_refresh
from plumbline.domain.okrs.services.writing_values import (
    KEY_RESULT_ADJUSTED,
    KEY_RESULT_FIELDS,
    adjusted,
    changes_between,
    key_result_check,
    key_result_set,
    snapshot,
)
from plumbline.domain.okrs.values import KeyResultValues
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import PermissionRefused, Refused, ValidationRefused
from plumbline.domain.tenancy.transactions import writing
from plumbline.domain.tenancy.versions import version_check
from plumbline.engine.messages import Message


def key_result_create(
    *, actor: Actor, objective: Objective, values: KeyResultValues, at: datetime
) -> KeyResult:
    """Add a key result to an objective that is not running yet; later, adjust its scope.

    Raises:
        Refused: The objective runs or is closed.
        PermissionRefused: The actor may not add to it.
        ValidationRefused: A value cannot stand.
    """
    with writing(organization_bound()):
        objective = objective_locked(objective.pk)
        key_result = KeyResult(objective=objective, created_at=at, state=objective.state)
        author = key_result_permit(actor, Act.CREATE, key_result)
        if objective.state not in EDITABLE_STATES:
            raise Refused("okrs.key_result.adjust_scope", state=State(objective.state).label)
        return key_result_add(author, key_result, values, at=at, complete=False)


def key_result_add(
    author: Author, key_result: KeyResult, values: KeyResultValues, *, at: datetime, complete: bool
) -> KeyResult:
    """Insert a prepared key result below its locked objective and count it in."""
    objective = key_result.objective
    key_result.rank = rank_behind(objective)
    key_result_set(key_result, values)
    key_result_check(key_result, complete=complete)
    custom = custom_write(key_result, values.custom)
    key_result.save(force_insert=True)
    key_result_begin(key_result, at=at)
    ancestry = ancestry_lock(objective.pk)
    score = KeyResultScore(key_result=key_result)
    score.save(force_insert=True)
    key_result_score_begin(score, at=at)
    if key_result.state in MEASURED_STATES:
        key_result_rescore(key_result, score, at=at)
    score_apply(
        ancestry=ancestry,
        differences={objective.pk: key_result_contribution(key_result, score)},
        at=at,
        judged=[objective.pk],
    )
    key_result_journal(
        author,
        key_result,
        act="create",
        at=at,
        changes={
            **changes_between(
                {}, snapshot(key_result, KEY_RESULT_FIELDS), about_person_id=key_result.owner_id
            ),
            **custom,
        },
    )
    return key_result


def rank_behind(objective: Objective) -> int:
    """Return the place behind all key results of a locked objective."""
    last = KeyResult.objects.filter(objective=objective).aggregate(last=Max("rank"))["last"]
    return (last or 0) + 1


def key_result_edit(
    *, actor: Actor, key_result: KeyResult, values: KeyResultValues, expected: int, at: datetime
) -> KeyResult:
    """Change what a key result says; once it runs, neither what it asks for nor whose it is.

    Raises:
        StaleVersion: Somebody else changed it since version `expected`.
        Refused: It runs, and title, target, baseline, weight, owner or a date would change: adjust
            it.
        PermissionRefused: The actor may not edit it, or not let somebody else read its objective.
        ValidationRefused: A value cannot stand.
    """
    # Somebody may order them between the reading and the lock: only another place is meant.
    is_ranked = values.rank != key_result.rank
    with writing(organization_bound()):
        key_result = key_result_locked(key_result.pk)
        author = key_result_permit(actor, Act.EDIT, key_result)
        version_check(key_result, expected=expected)
        values = replace(values, rank=values.rank if is_ranked else None)
        is_handed = key_result.state in EDITABLE_STATES and values.owner != key_result.owner
        if is_handed and not key_result_changes_hands(actor, key_result):
            raise PermissionRefused("okrs.key_result.hands")
        with change_gated(key_result.objective, author=author, at=at):
            return key_result_change(author, key_result, values, act="edit", at=at)


def key_result_change(
    author: Author, key_result: KeyResult, values: KeyResultValues, *, act: str, at: datetime
) -> KeyResult:
    """Change a locked key result, score it anew and carry the difference upwards."""
    before = snapshot(key_result, KEY_RESULT_FIELDS)
    with contribution_carried(key_result, at=at) as score:
        key_result_set(key_result, values)
        key_result_check(key_result, complete=key_result.state in RUNNING_STATES)
        after = snapshot(key_result, KEY_RESULT_FIELDS)
        planned = key_result.state in EDITABLE_STATES
        if act == "edit" and not planned and adjusted(before, after, KEY_RESULT_ADJUSTED):
            raise Refused("okrs.key_result.adjust_instead", state=State(key_result.state).label)
        custom = custom_write(key_result, values.custom)
        key_result_save(key_result, at=at)
        key_result_rescore(key_result, score, at=at)
    key_result_journal(
        author,
        key_result,
        act=act,
        at=at,
        changes={
            **changes_between(before, after, about_person_id=key_result.owner_id),
            **custom,
        },
    )
    return key_result


def key_result_stop(
    *, actor: Actor, key_result: KeyResult, reason: str, expected: int, at: datetime
) -> KeyResult:
    """Drop a running key result with a reason; it is kept and leaves the mean from now on.

    Raises:
        GateRefused: Without it a policy is broken that was kept until now.
        Refused: It does not run.
        ValidationRefused: No reason was given.
    """
    if not reason.strip():
        raise ValidationRefused({"reason": [Message("okrs.reason_missing")]})
    with writing(organization_bound()):
        key_result = key_result_locked(key_result.pk)
        author = key_result_permit(actor, Act.STOP, key_result)
        version_check(key_result, expected=expected)
        if key_result.state not in RUNNING_STATES:
            raise Refused("okrs.key_result.not_running", state=State(key_result.state).label)
        before = snapshot(key_result, ("state", "state_reason"))
        with (
            change_gated(key_result.objective, author=author, at=at),
            contribution_carried(key_result, at=at),
        ):
            key_result.state, key_result.state_reason = State.STOPPED, reason.strip()
            key_result_save(key_result, at=at)
        key_result_journal(
            author,
            key_result,
            act="stop",
            at=at,
            changes=changes_between(
                before,
                snapshot(key_result, ("state", "state_reason")),
                about_person_id=key_result.owner_id,
            ),
        )
        return key_result


def key_result_delete(*, actor: Actor, key_result: KeyResult, expected: int, at: datetime) -> None:
    """Throw a draft key result away; what ran is stopped instead, and kept.

    Raises:
        Refused: It runs or ran.
        PermissionRefused: The actor may not delete it.
    """
    with writing(organization_bound()):
        family_lock(key_result.objective_id)
        key_result = key_result_locked(key_result.pk)
        author = key_result_permit(actor, Act.DELETE, key_result)
        version_check(key_result, expected=expected)
        if key_result.state not in EDITABLE_STATES:
            raise Refused("okrs.key_result.stop_instead", state=State(key_result.state).label)
        ancestry = ancestry_lock(key_result.objective_id)
        contributed = key_result_contribution(key_result, key_result_score_locked(key_result))
        score_apply(
            ancestry=ancestry,
            differences={key_result.objective_id: NOTHING - contributed},
            at=at,
        )
        key_result_journal(
            author,
            key_result,
            act="delete",
            at=at,
            changes=changes_between(
                snapshot(key_result, KEY_RESULT_FIELDS),
                dict.fromkeys(KEY_RESULT_FIELDS),
                about_person_id=key_result.owner_id,
            ),
        )
        values = key_result.custom_values
        objective_id = key_result.objective_id
        loosened = [objective_id, *children_ids(objective_id, key_result_id=key_result.pk)]
        key_result.delete()
        ties_refresh(loosened)
        if values is not None:
            values.delete()


def key_result_save(key_result: KeyResult, *, at: datetime) -> None:
    """Save a changed key result under its next version, with its state row."""
    key_result.version += 1
    key_result.save()
    key_result_history(key_result, at=at)

"""Open changes to what runs: reason, old and new side by side, history never rewritten."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from plumbline.domain.okrs.lifecycle import MEASURED_STATES, RUNNING_STATES
from plumbline.domain.okrs.models import Adjustment, KeyResult, MetricKind, Objective, State
from plumbline.domain.okrs.permissions import key_result_permit, objective_permit
from plumbline.domain.okrs.recording import objective_journal
from plumbline.domain.okrs.selectors.rows import key_result_locked, objective_locked
from plumbline.domain.okrs.services.custom_writing import custom_write
from plumbline.domain.okrs.services.gates import change_gated
from plumbline.domain.okrs.services.key_results import key_result_add, key_result_change
from plumbline.domain.okrs.services.objective_changes import objective_change, seen_by_parents
from plumbline.domain.okrs.services.scores import ancestry_lock
from plumbline.domain.okrs.services.tree_tops import family_lock
from plumbline.domain.okrs.services.writing_values import (
    KEY_RESULT_FIELDS,
    OBJECTIVE_FIELDS,
    changes_between,
    objective_check,
    objective_set,
    snapshot,
)
from plumbline.domain.okrs.values import (
    KeyResultValues,
    ObjectiveValues,
    key_result_values,
)
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import Refused, ValidationRefused
from plumbline.domain.tenancy.transactions import writing
from plumbline.domain.tenancy.versions import version_check
from plumbline.engine.messages import Message
from plumbline.engine.scoring.decimals import decimal_canonical

#: Kinds that start from a baseline.
BASELINE_KINDS = (MetricKind.INCREASE, MetricKind.DECREASE)


def objective_adjust(
    *,
    actor: Actor,
    objective: Objective,
    values: ObjectiveValues,
    reason: str,
    effective_on: date,
    expected: int,
    at: datetime,
) -> Adjustment:
    """Change title, owner, team, cycle, style or visibility of what runs, with a reason.

    Raises:
        StaleVersion: Somebody else changed it since version `expected`.
        Refused: It does not run.
        GateRefused: The change breaks a policy.
        PermissionRefused: The actor may not adjust it.
        ValidationRefused: No reason, nothing changed, or a value cannot stand.
    """
    with writing(organization_bound()):
        if values.cycle.pk != objective.cycle_id:
            family_lock(objective.pk)
        objective = objective_locked(objective.pk)
        author = objective_permit(actor, Act.ADJUST, objective)
        version_check(objective, expected=expected)
        _running(objective)
        before = snapshot(objective, OBJECTIVE_FIELDS)
        ancestry = ancestry_lock(objective.pk)
        seen = seen_by_parents(objective, ancestry)
        objective_set(objective, values)
        objective_check(objective)
        _complete(objective)
        after = snapshot(objective, OBJECTIVE_FIELDS)
        # Nobody hands it to a place where they could not have put it themselves.
        objective_permit(actor, Act.ADJUST, objective)
        adjustment = _record(
            actor, objective, None, before, after, reason, effective_on=effective_on, at=at
        )
        custom = custom_write(objective, values.custom)
        with change_gated(objective, author=author, at=at):
            objective_change(actor, objective, before, ancestry=ancestry, seen=seen, at=at)
        changes = changes_between(before, after, about_person_id=objective.owner_id) | custom
        objective_journal(author, objective, act="adjust", at=at, changes=changes)
        return adjustment


def key_result_adjust(
    *,
    actor: Actor,
    key_result: KeyResult,
    values: KeyResultValues,
    reason: str,
    effective_on: date,
    expected: int,
    at: datetime,
) -> Adjustment:
    """Change title, target, baseline, weight, owner or dates of what runs, with a reason.

    Raises:
        StaleVersion: Somebody else changed it since version `expected`.
        Refused: It does not run.
        GateRefused: The change breaks a policy.
        PermissionRefused: The actor may not adjust it.
        ValidationRefused: No reason, nothing changed, or a value cannot stand.
    """
    with writing(organization_bound()):
        key_result = key_result_locked(key_result.pk)
        author = key_result_permit(actor, Act.ADJUST, key_result)
        version_check(key_result, expected=expected)
        _running(key_result)
        before = snapshot(key_result, KEY_RESULT_FIELDS)
        with change_gated(key_result.objective, author=author, at=at):
            key_result_change(author, key_result, values, act="adjust", at=at)
        after = snapshot(key_result, KEY_RESULT_FIELDS)
        return _record(
            actor,
            key_result.objective,
            key_result,
            before,
            after,
            reason,
            effective_on=effective_on,
            at=at,
        )


def key_result_adjust_scope(
    *,
    actor: Actor,
    objective: Objective,
    values: KeyResultValues,
    reason: str,
    effective_on: date,
    at: datetime,
) -> KeyResult:
    """Add a key result to a running objective: a change of scope, recorded with its reason."""
    with writing(organization_bound()):
        objective = objective_locked(objective.pk)
        author = objective_permit(actor, Act.ADJUST, objective)
        _running(objective)
        key_result = KeyResult(objective=objective, created_at=at, state=objective.state)
        with change_gated(objective, author=author, at=at):
            key_result_add(author, key_result, values, at=at, complete=True)
        after = snapshot(key_result, KEY_RESULT_FIELDS)
        _record(
            actor,
            objective,
            key_result,
            dict.fromkeys(KEY_RESULT_FIELDS),
            after,
            reason,
            effective_on=effective_on,
            at=at,
        )
        return key_result


def key_result_baseline_set(
    *, actor: Actor, key_result: KeyResult, baseline: Decimal, on: date, at: datetime
) -> KeyResult:
    """Enter the baseline that was still to be measured; its owner may, and no reason is asked.

    The practices that changes are held to are asked: what is measured may show that the target does
    not do, and then both are changed together by an adjustment.

    Raises:
        GateRefused: With it a policy is broken that was kept until now.
        Refused: The baseline is known already or none was to be measured: adjust it; or the key
            result takes no values.
        PermissionRefused: The actor may not check in on it.
        ValidationRefused: The baseline equals the target, or another value cannot stand.
    """
    with writing(organization_bound()):
        key_result = key_result_locked(key_result.pk)
        author = key_result_permit(actor, Act.CHECK_IN, key_result)
        _baseline_awaited(key_result)
        before = snapshot(key_result, KEY_RESULT_FIELDS)
        values = key_result_values(key_result)
        values = replace(values, metric=replace(values.metric, baseline=baseline))
        with change_gated(key_result.objective, author=author, at=at):
            key_result_change(author, key_result, values, act="baseline", at=at)
        Adjustment(
            objective=key_result.objective,
            key_result=key_result,
            reason="",
            changes=_changes(before, snapshot(key_result, KEY_RESULT_FIELDS)),
            author_id=actor.person_id,
            effective_on=on,
            recorded_at=at,
        ).save()
        return key_result


def _baseline_awaited(key_result: KeyResult) -> None:
    """Refuse a baseline where none is waited for."""
    if key_result.state not in MEASURED_STATES:
        state = State(key_result.state).label
        raise Refused("okrs.key_result.baseline_not_measured", state=state)
    if key_result.baseline is not None:
        raise Refused("okrs.key_result.baseline_known")
    if key_result.metric_kind not in BASELINE_KINDS or key_result.baseline_by is None:
        raise Refused("okrs.key_result.baseline_not_awaited")


def _complete(objective: Objective) -> None:
    """Refuse to take from a running objective what its activation asked for."""
    errors = {}
    if objective.owner is None:
        errors["owner"] = [Message("okrs.objective.owner_missing")]
    if not objective.style:
        errors["style"] = [Message("okrs.objective.style_missing")]
    if errors:
        raise ValidationRefused(errors)


def _running(row: Objective | KeyResult) -> None:
    if row.state not in RUNNING_STATES:
        raise Refused("okrs.adjustment.not_running", state=State(row.state).label)


def held_from_check(objective: Objective, effective_on: date, *, at: datetime) -> None:
    """Refuse a day from which a change of what runs cannot hold.

    A change counts at once, so it cannot be dated ahead; and nothing was agreed before the first
    day of the cycle, or before the objective was written where that was earlier.
    """
    organization = organization_bound()
    first = min(objective.cycle.start, organization_day(organization, objective.created_at))
    if effective_on > organization_day(organization, at):
        raise ValidationRefused({"effective_on": [Message("okrs.adjustment.ahead")]})
    if effective_on < first:
        message = Message("okrs.adjustment.before", {"day": first})
        raise ValidationRefused({"effective_on": [message]})


def _record(
    actor: Actor,
    objective: Objective,
    key_result: KeyResult | None,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    reason: str,
    *,
    effective_on: date,
    at: datetime,
) -> Adjustment:
    changes = _changes(before, after)
    if not reason.strip():
        raise ValidationRefused({"reason": [Message("okrs.reason_missing")]})
    if not changes:
        raise ValidationRefused({"": [Message("okrs.adjustment.nothing_changed")]})
    held_from_check(objective, effective_on, at=at)
    adjustment = Adjustment(
        objective=objective,
        key_result=key_result,
        reason=reason.strip(),
        changes=changes,
        author_id=actor.person_id,
        effective_on=effective_on,
        recorded_at=at,
    )
    adjustment.save()
    return adjustment


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: {"old": _stored(before[name]), "new": _stored(after[name])}
        for name in _changed(before, after)
    }


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[str]:
    return (name for name in after if before[name] != after[name])


def _stored(value: object) -> object:
    if isinstance(value, Decimal):
        return decimal_canonical(value)
    if isinstance(value, date):
        return value.isoformat()
    return value

"""Writing another key result with what one says already."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from plumbline.domain.custom_fields.selectors import custom_values
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES
from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.okrs.services.adjustments import key_result_adjust_scope
from plumbline.domain.okrs.services.key_results import key_result_create
from plumbline.domain.okrs.values import key_result_duplicated
from plumbline.domain.orgs.viewers import Actor


def key_result_duplicate(
    *,
    actor: Actor,
    key_result: KeyResult,
    objective: Objective,
    title: str = "",
    reason: str = "",
    effective_on: date,
    at: datetime,
) -> KeyResult:
    """Add a key result that says what another one says; its values and check-ins stay there.

    Args:
        actor: Who sees the one and may add to the objective.
        key_result: With its owner fetched.
        objective: Where the new one stands, behind the others.
        title: Its own title; empty for the same.
        reason: Why; asked for where the objective runs.
        effective_on: From which day on, where it runs.
        at: Now.

    Raises:
        DomainError: As adding one to a draft, or to what runs, is refused.
    """
    values = replace(key_result_duplicated(key_result), custom=_custom(key_result))
    if title.strip():
        values = replace(values, title=title)
    if objective.state in EDITABLE_STATES:
        return key_result_create(actor=actor, objective=objective, values=values, at=at)
    return key_result_adjust_scope(
        actor=actor,
        objective=objective,
        values=values,
        reason=reason,
        effective_on=effective_on,
        at=at,
    )


def _custom(key_result: KeyResult) -> Mapping[str, object] | None:
    own = key_result.custom_values_id
    found = custom_values([own]).get(own, {}) if own else {}
    return {key: value for key, value in found.items() if value is not None} or None

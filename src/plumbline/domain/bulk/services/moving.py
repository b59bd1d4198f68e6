"""Moving one key result to another objective, with what people said of it."""

from datetime import date, datetime

from plumbline.domain.discussion.models import Comment
from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.okrs.services.key_result_moves import key_result_put_below
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.transactions import writing


def key_result_move(
    *,
    actor: Actor,
    key_result: KeyResult,
    objective: Objective,
    reason: str,
    effective_on: date,
    expected: int,
    at: datetime,
) -> KeyResult:
    """Move a key result to another objective; see `key_result_put_below`.

    Its comments go along: they are as private as the objective they hang on.

    Raises:
        DomainError: As `key_result_put_below` refuses it.
    """
    with writing(organization_bound()):
        moved = key_result_put_below(
            actor=actor,
            key_result=key_result,
            objective=objective,
            reason=reason,
            effective_on=effective_on,
            expected=expected,
            at=at,
        )
        Comment.objects.filter(key_result=moved).update(objective=moved.objective)
        return moved

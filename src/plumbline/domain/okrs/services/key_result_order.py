"""The order in which the key results of an objective stand, wherever they are listed."""

from collections.abc import Sequence
from datetime import datetime

from plumbline.domain.journal.recording import Change
from plumbline.domain.okrs.history import key_result_history
from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.okrs.permissions import objective_permit
from plumbline.domain.okrs.recording import key_result_journal
from plumbline.domain.okrs.selectors.rows import objective_locked
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import StaleVersion, ValidationRefused
from plumbline.domain.tenancy.transactions import writing
from plumbline.engine.messages import Message


def key_results_order(
    *,
    actor: Actor,
    objective: Objective,
    ordered: Sequence[str],
    seen: Sequence[str],
    at: datetime,
) -> tuple[str, ...]:
    """Give the key results of an objective the places 1, 2, … in the given order.

    A place is no new version of a key result, so the orders themselves are compared. Guardrails
    stand behind the others, in their own order.

    Args:
        actor: Who may edit the objective.
        objective: Whose key results.
        ordered: Their public ids in the new order, each once.
        seen: The same in the order that the actor saw.
        at: Now.

    Returns:
        Their public ids as they stand now.

    Raises:
        StaleVersion: They stand otherwise by now, or one came or went.
        PermissionRefused: The actor may not edit the objective.
        ValidationRefused: It is not each of them once.
    """
    with writing(organization_bound()):
        objective = objective_locked(objective.pk)
        author = objective_permit(actor, Act.EDIT, objective)
        rows = KeyResult.objects.filter(objective=objective).select_for_update(of=("self",))
        present = {row.public_id: row for row in rows.order_by("is_guardrail", "rank", "pk")}
        shown = [each for each in seen if each in present]
        shown.sort(key=lambda each: present[each].is_guardrail)
        if len(shown) < len(seen) or shown != list(present):
            raise StaleVersion("okrs.key_result.order_stale", current=objective)
        if sorted(ordered) != sorted(present):
            raise ValidationRefused({"key_results": [Message("okrs.key_result.order_each_once")]})
        standing = sorted((present[each] for each in ordered), key=lambda row: row.is_guardrail)
        for rank, key_result in enumerate(standing, start=1):
            if key_result.rank == rank:
                continue
            before, key_result.rank = key_result.rank, rank
            key_result.save(update_fields=["rank"])
            key_result_history(key_result, at=at)
            changes = {"rank": Change(before, rank)}
            key_result_journal(author, key_result, act="rank", at=at, changes=changes)
        return tuple(row.public_id for row in standing)

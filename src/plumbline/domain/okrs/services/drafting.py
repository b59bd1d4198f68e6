"""Writing several key results of a draft at once, as the guided way does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.okrs.services.key_results import key_result_create, key_result_edit
from plumbline.domain.okrs.values import KeyResultValues
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.domain.tenancy.transactions import writing


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedLine:
    """One key result as it is to be.

    Attributes:
        name: How the caller calls it; a refusal names it.
        values: What it is to say.
        key_result: The one that is changed; `None` for a new one.
        expected: The version it was read on.
    """

    name: str
    values: KeyResultValues
    key_result: KeyResult | None = None
    expected: int = 0


def key_results_draft(
    *, actor: Actor, objective: Objective, lines: Sequence[DraftedLine], at: datetime
) -> Sequence[KeyResult]:
    """Add and change key results of a draft, all or nothing.

    Args:
        actor: Who writes.
        objective: The draft.
        lines: In order; new ones stand behind those that are there.
        at: Now.

    Returns:
        The key results as they are now, in the order of the lines.

    Raises:
        StaleVersion: Somebody else changed one of them.
        Refused: The objective runs meanwhile.
        PermissionRefused: The actor may not write one of them.
        ValidationRefused: A value cannot stand; fields are called `<field>_<name>`.
    """
    rows = []
    with writing(organization_bound()):
        for line in lines:
            try:
                rows.append(_write(actor, objective, line, at))
            except ValidationRefused as refused:
                named = refused.field_errors.items()
                raise ValidationRefused(
                    {f"{field}_{line.name}": messages for field, messages in named}
                ) from None
    return rows


def _write(actor: Actor, objective: Objective, line: DraftedLine, at: datetime) -> KeyResult:
    if line.key_result is None:
        return key_result_create(actor=actor, objective=objective, values=line.values, at=at)
    return key_result_edit(
        actor=actor,
        key_result=line.key_result,
        values=line.values,
        expected=line.expected,
        at=at,
    )

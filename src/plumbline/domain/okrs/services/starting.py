"""Beginning an objective from a template (U4)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from plumbline.domain.okrs.models import Objective
from plumbline.domain.okrs.selectors.drafts import adding_permit, creates
from plumbline.domain.okrs.services.key_results import key_result_create
from plumbline.domain.okrs.services.objectives import objective_create
from plumbline.domain.okrs.starters import Starter
from plumbline.domain.okrs.values import KeyResultValues, MetricValues, ObjectiveValues
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import PermissionRefused, ValidationRefused
from plumbline.domain.tenancy.transactions import writing
from plumbline.engine.messages import Message


def objective_start(
    *, actor: Actor, starter: Starter, place: ObjectiveValues, at: datetime
) -> Objective:
    """Write an objective and its key results as a template says, all or nothing.

    It becomes a draft; where the actor may not decide it is proposed. Its words are written in the
    language that is active. Whoever owns the objective owns its key results at first.

    Args:
        actor: Who begins it.
        starter: The template.
        place: Cycle, team or nobody's, and owner; words and style come from the template.
        at: Now.

    Raises:
        PermissionRefused: The actor may neither write nor propose it there.
        ValidationRefused: It cannot stand there.
    """
    values = replace(place, title=str(starter.title), why=str(starter.why), style=starter.style)
    key_results = [
        KeyResultValues(
            title=str(each.title),
            metric=MetricValues(kind=each.kind, unit=str(each.unit)),
            is_guardrail=each.is_guardrail,
        )
        for each in starter.key_results
    ]
    return objective_begin(actor=actor, values=values, key_results=key_results, at=at)


def objective_begin(
    *,
    actor: Actor,
    values: ObjectiveValues,
    key_results: Sequence[KeyResultValues],
    at: datetime,
) -> Objective:
    """Write an objective with its key results, all or nothing; where one may not, propose it.

    Args:
        actor: Who begins it.
        values: What the objective says.
        key_results: What they say, in order; whoever owns the objective owns them at first.
        at: Now.

    Raises:
        PermissionRefused: The actor may neither write nor propose it there.
        ValidationRefused: It cannot stand there.
    """
    with writing(organization_bound()):
        proposed = not creates(actor, values)
        objective = objective_create(actor=actor, values=values, at=at, proposed=proposed)
        _key_results_permit(actor, objective)
        for each in key_results:
            owned = replace(each, owner=values.owner)
            key_result_create(actor=actor, objective=objective, values=owned, at=at)
        return objective


def _key_results_permit(actor: Actor, objective: Objective) -> None:
    """Say at the owner that whoever proposes it for somebody else writes no key results of it."""
    try:
        adding_permit(actor, objective)
    except PermissionRefused:
        raise ValidationRefused({"owner": [Message("okrs.starter.owner")]}) from None

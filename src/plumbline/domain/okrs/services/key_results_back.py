"""Putting back a key result that was just thrown away."""

from datetime import datetime

from django.core import serializers

from plumbline.domain.okrs.contributions import key_result_contribution
from plumbline.domain.okrs.history import key_result_history
from plumbline.domain.okrs.lifecycle import EDITABLE_STATES
from plumbline.domain.okrs.models import Alignment, KeyResult, State
from plumbline.domain.okrs.permissions import key_result_permit
from plumbline.domain.okrs.recording import key_result_journal
from plumbline.domain.okrs.selectors.rows import key_result_score_locked, objective_locked
from plumbline.domain.okrs.services.alignment import links_lock
from plumbline.domain.okrs.services.putting_back import Kept, rows_standing, tie_again
from plumbline.domain.okrs.services.scores import ancestry_lock, score_apply
from plumbline.domain.okrs.services.writing_values import (
    KEY_RESULT_FIELDS,
    changes_between,
    snapshot,
)
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import Refused
from plumbline.domain.tenancy.transactions import writing


def key_result_put_back(*, actor: Actor, kept: Kept, at: datetime) -> KeyResult:
    """Put a deleted key result of a draft back with all that hung on it, under its old ids.

    Args:
        actor: Who could delete it again.
        kept: As `key_result_kept` gave it.
        at: Now.

    Raises:
        NotFound: Its objective is gone meanwhile.
        Refused: Its objective began meanwhile.
        PermissionRefused: The actor may not delete it, and so not take that back either.
    """
    with writing(organization_bound()):
        links_lock()  # first of all, as everybody who ties objectives does
        made = [each.object for each in serializers.deserialize("python", kept)]
        key_result = next(row for row in made if isinstance(row, KeyResult))
        objective = objective_locked(key_result.objective_id)
        key_result.objective = objective
        key_result_permit(actor, Act.VIEW, key_result)
        if objective.state not in EDITABLE_STATES:
            raise Refused("okrs.key_result.adjust_scope", state=State(objective.state).label)
        author = key_result_permit(actor, Act.DELETE, key_result)
        for row in rows_standing(made):
            row.save_base(raw=True, force_insert=True)
        if key_result.state != objective.state:
            key_result.state = objective.state
            key_result.save(update_fields=["state"])
            key_result_history(key_result, at=at)
        ancestry = ancestry_lock(objective.pk)
        contribution = key_result_contribution(key_result, key_result_score_locked(key_result))
        score_apply(ancestry=ancestry, differences={objective.pk: contribution}, at=at)
        said = snapshot(key_result, KEY_RESULT_FIELDS)
        changes = changes_between({}, said, about_person_id=key_result.owner_id)
        key_result_journal(author, key_result, act="put_back", at=at, changes=changes)
        for row in made:
            if isinstance(row, Alignment) and not row.is_removed:
                tie_again(actor, row, at=at)
        return key_result

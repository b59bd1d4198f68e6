"""Taking one row of a batch back, if nobody touched it since."""

from datetime import datetime

from plumbline.domain.bulk.acts import CHANGES, STEPS, Wanted, row_act
from plumbline.domain.bulk.models import Batch, BatchRow, BulkAct
from plumbline.domain.okrs.models import Objective, State
from plumbline.domain.okrs.selectors.objectives import objectives_visible
from plumbline.domain.okrs.services.key_results_back import key_result_put_back
from plumbline.domain.okrs.services.objectives import objective_delete
from plumbline.domain.okrs.services.putting_back import draft_put_back, objective_take_back
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import NotFound

#: A tag that was added is taken away, and the other way round.
_OPPOSITE = {BulkAct.TAG_ADD: BulkAct.TAG_REMOVE, BulkAct.TAG_REMOVE: BulkAct.TAG_ADD}


def row_undo(*, actor: Viewer, batch: Batch, row: BatchRow, reason: str, at: datetime) -> None:
    """Take what a batch did to one objective back, in the caller's `writing`.

    Args:
        actor: Under whose rights.
        batch: Done.
        row: Done.
        reason: Kept with what runs.
        at: Now.

    Raises:
        StaleVersion: Somebody changed it since.
        DomainError: As the service that takes it back refuses it.
    """
    act = BulkAct(batch.act)
    if act is BulkAct.DELETE:
        put_back = key_result_put_back if row.key_result else draft_put_back
        put_back(actor=actor, kept=row.kept, at=at)
        return
    objective = _objective(actor, row.made or row.objective)
    if act is BulkAct.CARRY_OVER:
        objective_delete(actor=actor, objective=objective, expected=row.version, at=at)
    elif act in STEPS:
        objective_take_back(
            actor=actor,
            objective=objective,
            act=STEPS[act],
            before=State(row.before),
            since=row.acted_at or at,
            expected=row.version,
            at=at,
        )
    elif act in CHANGES:
        wanted = Wanted(act=_OPPOSITE.get(act, act), value=row.before, reason=reason)
        row_act(actor=actor, objective=objective, wanted=wanted, expected=row.version, at=at)


def _objective(actor: Viewer, public_id: str) -> Objective:
    found: Objective | None = objectives_visible(viewer=actor).filter(public_id=public_id).first()
    if found is None:
        raise NotFound("bulk.unseen")
    return found

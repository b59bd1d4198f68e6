"""Deleting one draft so that it can be put back: a batch of one that is done already."""

from datetime import datetime

from plumbline.domain.bulk.models import Batch, BatchRow, BatchState, BulkAct, Outcome
from plumbline.domain.okrs.models import Objective
from plumbline.domain.okrs.selectors.rows import objective_locked
from plumbline.domain.okrs.services.alignment import links_lock
from plumbline.domain.okrs.services.objectives import objective_delete
from plumbline.domain.okrs.services.putting_back import draft_kept
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.viewers import Viewer


def draft_delete(*, actor: Viewer, objective: Objective, expected: int, at: datetime) -> Batch:
    """Throw a draft away and keep it for its deleter; `batch_undo` takes that back for a day.

    Args:
        actor: Who may delete it; nobody else can ever read what is kept.
        objective: A draft.
        expected: The version it was looked at on.
        at: Now.

    Raises:
        Refused: It is no draft any more.
        PermissionRefused: The actor may not delete it.
        StaleVersion: Somebody changed it since.
    """
    with acting(actor):
        links_lock()  # first of all, as everybody who ties objectives does
        objective = objective_locked(objective.pk)
        kept = draft_kept(objective)
        objective_delete(actor=actor, objective=objective, expected=expected, at=at)
        batch = Batch(
            person_id=actor.person_id,
            act=BulkAct.DELETE,
            state=BatchState.DONE,
            chosen_at=at,
            asked_at=at,
            acted_at=at,
        )
        batch.save(force_insert=True)
        BatchRow(
            batch=batch,
            objective=objective.public_id,
            place=0,
            version=expected,
            outcome=Outcome.DONE,
            kept=list(kept),
            acted_at=at,
        ).save(force_insert=True)
        return batch

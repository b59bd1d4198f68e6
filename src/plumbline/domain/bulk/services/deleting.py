"""Deleting a draft, or a key result of one, so that it comes back: a batch that is done."""

from datetime import datetime

from plumbline.domain.bulk.models import Batch, BatchRow, BatchState, BulkAct, Outcome
from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.okrs.selectors.rows import key_result_locked, objective_locked
from plumbline.domain.okrs.services.alignment import links_lock
from plumbline.domain.okrs.services.key_results import key_result_delete
from plumbline.domain.okrs.services.objectives import objective_delete
from plumbline.domain.okrs.services.putting_back import Kept, draft_kept, key_result_kept
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
        return _batch_done(actor, objective, expected, kept, at)


def key_result_draft_delete(
    *, actor: Viewer, key_result: KeyResult, expected: int, at: datetime
) -> Batch:
    """Throw a draft of a key result away and keep it for its deleter; see `draft_delete`.

    Raises:
        Refused: It is no draft any more.
        PermissionRefused: The actor may not delete it.
        StaleVersion: Somebody changed it since.
    """
    with acting(actor):
        links_lock()
        key_result = key_result_locked(key_result.pk)
        kept, objective = key_result_kept(key_result), key_result.objective
        key_result_delete(actor=actor, key_result=key_result, expected=expected, at=at)
        public_id = key_result.public_id
        return _batch_done(actor, objective, expected, kept, at, key_result=public_id)


def _batch_done(
    actor: Viewer,
    objective: Objective,
    expected: int,
    kept: Kept,
    at: datetime,
    *,
    key_result: str = "",
) -> Batch:
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
        key_result=key_result,
        place=0,
        version=expected,
        outcome=Outcome.DONE,
        kept=list(kept),
        acted_at=at,
    ).save(force_insert=True)
    return batch

"""Choosing objectives, trying an act out on them, doing it and taking it back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from plumbline.domain.bulk.acts import ADJUSTMENTS, CHANGES, WITH_VALUE, Wanted, value_set
from plumbline.domain.bulk.models import (
    VALUE_CHARACTERS,
    Batch,
    BatchRow,
    BatchState,
    Outcome,
)
from plumbline.domain.bulk.services.turns import batch_turn
from plumbline.domain.okrs.lifecycle import RUNNING_STATES
from plumbline.domain.okrs.models import Objective
from plumbline.domain.okrs.selectors.objectives import objectives_visible
from plumbline.domain.okrs.values import ObjectiveValues
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import DomainError, NotFound, Refused, ValidationRefused
from plumbline.engine.messages import Message

MOST: Final = 5000
"""Rows of one batch: more than any list that somebody has looked through."""

AT_ONCE: Final = 200
"""Rows that a request works on itself; longer batches are the worker's."""

#: From which state the next one may be asked for.
_TRIED_FROM = (BatchState.CHOSEN, BatchState.TRIED)


def batch_choose(*, actor: Viewer, objectives: Sequence[Objective], at: datetime) -> Batch:
    """Keep a selection for the person who made it, each row with the version it has now.

    Args:
        actor: Whose it is.
        objectives: As the actor sees them, in the order in which they stand in the list.
        at: Now.

    Raises:
        Refused: Nothing is chosen, or more than `MOST`.
    """
    if not objectives:
        raise Refused("bulk.nothing_chosen")
    if len(objectives) > MOST:
        raise Refused("bulk.too_many", count=len(objectives), most=MOST)
    with acting(actor):
        batch = Batch(person_id=actor.person_id, chosen_at=at)
        batch.save(force_insert=True)
        BatchRow.objects.bulk_create(
            BatchRow(
                organization_id=batch.organization_id,
                batch=batch,
                objective=row.public_id,
                place=place,
                version=row.version,
            )
            for place, row in enumerate(objectives)
        )
        return batch


def batch_try(*, actor: Viewer, batch: Batch, wanted: Wanted, at: datetime) -> Batch:
    """Say what is to be done and try it out: every row is done and let go again.

    Long ones are tried out by the worker; they say so by their state.

    Args:
        actor: Whose batch it is, and under whose rights it is done.
        batch: Chosen, or tried out with something else before.
        wanted: What is to be done.
        at: Now.

    Raises:
        Refused: It is being worked on, or done.
        ValidationRefused: The value cannot be, or what runs would change without a reason.
    """
    with acting(actor):
        batch = _locked(actor, batch)
        if batch.state not in _TRIED_FROM:
            raise Refused("bulk.busy")
        _check(actor, batch, wanted)
        BatchRow.objects.filter(batch=batch).update(outcome=Outcome.OPEN, why=[])
        batch.act, batch.value = wanted.act, wanted.value
        batch.reason, batch.state = wanted.reason.strip(), BatchState.TRYING
        batch.asked_at = at
        batch.save()
    return _begin(actor, batch, at)


def _check(actor: Viewer, batch: Batch, wanted: Wanted) -> None:
    if len(wanted.value) > VALUE_CHARACTERS or (wanted.act in WITH_VALUE and not wanted.value):
        raise ValidationRefused({"value": [Message("bulk.value_missing")]})
    rows = _objectives(actor, batch)
    if wanted.act in CHANGES:
        _value_check(actor, rows.filter(is_personal=False).first() or rows.first(), wanted)
    if wanted.act not in ADJUSTMENTS or wanted.reason.strip():
        return
    if rows.filter(state__in=RUNNING_STATES).exists():
        raise ValidationRefused({"reason": [Message("bulk.reason_missing")]})


def _value_check(actor: Viewer, row: Objective | None, wanted: Wanted) -> None:
    if row is None:
        return
    values = ObjectiveValues(title=row.title, cycle=row.cycle, team=row.team)
    try:
        value_set(actor, values, wanted)
    except (DomainError, ValueError):
        raise ValidationRefused({"value": [Message("bulk.value_missing")]}) from None


def _objectives(actor: Viewer, batch: Batch) -> QuerySet[Objective]:
    chosen = BatchRow.objects.filter(batch=batch).values("objective")
    return objectives_visible(viewer=actor).filter(public_id__in=chosen)


def batch_do(*, actor: Viewer, batch: Batch, at: datetime) -> Batch:
    """Do what was tried out, to the rows that were promised and that nobody changed since.

    Raises:
        Refused: It was not tried out, or is being worked on.
    """
    with acting(actor):
        batch = _locked(actor, batch)
        if batch.state == BatchState.DONE:
            return batch  # a second press finds it done
        if batch.state != BatchState.TRIED:
            raise Refused("bulk.not_tried")
        batch.state, batch.acted_at = BatchState.DOING, at
        batch.asked_at = at
        batch.save()
        BatchRow.objects.filter(batch=batch, outcome=Outcome.WILL).update(outcome=Outcome.OPEN)
    return _begin(actor, batch, at)


def batch_undo(*, actor: Viewer, batch: Batch, at: datetime) -> Batch:
    """Take back what a batch did, as far as nobody touched it since; the rest says why it stays.

    Raises:
        Refused: Nothing was done by it, or it is taken back already.
    """
    with acting(actor):
        batch = _locked(actor, batch)
        if batch.state != BatchState.DONE:
            raise Refused("bulk.not_done")
        batch.state, batch.asked_at = BatchState.UNDOING, at
        batch.save()
    return _begin(actor, batch, at)


def _locked(actor: Viewer, batch: Batch) -> Batch:
    """Return the actor's own batch, locked.

    Raises:
        NotFound: It is somebody else's, or gone.
    """
    own = Batch.objects.select_for_update().filter(pk=batch.pk, person_id=actor.person_id)
    found: Batch | None = own.first()
    if found is None:
        raise NotFound("bulk.gone")
    return found


def _begin(actor: Viewer, batch: Batch, at: datetime) -> Batch:
    """Work on a short batch at once; leave a long one to the worker."""
    if BatchRow.objects.filter(batch=batch).count() <= AT_ONCE:
        while batch_turn(actor=actor, batch=batch, at=at):
            pass
        batch.refresh_from_db()
    return batch

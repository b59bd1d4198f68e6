"""What the worker does about batches: go on with the long ones, and forget."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils import translation

from plumbline.domain.bulk.models import Batch, BatchRow, BatchState
from plumbline.domain.bulk.services.turns import turns_take
from plumbline.domain.journal.models import Source
from plumbline.domain.orgs.selectors.viewing import viewer_of
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.transactions import writing

KEPT_FOR: Final = timedelta(days=1)
"""So long it can be taken back. A deleted draft is kept for no longer than that."""

_WORKED_ON = (BatchState.TRYING, BatchState.DOING, BatchState.UNDOING)


def batches_waiting() -> tuple[tuple[str, str], ...]:
    """Return what is being worked on, the oldest first, and the slot of that job (one query)."""
    rows = Batch.objects.filter(state__in=_WORKED_ON, person__active=True).order_by("pk")
    return tuple(
        (public_id, f"{public_id}:{asked_at:%Y%m%dT%H%M%S%f}")
        for public_id, asked_at in rows.values_list("public_id", "asked_at")
    )


def batch_go_on(
    *, public_id: str, clock: Callable[[], datetime], goes_on: Callable[[], bool]
) -> bool:
    """Work on a batch under the rights its owner has now; tell whether it is through.

    Args:
        public_id: Of the batch.
        clock: Tells the time of each turn.
        goes_on: Asked between two turns.
    """
    own = Batch.objects.select_related("person").filter(public_id=public_id, person__active=True)
    batch = own.first()
    if batch is None:  # or its owner left, after the job was written
        return True
    person, organization = batch.person, organization_bound()
    actor = viewer_of(person=person, organization=organization, at=clock(), source=Source.PAGE)
    # What is written down beside is read by them first.
    with translation.override(person.language or organization.language):
        return turns_take(actor=actor, batch=batch, clock=clock, goes_on=goes_on)


def batches_forget(*, at: datetime) -> int:
    """Delete what nobody did anything with for `KEPT_FOR`; say how many.

    The day counts from what was done last: from the act itself, else from its preview, else from
    the choice. What the worker is still at stays, however long it takes.
    """
    until = at - KEPT_FOR
    with writing(organization_bound()):
        old = Batch.objects.filter(chosen_at__lte=until)
        for when in ("asked_at", "acted_at"):
            old = old.filter(Q(**{when: None}) | Q(**{f"{when}__lte": until}))
        _gone, each = old.exclude(state__in=_WORKED_ON, person__active=True).delete()
    return int(each.get("bulk.Batch", 0))


def files_kept() -> frozenset[int]:
    """Return the ids of the files that hang on deleted drafts which can still be put back."""
    rows = BatchRow.objects.exclude(kept=[]).values_list("kept", flat=True)
    return frozenset(
        row["fields"]["attachment"]
        for kept in rows.iterator()
        for row in kept
        if "attachment" in row["fields"]
    )

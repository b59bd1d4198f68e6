"""Working on a batch, a bounded part of it at a time."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from plumbline.domain.bulk.acts import Wanted, row_act
from plumbline.domain.bulk.models import Batch, BatchRow, BatchState, BulkAct, Outcome
from plumbline.domain.bulk.undoing import row_undo
from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.okrs.models import Objective, Visibility
from plumbline.domain.okrs.selectors.objectives import objectives_visible
from plumbline.domain.okrs.services.alignment import links_lock
from plumbline.domain.okrs.services.scores import ancestry_lock
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import DomainError, StaleVersion, ValidationRefused
from plumbline.engine.messages import Message

ROWS_A_TURN: Final = 25
"""Rows of one transaction: others who write wait for no more than these."""

_ENDS: Final[Mapping[BatchState, BatchState]] = {
    BatchState.TRYING: BatchState.TRIED,
    BatchState.DOING: BatchState.DONE,
    BatchState.UNDOING: BatchState.UNDONE,
}
#: Which rows a state still has to work on.
_WAITING: Final[Mapping[BatchState, Outcome]] = {
    BatchState.TRYING: Outcome.OPEN,
    BatchState.DOING: Outcome.OPEN,
    BatchState.UNDOING: Outcome.DONE,
}
_PLAIN = (str, int, float, bool, type(None))


class _LetGo(Exception):
    """What was tried out is let go."""


def batch_turn(*, actor: Viewer, batch: Batch, at: datetime) -> bool:
    """Work on the next rows of a batch, in one transaction; tell whether there is more to do.

    A turn that is cut short leaves its rows as they were, and the next one takes them up.

    Args:
        actor: Whose batch it is.
        batch: In any state.
        at: Now.
    """
    with acting(actor):
        batch = Batch.objects.select_for_update().get(pk=batch.pk)
        state = BatchState(batch.state)
        if state not in _ENDS:
            return False
        rows = _next(batch, _WAITING[state])
        if rows:
            _work(actor, batch, rows, at)
        if len(rows) == ROWS_A_TURN:
            return True
        batch.state = _ENDS[state]
        if state == BatchState.DOING:
            batch.acted_at = at  # of a long one it begins to be kept only now that it is through
        batch.save(update_fields=["state", "acted_at"])
        if batch.state != BatchState.TRIED:
            _journal(actor, batch, at)
        return False


def _next(batch: Batch, outcome: Outcome) -> list[BatchRow]:
    rows: QuerySet[BatchRow] = BatchRow.objects.filter(batch=batch, outcome=outcome)
    # Backwards when it is taken back: what was deleted last is put back first.
    order = "-place" if batch.state == BatchState.UNDOING else "place"
    return list(rows.order_by(order)[:ROWS_A_TURN])


def _work(actor: Viewer, batch: Batch, rows: Sequence[BatchRow], at: datetime) -> None:
    if batch.state == BatchState.UNDOING:
        _locked(actor, rows)
        _undo(actor, batch, rows, at)
    elif batch.state == BatchState.DOING:
        _act(actor, batch, rows, _locked(actor, rows), at)
    else:
        try:
            with acting(actor):
                _act(actor, batch, rows, _locked(actor, rows), at)
                raise _LetGo
        except _LetGo:
            for row in rows:
                row.outcome = Outcome.WILL if row.outcome == Outcome.DONE else row.outcome
    fields = ["outcome", "why", "is_adjusted"]
    if batch.state != BatchState.TRYING:
        fields += ["version", "before", "made", "kept", "acted_at"]
    BatchRow.objects.bulk_update(rows, fields)


def _locked(actor: Viewer, rows: Sequence[BatchRow]) -> Mapping[str, Objective]:
    """Lock what may change in the order of everybody, and return what the actor sees of it."""
    links_lock()
    names = {row.made or row.objective for row in rows}
    found = Objective.objects.filter(public_id__in=names).order_by("pk")
    ids = [pk for (pk,) in found.select_for_update(of=("self",)).values_list("pk")]
    if ids:
        ancestry_lock(*ids)
    seen = objectives_visible(viewer=actor).filter(public_id__in=names)
    return {row.public_id: row for row in seen}


def _act(
    actor: Viewer,
    batch: Batch,
    rows: Sequence[BatchRow],
    objectives: Mapping[str, Objective],
    at: datetime,
) -> None:
    wanted = Wanted(act=BulkAct(batch.act), value=batch.value, reason=batch.reason)
    for row in rows:
        objective = objectives.get(row.objective)
        if objective is None:
            row.outcome, row.why = Outcome.REFUSED, _kept_message(Message("bulk.unseen"))
        elif objective.version != row.version:
            row.outcome, row.why = Outcome.REFUSED, _kept_message(Message("bulk.changed_since"))
        else:
            _act_on(actor, row, objective, wanted, at)


def _act_on(
    actor: Viewer, row: BatchRow, objective: Objective, wanted: Wanted, at: datetime
) -> None:
    try:
        with acting(actor):  # a part that can fail alone
            changed = row_act(
                actor=actor, objective=objective, wanted=wanted, expected=row.version, at=at
            )
    except DomainError as refused:
        row.outcome, row.why = Outcome.REFUSED, _kept_message(_message(refused))
        return
    if changed is None:
        row.outcome = Outcome.SAME
        return
    row.outcome, row.version, row.acted_at = Outcome.DONE, changed.version, at
    row.is_adjusted, row.before = changed.is_adjusted, changed.before
    row.made, row.kept = changed.made, list(changed.kept)


def _undo(actor: Viewer, batch: Batch, rows: Sequence[BatchRow], at: datetime) -> None:
    reason = _("Taken back: %(reason)s") % {"reason": batch.reason or "–"}
    for row in rows:
        try:
            with acting(actor):  # a part that can fail alone
                row_undo(actor=actor, batch=batch, row=row, reason=reason, at=at)
        except DomainError as refused:
            row.outcome, row.why = Outcome.STAYS, _kept_message(_message(refused))
        else:
            row.outcome, row.kept = Outcome.UNDONE, []


def _message(refused: DomainError) -> Message:
    """Return what a refusal says, of several the first."""
    if isinstance(refused, StaleVersion):
        return Message("bulk.changed_since")
    if isinstance(refused, ValidationRefused):
        return next(iter(refused.field_errors.values()))[0]
    return refused.message


def _kept_message(message: Message) -> list[object]:
    params = {
        name: value if isinstance(value, _PLAIN) else str(value)
        for name, value in message.params.items()
    }
    return [message.id, params]


def _journal(actor: Viewer, batch: Batch, at: datetime) -> None:
    """Write down the whole, under one id, with the objectives it reached.

    Each of them has an entry of its own, for whom it is. Where not one is for everybody nothing is
    said of the whole: that it was changed would tell that there is such a thing.
    """
    outcome = Outcome.DONE if batch.state == BatchState.DONE else Outcome.UNDONE
    rows = BatchRow.objects.filter(batch=batch, outcome=outcome)
    if not _is_open(rows):
        return
    reached = list(rows.order_by("place").values_list("objective", flat=True))
    journal_record(
        author=Author(source=actor.source, person_id=actor.person_id, account_id=actor.account_id),
        act="bulk.do" if outcome == Outcome.DONE else "bulk.undo",
        subject=Subject("bulk", batch.pk, batch.public_id),
        at=at,
        changes={"act": Change(new=batch.act), "objectives": Change(new=reached)},
    )


def _is_open(rows: QuerySet[BatchRow]) -> bool:
    """Whether everybody sees any of some objectives, or saw it until it was thrown away."""
    everybody = Visibility.ORGANIZATION.value
    there = Objective.objects.filter(public_id__in=rows.values("objective"))
    if there.filter(visibility=everybody).exists():
        return True
    gone = rows.exclude(kept=[]).values_list("kept", flat=True)
    return any(
        each["model"] == "okrs.objective" and each["fields"]["visibility"] == everybody
        for kept in gone.iterator()
        for each in kept
    )


def turns_take(
    *, actor: Viewer, batch: Batch, clock: Callable[[], datetime], goes_on: Callable[[], bool]
) -> bool:
    """Work on a batch until it is through or is to be left; tell whether it is through.

    Args:
        actor: Whose batch it is.
        batch: In any state.
        clock: Tells the time of each turn.
        goes_on: Asked between two turns.
    """
    while batch_turn(actor=actor, batch=batch, at=clock()):
        if not goes_on():
            return False
    return True

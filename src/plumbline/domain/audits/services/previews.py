"""Counting what a practice would break where no page could wait for it, turn by turn."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from plumbline.domain.audits.models import PracticePreview
from plumbline.domain.audits.selectors.previews import (
    AT_ONCE,
    NAMED,
    preview_given_up,
    preview_slot,
)
from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.permissions import practice_permit
from plumbline.domain.okrs.selectors.effects import effect_part, effect_subjects
from plumbline.domain.okrs.selectors.matters import levels_of_many
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.transactions import writing

TURN: Final = 200
"""Objectives of one turn: judged before the database is locked."""


def preview_ask(*, actor: Actor, practice: Practice, at: datetime) -> None:
    """Ask the worker to count what a practice would break if it were a policy.

    Of few objectives nothing is to be counted: whoever looks is told at once. What is being
    counted already goes on; what failed for good begins anew.

    Raises:
        PermissionRefused: The actor may not move practices.
    """
    with acting(actor):
        practice_permit(actor)
        row: Practice | None = Practice.objects.select_for_update().filter(pk=practice.pk).first()
        if row is None:
            raise NotFound("governance.not_found")
        count = effect_subjects(row).count() if row.bindings else 0
        running = {"practice": row, "number": row.version, "done_at": None}
        goes_on = PracticePreview.objects.filter(**running).first()
        if count <= AT_ONCE or (goes_on is not None and not preview_given_up(goes_on, row)):
            return
        anew = PracticePreview(practice=row, number=row.version, asked_at=at, to_look_at=count)
        before = PracticePreview.objects.filter(practice=row).values_list("pk", flat=True).first()
        anew.pk = before
        anew.save(force_insert=before is None, force_update=before is not None)


def previews_running() -> Sequence[tuple[int, str]]:
    """Return the rows of what is being counted, with a name for the job of each (one query)."""
    rows = PracticePreview.objects.filter(done_at=None).order_by("pk")
    found = rows.values_list("pk", "practice__public_id", "asked_at")
    return [(pk, preview_slot(practice, at)) for pk, practice, at in found]


def preview_go_on(*, pk: int, clock: Callable[[], datetime], goes_on: Callable[[], bool]) -> bool:
    """Count on from where it has come to; tell whether it is done.

    Args:
        pk: Its row, from `previews_running`.
        clock: Tells when it is done.
        goes_on: Asked before each turn.
    """
    levels = levels_of_many(on=organization_day(organization_bound(), clock()))
    while goes_on():
        row = PracticePreview.objects.select_related("practice__team").filter(pk=pk).first()
        if row is None or row.done_at is not None:
            return True  # asked for anew, or another worker was quicker
        if row.number != row.practice.version:
            # What was asked about is not what the practice says now: nobody is told of it.
            return _keep(row, done_at=clock())
        at = clock()
        part = effect_part(row.practice, after=row.reached, most=TURN, at=at, levels=levels)
        if part is None:
            return _keep(row, done_at=at, to_look_at=row.looked_at)
        _keep(
            row,
            reached=part.reached,
            looked_at=row.looked_at + part.looked_at,
            broken=row.broken + len(part.broken),
            begun=row.begun + part.begun,
            without_approver=row.without_approver + part.without_approver,
            named=[*row.named, *part.broken][:NAMED],
        )
    return False


def _keep(row: PracticePreview, **values: object) -> bool:
    """Write down how far it has come, unless another worker or question came first."""
    asked = {"pk": row.pk, "asked_at": row.asked_at, "reached": row.reached, "done_at": None}
    with writing(organization_bound()):
        PracticePreview.objects.filter(**asked).update(**values)
    return True

"""What a practice would break if it were a policy today: at once, or as it was counted."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import F

from plumbline.domain.audits.models import PracticePreview
from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.permissions import practices_read_permit
from plumbline.domain.jobs.models import JobRun
from plumbline.domain.okrs.selectors.effects import (
    Broken,
    effect_named,
    effect_part,
    effect_subjects,
    parts_broken,
)
from plumbline.domain.orgs.days import organization_day
from plumbline.domain.orgs.viewers import Actor
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.transactions import reading_global

# Words come along: interfaces read no models.
__all__ = ["Broken", "Effect", "practice_effect"]

AT_ONCE: Final = 200
"""Objectives that a page asks itself; over more the worker counts, when somebody wants it."""
NAMED: Final = 50
"""Of more than these that would break it none further is named."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a practice would do, over objectives that everybody sees.

    Attributes:
        to_look_at: How many there are.
        looked_at: How many were asked so far; all, once it is counted.
        broken: How many of these do not keep it.
        begun: How many of the broken run already; they go on, and are asked at their next gate.
        drafts: How many of the broken are drafts: under a policy they could not be activated.
        named: The first of the broken, as far as the viewer sees them today.
        without_approver: How many of the broken nobody could approve.
        counted_on: The day of the figures; nothing was counted yet without.
        is_running: The worker is counting.
        is_given_up: It failed so often that nobody counts on; it can be asked for anew.
    """

    to_look_at: int
    looked_at: int = 0
    broken: int = 0
    begun: int = 0
    named: tuple[Broken, ...] = ()
    without_approver: int = 0
    counted_on: date | None = None
    is_running: bool = False
    is_given_up: bool = False

    @property
    def drafts(self) -> int:
        """How many of the broken are drafts."""
        return self.broken - self.begun

    @property
    def is_counted(self) -> bool:
        """Whether all were asked."""
        return self.counted_on is not None and not self.is_running

    @property
    def percent_done(self) -> int:
        """How far the counting has come, in percent; never all of it before it is."""
        if not self.is_running:
            return 100 if self.is_counted else 0
        return min(99, self.looked_at * 100 // max(1, self.to_look_at))


def practice_effect(*, viewer: Actor, practice: Practice, at: datetime) -> Effect:
    """Return which objectives would not keep a practice if it were a policy today.

    Where there are few it asks them; where there are many it returns what was counted last, or how
    far that has come (twelve queries at most). The numbers are the same for everyone.

    Raises:
        NotFound: The viewer may not read practices.
    """
    practices_read_permit(viewer)
    today = organization_day(organization_bound(), at)
    if not practice.bindings:
        return Effect(0, counted_on=today)
    count = effect_subjects(practice).count()
    if count > AT_ONCE:
        return _kept(viewer, practice, count, at=at)
    part = effect_part(practice, after=0, most=AT_ONCE, at=at)
    if part is None:
        return Effect(0, counted_on=today)
    return Effect(
        to_look_at=part.looked_at,
        looked_at=part.looked_at,
        broken=len(part.broken),
        begun=part.begun,
        named=effect_named(viewer=viewer, broken=dict([*part.broken.items()][:NAMED])),
        without_approver=part.without_approver,
        counted_on=today,
    )


def _kept(viewer: Actor, practice: Practice, count: int, *, at: datetime) -> Effect:
    rows = PracticePreview.objects.filter(practice=practice, number=practice.version)
    row: PracticePreview | None = rows.first()
    if row is None:
        return Effect(count)
    is_running = row.done_at is None
    return Effect(
        to_look_at=row.to_look_at,
        looked_at=row.looked_at,
        broken=row.broken,
        begun=row.begun,
        named=effect_named(viewer=viewer, broken=parts_broken(practice, row.named, at=at)),
        without_approver=row.without_approver,
        counted_on=organization_day(organization_bound(), row.asked_at),
        is_running=is_running,
        is_given_up=is_running and preview_given_up(row, practice),
    )


def preview_slot(practice: str, asked_at: datetime) -> str:
    """Return for what the job of one asking runs; each asking anew has its own."""
    return f"{practice}:{asked_at:%Y-%m-%dT%H:%M:%S}"


def preview_given_up(row: PracticePreview, practice: Practice) -> bool:
    """Whether counting failed so often that no worker takes it up again (one query)."""
    slot = preview_slot(practice.public_id, row.asked_at)
    given_up = JobRun.objects.filter(
        name="practice_preview",
        scope=organization_bound().public_id,
        slot=slot,
        done_at=None,
        asked_at=None,
        failed_at__isnull=False,
        attempts__gte=F("attempts_allowed"),
    )
    with reading_global():
        return bool(given_up.exists())

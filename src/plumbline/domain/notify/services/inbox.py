"""Reading and unreading what is in an inbox; it is one's own, and so not journaled."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from plumbline.domain.notify.choices import NoticeKind
from plumbline.domain.notify.models import Notice
from plumbline.domain.notify.permissions import own_inbox_permit
from plumbline.domain.notify.selectors.inbox import notices_seen
from plumbline.domain.orgs.services.acting import acting
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.transactions import writing

KEPT_FOR: Final = timedelta(days=180)
"""Two quarters: long enough to find again what one was told in the cycle before."""

FORGOTTEN_AT_ONCE: Final = 500


def notice_mark(*, actor: Viewer, notice: Notice, is_read: bool, at: datetime) -> Notice:
    """Mark a line as read or unread; one that stands so already stays as it is.

    A line that is unread again takes in nothing more: what comes after has a line of its own.

    Args:
        actor: Whose it is.
        notice: As `notice_get` gave it to them.
        is_read: Which of both.
        at: Now.

    Raises:
        PermissionRefused: They may not change what is theirs.
    """
    with acting(actor):
        own_inbox_permit(actor)
        rows = notices_seen(actor).filter(pk=notice.pk, read_at__isnull=is_read)
        changed = rows.update(read_at=at) if is_read else rows.update(read_at=None, fold="")
        if changed:
            notice.read_at = at if is_read else None
        return notice


def notices_mark_read(*, actor: Viewer, kind: NoticeKind | None = None, at: datetime) -> int:
    """Mark everything as read that is unread, or all of a kind; returns how many lines.

    They all get the instant `at`, by which `notices_unread_again` finds them.

    Raises:
        PermissionRefused: They may not change what is theirs.
    """
    with acting(actor):
        own_inbox_permit(actor)
        rows = notices_seen(actor).filter(in_inbox=True, read_at=None)
        if kind is not None:
            rows = rows.filter(kind=kind)
        ids: Sequence[int] = list(rows.values_list("pk", flat=True))
        return Notice.objects.filter(pk__in=ids).update(read_at=at)


def notices_unread_again(*, actor: Viewer, read_at: datetime) -> int:
    """Take back a `notices_mark_read`; returns how many lines are unread again.

    Raises:
        PermissionRefused: They may not change what is theirs.
    """
    with acting(actor):
        own_inbox_permit(actor)
        own = Notice.objects.filter(person_id=actor.person_id, read_at=read_at)
        return own.update(read_at=None, fold="")


def notices_forget(*, at: datetime) -> int:
    """Delete some of the lines that are older than `KEPT_FOR`; returns how many."""
    with writing(organization_bound()):
        old = Notice.objects.filter(at__lt=at - KEPT_FOR).order_by("at")
        ids = list(old.values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE])
        Notice.objects.filter(pk__in=ids).delete()
        return len(ids)
